using System.Runtime.ExceptionServices;

namespace Tureen.Fuzz.Driver;

/// <summary>
/// Sees every exception that a run throws, also one that something further up catches: the engine contains what one packet
/// throws, and a fuzzer must find it all the same.
/// </summary>
internal sealed class FaultWatch : IDisposable
{
    private readonly Func<Exception, bool> _isExpected;
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private bool _isArmed;
    private bool _isInside;

    /// <param name="isExpected">Whether the code may throw that, as it documents.</param>
    public FaultWatch(Func<Exception, bool> isExpected)
    {
        _isExpected = isExpected;
        AppDomain.CurrentDomain.FirstChanceException += Observe;
    }

    /// <summary>The first unexpected exception of the run.</summary>
    public Exception? Fault { get; private set; }

    /// <summary>Where it was thrown.</summary>
    public string Stack { get; private set; } = string.Empty;

    public void Begin()
    {
        Fault = null;
        Stack = string.Empty;
        _isArmed = true;
    }

    public void End() => _isArmed = false;

    public void Dispose() => AppDomain.CurrentDomain.FirstChanceException -= Observe;

    private void Observe(object? sender, FirstChanceExceptionEventArgs args)
    {
        bool isMine = _isArmed && !_isInside && Fault is null && Environment.CurrentManagedThreadId == _thread;
        if (!isMine)
        {
            return;
        }

        _isInside = true;
        if (args.Exception is not ThreadAbortException && !_isExpected(args.Exception))
        {
            Fault = args.Exception;
            Stack = Environment.StackTrace;
        }

        _isInside = false;
    }
}
