namespace Tureen.V2;

/// <summary>Every bound of the layer. mediasoup v2 had none of the counts: a client could fill its server.</summary>
internal static class V2Limits
{
    /// <summary>Transports of one peer that are open or being made.</summary>
    public const int MaxTransportsPerPeer = 64;

    /// <summary>Producers of one peer that are open or being made.</summary>
    public const int MaxProducersPerPeer = 64;

    /// <summary>Peers of one room, spies included.</summary>
    public const int MaxPeersPerRoom = 1024;

    /// <summary>Producers of one room; the response to <c>join</c> describes all of them.</summary>
    public const int MaxProducersPerRoom = 512;

    /// <summary>Consumers of one room.</summary>
    public const int MaxConsumersPerRoom = 65_536;

    /// <summary>Characters of a CNAME (RFC 3550 §6.5) and of a MID.</summary>
    public const int MaxStreamNameLength = 255;

    /// <summary>Codecs in what a client sends.</summary>
    public const int MaxCodecs = 128;

    /// <summary>Header extensions in what a client sends.</summary>
    public const int MaxHeaderExtensions = 64;

    /// <summary>Characters of a peer's name.</summary>
    public const int MaxPeerNameLength = 256;

    /// <summary>Bytes (JSON) of the application's data in one message of a client.</summary>
    public const int MaxAppDataLength = 4096;

    /// <summary>Bytes (JSON) of the application's data of all transports and producers of one peer.</summary>
    public const int MaxAppDataPerPeer = 65_536;

    /// <summary>Bytes (JSON) of the RTP parameters of one producer.</summary>
    public const int MaxRtpParametersLength = 16_384;

    /// <summary>Depth of nested JSON in a message.</summary>
    public const int MaxJsonDepth = 64;

    /// <summary>Random ids lie between this one and <see cref="MaxId"/>, as v2's do.</summary>
    public const int MinId = 10_000_000;

    /// <summary>The greatest random id.</summary>
    public const int MaxId = 99_999_999;

    /// <summary>bps. <c>setMaxBitrate</c> takes less as this.</summary>
    public const long MinMaxBitrate = 10_000;

    /// <summary>Least time between two key frame requests for one stream.</summary>
    public static readonly TimeSpan KeyFrameRequestDelay = TimeSpan.FromSeconds(1);

    /// <summary>Least time between two periodic reports.</summary>
    public static readonly TimeSpan MinStatsInterval = TimeSpan.FromSeconds(1);

    /// <summary>Greatest time between two periodic reports.</summary>
    public static readonly TimeSpan MaxStatsInterval = TimeSpan.FromDays(1);

    /// <summary>Time between two reports of audio levels.</summary>
    public static readonly TimeSpan AudioLevelInterval = TimeSpan.FromMilliseconds(500);
}
