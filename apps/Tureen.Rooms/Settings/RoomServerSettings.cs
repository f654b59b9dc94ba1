using System.Net;

namespace Tureen.Rooms.Settings;

/// <summary>How the room server runs. Wrong values do not get here: see <see cref="SettingsReader"/>.</summary>
internal sealed record RoomServerSettings
{
    public const int DefaultPort = 4443;

    /// <summary>Among <see cref="AllowedOrigins"/>: every origin is allowed.</summary>
    public const string AnyOrigin = "*";

    /// <summary>TCP port of pages and signaling; 0 for any.</summary>
    public int Port { get; init; } = DefaultPort;

    /// <summary>Where pages, signaling and media listen; null for localhost and, for media, the machine's main address.</summary>
    public IPAddress? ListenIp { get; init; }

    /// <summary>The address that browsers get for media: an IP address or a host name.</summary>
    public string? AnnouncedAddress { get; init; }

    public int RtcMinPort { get; init; } = 10_000;

    public int RtcMaxPort { get; init; } = 59_999;

    /// <summary>Media threads; rooms are spread over them.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <summary>How long a media thread may stand still before its rooms are closed and another one starts; zero for any time.</summary>
    public TimeSpan WatchdogTimeout { get; init; } = TimeSpan.FromSeconds(5);

    public bool IsHttps { get; init; }

    /// <summary>PEM file of the certificate for HTTPS; a self-signed one is made when there is none.</summary>
    public string? CertificateFile { get; init; }

    public string? KeyFile { get; init; }

    /// <summary>Pages of these origins may use the server, besides its own; <c>*</c> for all. When there are any, WebSockets need an origin.</summary>
    public IReadOnlyList<string> AllowedOrigins { get; init; } = [];

    /// <summary>Names of the server, besides localhost, addresses and <see cref="AnnouncedAddress"/>.</summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];

    /// <summary>Opens the broadcaster API and the status page to callers that know it; null for this machine only.</summary>
    public string? AdminToken { get; init; }

    /// <summary>Opens the broadcaster API to callers that know it.</summary>
    public string? BroadcasterToken { get; init; }

    /// <summary>Plain transports may send to private and loopback addresses.</summary>
    public bool AllowsPrivateDestinations { get; init; }

    public LimitSettings Limits { get; init; } = new();
}
