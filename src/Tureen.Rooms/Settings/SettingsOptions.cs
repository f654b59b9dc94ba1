namespace Tureen.Rooms.Settings;

/// <summary>The settings of rooms.</summary>
internal static class SettingsOptions
{
    public static readonly SettingsOption ListenIp = new(
        "listen-ip",
        "address",
        "where pages, signaling and media listen, 0.0.0.0 or :: for everywhere (localhost; media of browsers at this machine's main address, "
            + "as Firefox uses no loopback addresses: 127.0.0.1 closes that, too)");

    public static readonly SettingsOption AnnouncedAddress = new(
        "announced-address",
        "address",
        "the address that browsers get for media, behind NAT or in a container; without --listen-ip media then listens everywhere");

    public static readonly SettingsOption FurtherAddress = new(
        "further-address", "address", "another address that browsers get for media, such as that in the own network, or one of IPv6; several with commas (none)");

    public static readonly SettingsOption RtcMinPort = new("rtc-min-port", "number", "first UDP port of media (10000)");

    public static readonly SettingsOption RtcMaxPort = new("rtc-max-port", "number", "last UDP port of media (59999)");

    public static readonly SettingsOption Workers = new("workers", "number", "media threads (one per core)");

    public static readonly SettingsOption WatchdogSeconds = new(
        "watchdog-seconds", "number", "a media thread that stands still for so long is replaced (5; 0 for never)");

    public static readonly SettingsOption AllowedOrigin = new(
        "allowed-origin", "origin", "pages from there may use the server too, such as https://example.org (its own only; * for all)");

    public static readonly SettingsOption AllowedHost = new(
        "allowed-host", "name", "a name of this server besides localhost and --announced-address; several with commas");

    public static readonly SettingsOption IceServer = new(
        "ice-server", "url", "STUN or TURN server that clients get, such as turn:turn.example.org:3478?transport=udp; several with commas (none)");

    public static readonly SettingsOption TurnSecret = new(
        "turn-secret", "secret", "what the TURN servers know (coturn: static-auth-secret), for credentials that end; better set in the environment (none)");

    public static readonly SettingsOption TurnSeconds = new(
        "turn-seconds", "number", "how long credentials of TURN servers are good (43200)");

    public static readonly SettingsOption AdminToken = new(
        "admin-token", "token", "opens the broadcaster API and /status to who knows it; better set in the environment (this machine only)");

    public static readonly SettingsOption BroadcasterToken = new(
        "broadcaster-token", "token", "opens the broadcaster API to who knows it; better set in the environment (this machine only)");

    public static readonly SettingsOption TokenKey = new(
        "token-key", "key", "signs access tokens, 32 bytes or more; better set in the environment (none: this machine only)");

    public static readonly SettingsOption TokenAuthority = new(
        "token-authority", "address", "OpenID Connect provider whose access tokens are taken, such as https://login.example.org (none)");

    public static readonly SettingsOption TokenAudience = new(
        "token-audience", "name", "what access tokens must be for (anything; a provider's must name it)");

    public static readonly SettingsOption AllowAnonymous = new(
        "allow-anonymous", null, "anybody who reaches the server may join rooms, without a token");

    public static readonly SettingsOption WebhookUrl = new(
        "webhook-url", "address", "where events of rooms are posted to, such as https://example.org/hooks; several with commas (nowhere)");

    public static readonly SettingsOption WebhookKey = new(
        "webhook-key", "key", "signs webhooks, 32 bytes or more; better set in the environment (needed for webhooks)");

    public static readonly SettingsOption RecordingFolder = new(
        "recording-folder", "path", "where recordings of rooms go (nowhere: nothing is recorded)");

    public static readonly SettingsOption AllowPrivateDestinations = new(
        "allow-private-destinations", null, "broadcasters may have media sent to private and loopback addresses");

    public static readonly SettingsOption MaxRooms = new("max-rooms", "number", "rooms that are open (10000)");

    public static readonly SettingsOption MaxRoomsPerAddress = new(
        "max-rooms-per-address", "number", "rooms that one address opens (64; this machine 16 times as many)");

    public static readonly SettingsOption MaxPeersPerRoom = new("max-peers-per-room", "number", "peers of one room (1000)");

    public static readonly SettingsOption MaxSockets = new("max-sockets", "number", "WebSockets of all clients (20000)");

    public static readonly SettingsOption MaxSocketsPerAddress = new(
        "max-sockets-per-address", "number", "WebSockets of one address (256; this machine 16 times as many)");

    public static readonly SettingsOption MessagesPerSecond = new(
        "messages-per-second", "number", "messages that one client may send a second (200)");

    public static readonly SettingsOption KilobytesPerSecond = new(
        "kilobytes-per-second", "number", "kilobytes that one client may send a second (256)");

    public static readonly SettingsOption JoinsPerSecond = new(
        "joins-per-second", "number", "WebSockets that one address may open a second, eight times as many at once (32; this machine 16 times as many)");

    public static readonly SettingsOption ApiRequestsPerSecond = new(
        "api-requests-per-second", "number", "requests to the HTTP API of one address a second, ten times as many at once (30; this machine 16 times as many)");

    public static readonly SettingsOption MediaRequestsPerSecond = new(
        "media-requests-per-second", "number", "requests of WHIP and WHEP of one address a second, ten times as many at once (30; this machine 16 times as many)");

    public static readonly SettingsOption JoinSeconds = new(
        "join-seconds", "number", "how long a client may be connected without joining (30)");

    public static readonly SettingsOption MaxConsumerReplicas = new(
        "max-consumer-replicas", "number", "further consumers for each producer that a client may ask for, for load tests (0)");

    public static readonly IReadOnlyList<SettingsOption> All =
    [
        ListenIp, AnnouncedAddress, FurtherAddress, RtcMinPort, RtcMaxPort, Workers, WatchdogSeconds, AllowedOrigin, AllowedHost, IceServer, TurnSecret, TurnSeconds, AdminToken,
        BroadcasterToken, TokenKey, TokenAuthority, TokenAudience, AllowAnonymous, WebhookUrl, WebhookKey, RecordingFolder, AllowPrivateDestinations, MaxRooms,
        MaxRoomsPerAddress, MaxPeersPerRoom, MaxSockets, MaxSocketsPerAddress, MessagesPerSecond, KilobytesPerSecond, JoinsPerSecond, ApiRequestsPerSecond,
        MediaRequestsPerSecond, JoinSeconds, MaxConsumerReplicas,
    ];
}
