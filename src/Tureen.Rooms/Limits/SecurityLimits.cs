namespace Tureen.Rooms.Limits;

/// <summary>Bounds of what one address may ask for and hold. They let a school behind one address in.</summary>
internal static class SecurityLimits
{
    /// <summary>How many shares this machine has: a proxy before the server and load tests come from there.</summary>
    public const int LoopbackFactor = 16;

    /// <summary>WebSockets of all clients.</summary>
    public const int MaxSockets = 20_000;

    /// <summary>WebSockets of one address.</summary>
    public const int MaxSocketsPerAddress = 256;

    /// <summary>TCP connections of all clients, WebSockets included.</summary>
    public const int MaxConnections = 40_000;

    /// <summary>TCP connections of one address, for each WebSocket that it may have: a browser opens six for the files of a page.</summary>
    public const int ConnectionsPerSocket = 4;

    /// <summary>Rooms that one address opened and that are open.</summary>
    public const int MaxRoomsPerAddress = 64;

    /// <summary>
    /// Transports with ports of their own: of broadcasters, and of mediasoup v2. Not more than a quarter of the ports, because one may take two of them.
    /// </summary>
    public const int MaxOwnPortTransports = 8_192;

    /// <summary>Of these, transports of one address.</summary>
    public const int MaxOwnPortTransportsPerAddress = 256;

    /// <summary>Upgrades to a WebSocket a second, unless the operator sets it; and seconds of them that may come at once.</summary>
    public const int UpgradesPerSecond = 32;

    public const int UpgradeBurstSeconds = 8;

    /// <summary>Requests to the HTTP API a second, unless the operator sets it.</summary>
    public const int ApiRequestsPerSecond = 30;

    /// <summary>Requests of WHIP and WHEP a second, unless the operator sets it.</summary>
    public const int MediaRequestsPerSecond = 30;

    /// <summary>Seconds of both that may come at once.</summary>
    public const int ApiBurstSeconds = 10;

    /// <summary>Requests for /status: at once, and a second.</summary>
    public const int StatusBurst = 20;

    public const int StatusRequestsPerSecond = 2;

    /// <summary>Other requests, those for the files of the page: at once, and a second.</summary>
    public const int FileBurst = 8_000;

    public const int FileRequestsPerSecond = 500;

    /// <summary>Messages of all WebSockets of one address: a second, and at once.</summary>
    public const int AddressMessagesPerSecond = 4_000;

    public const int AddressMessageBurst = 16_000;

    /// <summary>Characters of a token at least: 16 random ones of 64 are 96 bits.</summary>
    public const int MinTokenLength = 16;

    /// <summary>Bytes of the key for access tokens at least: those of its hash, SHA-256 (RFC 7518, section 3.2).</summary>
    public const int MinTokenKeyLength = 32;

    /// <summary>Bytes of an access token, as headers have them.</summary>
    public const int MaxAccessTokenLength = 8 * 1024;

    /// <summary>How long an OpenID Connect provider may take to answer.</summary>
    public static readonly TimeSpan ProviderTimeout = TimeSpan.FromSeconds(5);

    /// <summary>The pause between two requests to a provider: tokens with unknown keys cause no more of them.</summary>
    public static readonly TimeSpan ProviderPause = TimeSpan.FromSeconds(10);

    /// <summary>How long keys of a provider are good without asking it again; so long a key that it has withdrawn may count.</summary>
    public static readonly TimeSpan ProviderKeyLifetime = TimeSpan.FromHours(1);

    /// <summary>How long an idle connection stays open; Kestrel's two minutes hold more of them.</summary>
    public static readonly TimeSpan KeepAliveTimeout = TimeSpan.FromSeconds(60);

    /// <summary>How long the headers of a request may take.</summary>
    public static readonly TimeSpan RequestHeadersTimeout = TimeSpan.FromSeconds(10);
}
