namespace Tureen;

/// <summary>The exceptions in a worker so far, and what became of them.</summary>
/// <param name="Contained">Exceptions that packets, deadlines and events caused and that ended nothing else.</param>
/// <param name="FailedTransports">Transports that were closed because of theirs.</param>
internal readonly record struct WorkerFaults(long Contained, long FailedTransports)
{
    public static WorkerFaults operator +(WorkerFaults one, WorkerFaults other) =>
        new(one.Contained + other.Contained, one.FailedTransports + other.FailedTransports);
}
