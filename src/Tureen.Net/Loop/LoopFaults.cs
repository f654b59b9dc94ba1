using Tureen.Engine.Events;
using Tureen.Engine.Primitives;

namespace Tureen.Net.Loop;

/// <summary>
/// The exceptions that reached a loop from its sockets and its handler: counted, reported at a bounded rate, and counted against the socket.
/// </summary>
/// <param name="counters">Where they are counted.</param>
/// <param name="report">Called on the loop's thread for those that are to be logged; null for none.</param>
internal sealed class LoopFaults(NetCounters counters, Action<EngineFaultEvent>? report)
{
    private readonly FaultPace _pace = new();
    private readonly Dictionary<int, int> _inRow = [];

    /// <summary>Counts a fault and has it logged.</summary>
    /// <exception cref="BrokenRuntimeException">It is one of the whole process: the loop ends.</exception>
    public void Handle(FaultKind kind, Exception error)
    {
        BrokenRuntime.ThrowIfCause(error);
        counters.Faults.Add(kind);
        if (_pace.TryTake(MonotonicClock.Now, out long unlogged))
        {
            report?.Invoke(new EngineFaultEvent(string.Empty, kind, error, unlogged));
        }
    }

    /// <summary>Runs an action whose exception must not stop its caller.</summary>
    public void Run(FaultKind kind, Action action)
    {
        try
        {
            action();
        }
        catch (Exception error)
        {
            Handle(kind, error);
        }
    }

    /// <summary>A socket could not be read; true when that has happened too often in a row.</summary>
    public bool IsTooMany(int socketId)
    {
        int count = _inRow.GetValueOrDefault(socketId) + 1;
        _inRow[socketId] = count;
        return count >= NetLimits.MaxSocketFaultsInRow;
    }

    /// <summary>A socket was read as it should be, or is gone.</summary>
    public void HandleSuccess(int socketId)
    {
        if (_inRow.Count != 0)
        {
            _inRow.Remove(socketId);
        }
    }
}
