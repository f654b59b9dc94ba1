namespace Tureen;

/// <summary>What a worker has made of exceptions so far.</summary>
/// <param name="Contained">Exceptions that packets, deadlines and events caused and that ended nothing else.</param>
/// <param name="FailedTransports">Transports that were closed because of theirs.</param>
internal readonly record struct WorkerFaults(long Contained, long FailedTransports)
{
    public static WorkerFaults operator +(WorkerFaults one, WorkerFaults other) =>
        new(one.Contained + other.Contained, one.FailedTransports + other.FailedTransports);
}
