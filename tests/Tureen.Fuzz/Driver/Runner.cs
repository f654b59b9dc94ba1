using Tureen.Fuzz.Targets;

namespace Tureen.Fuzz.Driver;

/// <summary>Runs inputs one by one and says what is wrong with each. A target that failed is replaced by a new one.</summary>
internal sealed class Runner : IDisposable
{
    private readonly Func<FuzzTarget> _create;
    private readonly FaultWatch _faults;
    private FuzzTarget _target;
    private long _givenBefore;

    /// <param name="create">Makes the target.</param>
    public Runner(Func<FuzzTarget> create)
    {
        _create = create;
        _target = create();
        _faults = new FaultWatch(exception => _target.IsExpected(exception));
    }

    public FuzzTarget Target => _target;

    /// <summary>Inputs so far.</summary>
    public long Runs { get; private set; }

    /// <summary>Packets or messages so far.</summary>
    public long Given => _givenBefore + _target.Given;

    /// <summary>Null when nothing is wrong.</summary>
    public Finding? Run(byte[] input)
    {
        Runs++;
        Finding? escaped = null;
        _faults.Begin();
        try
        {
            _target.Run(input);
        }
        catch (Exception exception)
        {
            escaped = new Finding(exception.GetType().Name, exception.Message, exception.StackTrace ?? string.Empty);
        }

        _faults.End();
        Finding? finding = _faults.Fault is { } fault
            ? new Finding(fault.GetType().Name, fault.Message, _faults.Stack)
            : escaped;
        if (finding is not null)
        {
            Replace();
        }

        return finding;
    }

    public void Dispose()
    {
        _faults.Dispose();
        _target.Dispose();
    }

    private void Replace()
    {
        _givenBefore += _target.Given;
        try
        {
            _target.Dispose();
        }
        catch (Exception exception)
        {
            Console.WriteLine($"  (what the failed run left behind cannot be closed: {exception.GetType().Name})");
        }

        _target = _create();
    }
}
