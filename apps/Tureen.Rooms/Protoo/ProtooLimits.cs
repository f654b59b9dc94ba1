namespace Tureen.Rooms.Protoo;

/// <summary>Every bound of the signaling connection.</summary>
internal static class ProtooLimits
{
    /// <summary>Bytes of one message; a longer one closes the connection with 1009 (protoo-server's value).</summary>
    public const int MaxMessageLength = 960_000;

    /// <summary>Bytes read from the socket at once.</summary>
    public const int ReceiveBufferLength = 16_384;

    /// <summary>Messages waiting to be sent; a peer that reads nothing for so long is dropped.</summary>
    public const int MaxQueuedMessages = 4096;

    /// <summary>Bytes of these messages.</summary>
    public const long MaxQueuedBytes = 16 * 1024 * 1024;

    /// <summary>Requests of the peer being worked on at once; the rest waits unread.</summary>
    public const int MaxConcurrentRequests = 64;

    /// <summary>Depth of nested JSON.</summary>
    public const int MaxJsonDepth = 32;

    /// <summary>protoo's request ids are random in 0..this.</summary>
    public const int MaxRequestId = 10_000_000;

    /// <summary>A request to the peer fails after this, and a fifth of a second more for each one that is pending.</summary>
    public static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(30);

    public static readonly TimeSpan RequestTimeoutPerPending = TimeSpan.FromMilliseconds(200);

    public static readonly TimeSpan PingInterval = TimeSpan.FromSeconds(60);

    public static readonly TimeSpan PongTimeout = TimeSpan.FromSeconds(10);

    /// <summary>How long the closing handshake may take.</summary>
    public static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(2);
}
