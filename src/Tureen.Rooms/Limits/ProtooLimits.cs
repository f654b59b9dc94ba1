namespace Tureen.Rooms.Limits;

/// <summary>Every bound of the signaling connection.</summary>
internal static class ProtooLimits
{
    /// <summary>
    /// Bytes of one message; a longer one closes the connection with 1009. Clients of mediasoup send some 20,000; protoo-server accepts
    /// 960,000, and each connection can keep that many bytes waiting for the rest.
    /// </summary>
    public const int MaxMessageLength = 131_072;

    /// <summary>Messages that a client may send a second, on the whole. Beyond it the connection is read more slowly.</summary>
    public const int MessagesPerSecond = 200;

    /// <summary>Messages that a client may send at once: in a great room it answers for each consumer.</summary>
    public const int MessageBurst = 2_000;

    /// <summary>Kilobytes that a client may send a second, on the whole.</summary>
    public const int KilobytesPerSecond = 256;

    /// <summary>Kilobytes that a client may send at once.</summary>
    public const int KilobyteBurst = 1_024;

    /// <summary>Bytes read from the socket at once.</summary>
    public const int ReceiveBufferLength = 16_384;

    /// <summary>Messages waiting to be sent; a peer that reads nothing for so long is dropped.</summary>
    public const int MaxQueuedMessages = 16_384;

    /// <summary>
    /// Bytes of these messages. What others write does not reach it: the answer to join has 5 MB when a room is full and all its
    /// names are as long as they may be, consumers are presented in turns, and scores are left out.
    /// </summary>
    public const long MaxQueuedBytes = 8 * 1024 * 1024;

    /// <summary>Bytes that may wait when all connections together have too many waiting. A client that reads has fewer.</summary>
    public const long QueuedShare = 512 * 1024;

    /// <summary>Bytes that may wait before messages that later ones replace, such as scores, are left out.</summary>
    public const long OptionalShare = 64 * 1024;

    /// <summary>Requests and notifications of the peer being worked on at once; the rest waits unread.</summary>
    public const int MaxConcurrentRequests = 64;

    /// <summary>Requests to the peer that wait for its answer at once; further ones wait for their turn.</summary>
    public const int MaxOutgoingRequests = 64;

    /// <summary>Depth of nested JSON.</summary>
    public const int MaxJsonDepth = 32;

    /// <summary>protoo's request ids are random in 0..this.</summary>
    public const int MaxRequestId = 10_000_000;

    /// <summary>A request to the peer fails after this, and a fifth of a second more for each one that is pending.</summary>
    public static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(30);

    public static readonly TimeSpan RequestTimeoutPerPending = TimeSpan.FromMilliseconds(200);

    /// <summary>With <see cref="PongTimeout"/> how soon the id of a peer that is gone without a word is free again.</summary>
    public static readonly TimeSpan PingInterval = TimeSpan.FromSeconds(15);

    public static readonly TimeSpan PongTimeout = TimeSpan.FromSeconds(10);

    /// <summary>How long the closing handshake may take.</summary>
    public static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(2);
}
