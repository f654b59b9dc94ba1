using System.Net;

namespace Tureen.Rooms;

/// <summary>
/// How rooms run. In the configuration of a host they are below <c>Tureen:Rooms</c>, by the names of the room server's options without dashes, such as
/// <c>Tureen:Rooms:RtcMinPort</c>.
/// </summary>
public record TureenRoomsOptions
{
    /// <summary>Among <see cref="AllowedOrigins"/>: every origin is allowed.</summary>
    public const string AnyOrigin = "*";

    /// <summary>The section of a host's configuration.</summary>
    public const string Section = "Tureen:Rooms";

    /// <summary>Where media listens; null for the machine's main address. The room server listens there for pages and signaling, too.</summary>
    public IPAddress? ListenIp { get; set; }

    /// <summary>The address that browsers get for media: an IP address or a host name.</summary>
    public string? AnnouncedAddress { get; set; }

    /// <summary>
    /// Further addresses that browsers get for media, such as that in the own network beside the public one, or one of IPv6. Each has ports of its own.
    /// </summary>
    public IReadOnlyList<string> FurtherAddresses { get; set; } = [];

    /// <summary>The first UDP port of media.</summary>
    public int RtcMinPort { get; set; } = 10_000;

    /// <summary>The last UDP port of media.</summary>
    public int RtcMaxPort { get; set; } = 59_999;

    /// <summary>Media threads; rooms are spread over them.</summary>
    public int Workers { get; set; } = Environment.ProcessorCount;

    /// <summary>How long a media thread may stand still before its rooms are closed and another one starts; zero for any time.</summary>
    public TimeSpan WatchdogTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Pages of these origins may use the server, besides its own; <c>*</c> for all. When there are any, WebSockets need an origin.</summary>
    public IReadOnlyList<string> AllowedOrigins { get; set; } = [];

    /// <summary>Names of the server, besides localhost, addresses and <see cref="AnnouncedAddress"/>.</summary>
    public IReadOnlyList<string> AllowedHosts { get; set; } = [];

    /// <summary>STUN and TURN servers that clients get, such as <c>turn:turn.example.org:3478?transport=udp</c>; none unless set.</summary>
    public IReadOnlyList<string> IceServers { get; set; } = [];

    /// <summary>The secret that the TURN servers know, of which credentials that end are made (coturn's <c>static-auth-secret</c>); null for servers without credentials.</summary>
    public string? TurnSecret { get; set; }

    /// <summary>How long the credentials of TURN servers are good. A call keeps its relay when they end.</summary>
    public TimeSpan TurnLifetime { get; set; } = TimeSpan.FromHours(12);

    /// <summary>Opens the broadcaster API and the status page to callers that know it; null for this machine only.</summary>
    public string? AdminToken { get; set; }

    /// <summary>Opens the broadcaster API to callers that know it.</summary>
    public string? BroadcasterToken { get; set; }

    /// <summary>The key that access tokens are signed with, of 32 bytes or more; see <see cref="RoomToken"/>. Null for none.</summary>
    public string? TokenKey { get; set; }

    /// <summary>
    /// The address of an OpenID Connect provider that signs access tokens, in place of <see cref="TokenKey"/>. The provider publishes its keys. Null for none.
    /// </summary>
    public string? TokenAuthority { get; set; }

    /// <summary>The audience that access tokens must name; null for any, which a provider's tokens may not have.</summary>
    public string? TokenAudience { get; set; }

    /// <summary>
    /// Anybody who reaches the server may join rooms without a token. Otherwise, only programs on this machine may, and only while neither
    /// <see cref="TokenKey"/> nor <see cref="TokenAuthority"/> is set. An application that authorizes the endpoints itself sets this.
    /// </summary>
    public bool AllowAnonymous { get; set; }

    /// <summary>Where events of rooms are posted to, as docs/WEBHOOKS.md describes; none unless set. <see cref="WebhookKey"/> signs them.</summary>
    public IReadOnlyList<Uri> WebhookUrls { get; set; } = [];

    /// <summary>The key that signs webhooks, of 32 bytes or more.</summary>
    public string? WebhookKey { get; set; }

    /// <summary>The folder that recordings go to, as docs/RECORDING.md describes; null to record nothing.</summary>
    public string? RecordingFolder { get; set; }

    /// <summary>Plain transports may send to private and loopback addresses.</summary>
    public bool AllowPrivateDestinations { get; set; }

    /// <summary>How much clients may use.</summary>
    public RoomLimitOptions Limits { get; set; } = new();

    /// <summary>Names the type alone, because values may be secret.</summary>
    /// <returns>The name of the type.</returns>
    public sealed override string ToString() => GetType().Name;
}
