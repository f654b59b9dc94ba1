namespace Tureen.WorkerProcess.Channel;

/// <summary>The bounds of the channel, with their units and reasons.</summary>
internal static class ChannelLimits
{
    /// <summary>Bytes of the size in front of each message.</summary>
    public const int PrefixLength = 4;

    /// <summary>Bytes of a message without its size: what the library on the other side takes, 8 MiB with the size.</summary>
    public const int MessageLength = (8 * 1024 * 1024) - PrefixLength;

    /// <summary>Bytes of the read buffer while messages are small.</summary>
    public const int ReadLength = 16 * 1024;

    /// <summary>Bytes of messages that may wait for the worker's thread before the channel is read no further.</summary>
    public const int PendingLength = 16 * 1024 * 1024;

    /// <summary>Bytes gathered before they are written in the middle of a turn.</summary>
    public const int GatheredLength = 64 * 1024;

    /// <summary>Bytes that may wait for an application that does not read; beyond them, packets and traces are dropped.</summary>
    public const int BacklogLength = 64 * 1024 * 1024;

    /// <summary>How long the end of the process waits for an application that still reads.</summary>
    public static readonly TimeSpan LastWrite = TimeSpan.FromSeconds(5);
}
