using Tureen.Engine.Events;
using Tureen.Engine.Primitives;

namespace Tureen.Engine.Forwarding;

/// <summary>
/// The exceptions that packets, deadlines and events have caused in a worker: counted by kind, logged at a bounded rate, and counted against the
/// transport or consumer that they came to. It costs nothing while nothing throws.
/// </summary>
internal sealed class EngineFaults(Queue<EngineEvent> events)
{
    // One for each object that is open and has failed.
    private readonly Dictionary<object, FaultRecord> _records = new(ReferenceEqualityComparer.Instance);
    private readonly FaultPace _pace = new();

    /// <summary>Whether faults are contained. Off where they must be seen, as in tests of the engine: then exceptions reach the caller.</summary>
    public bool AreContained { get; set; }

    public FaultCounters Counters { get; } = new();

    /// <summary>Transports that were closed because of their faults.</summary>
    public long ClosedTransports { get; private set; }

    /// <summary>Whether any object has a record of faults; only then are successes to be reported.</summary>
    public bool HasRecords => _records.Count != 0;

    /// <summary>Counts a fault and has it logged.</summary>
    /// <exception cref="BrokenRuntimeException">It is one of the whole process.</exception>
    public void Handle(Timestamp now, FaultKind kind, string objectId, Exception error)
    {
        BrokenRuntime.ThrowIfCause(error);
        Counters.Add(kind);
        if (_pace.TryTake(now, out long unlogged))
        {
            events.Enqueue(new EngineFaultEvent(objectId, kind, error, unlogged));
        }
    }

    /// <summary>Runs an action whose exception must not stop its caller.</summary>
    public void Run(Timestamp now, FaultKind kind, string objectId, Action action)
    {
        try
        {
            action();
        }
        catch (Exception error) when (AreContained)
        {
            Handle(now, kind, objectId, error);
        }
    }

    /// <summary>Counts a fault against a transport; true when it must be closed: too many without a success between them, or too fast.</summary>
    public bool IsTooMany(Timestamp now, object transport) => RecordOf(transport).IsTooMany(now);

    /// <summary>Counts a fault against a consumer; true when it must be closed.</summary>
    public bool IsSpent(Timestamp now, object consumer) => RecordOf(consumer).IsSpent(now);

    /// <summary>A datagram of a transport was handled as it should be.</summary>
    public void HandleSuccess(object transport)
    {
        if (_records.TryGetValue(transport, out FaultRecord? record))
        {
            record.HandleSuccess();
        }
    }

    /// <summary>The object is closed.</summary>
    public void Forget(object owner) => _records.Remove(owner);

    public void CountClosedTransport() => ClosedTransports++;

    private FaultRecord RecordOf(object owner)
    {
        if (!_records.TryGetValue(owner, out FaultRecord? record))
        {
            record = new FaultRecord();
            _records.Add(owner, record);
        }

        return record;
    }
}
