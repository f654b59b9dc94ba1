namespace Tureen.Rooms.Security;

/// <summary>Bytes that all clients together make the server keep: what they say about themselves, and what waits to be sent to them. Thread-safe.</summary>
internal sealed class SignalingMemory
{
    /// <summary>Bytes of names, devices, application data and parameters that are kept; 2,000 peers at their limit.</summary>
    public const long MaxKept = 512L * 1024 * 1024;

    /// <summary>Bytes that wait to be sent. Beyond it each connection has only <c>ProtooLimits.QueuedShare</c>.</summary>
    public const long MaxQueued = 256L * 1024 * 1024;

    private long _kept;
    private long _queued;

    public long Kept => Interlocked.Read(ref _kept);

    public long Queued => Interlocked.Read(ref _queued);

    public bool IsQueueFull => Queued > MaxQueued;

    /// <summary>False when there is no memory left for it.</summary>
    public bool TryKeep(long bytes)
    {
        if (Interlocked.Add(ref _kept, bytes) <= MaxKept)
        {
            return true;
        }

        Interlocked.Add(ref _kept, -bytes);
        return false;
    }

    public void Free(long bytes) => Interlocked.Add(ref _kept, -bytes);

    /// <summary>Bytes that were added to a queue; a negative number for those that left it.</summary>
    public void AddQueued(long bytes) => Interlocked.Add(ref _queued, bytes);
}
