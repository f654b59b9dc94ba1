using Tureen.Rooms.Settings;

namespace Tureen.Server.Settings;

/// <summary>All settings of the room server: those of rooms, and its own.</summary>
internal static class ServerOptions
{
    public static readonly SettingsOption Port = new("port", "number", "TCP port of pages and signaling (4443; 0 for any)");

    public static readonly SettingsOption Https = new("https", null, "HTTPS and WSS instead of HTTP and WS");

    public static readonly SettingsOption Cert = new(
        "cert", "file", "PEM certificate for HTTPS (a self-signed one is made)");

    public static readonly SettingsOption Key = new("key", "file", "PEM private key of the certificate");

    public static readonly SettingsOption PathBase = new(
        "path-base", "path", "the path below which a proxy shows the server, such as /calls (none)");

    public static readonly SettingsOption TrustedProxy = new(
        "trusted-proxy", "address", "proxies whose X-Forwarded-For and X-Forwarded-Proto are believed, such as 10.0.0.5 or 10.1.0.0/24; several with commas (none)");

    public static readonly SettingsOption LogFormat = new("log-format", "format", "text, or json for one object a line (text)");

    public static readonly SettingsOption OtlpEndpoint = new(
        "otlp-endpoint", "address", "where measurements and traces are sent to by OTLP over HTTP, such as http://localhost:4318 (nowhere)");

    public static readonly SettingsOption StunServer = new(
        "stun-server", "url", "STUN server that is asked at the start for the address to announce, such as stun:stun.example.org:3478 (none)");

    public static readonly SettingsOption Clock = new(
        "clock", "address", "HTTP server whose time is compared with that of this machine (that of --token-authority)");

    /// <summary>Those of <c>tureen token</c>.</summary>
    public static readonly IReadOnlyList<SettingsOption> Token =
    [
        new("room", "name", "the room that the token is for (every room)"),
        new("identity", "name", "who gets it"),
        new("name", "name", "the name that others see (what the client says)"),
        new("role", "word", "a word for the application (none)"),
        new("grants", "words", "join, audio, video, screen, data, subscribe, hidden, admin, record; with commas (the first six)"),
        new("minutes", "number", "how long the token lets somebody in (60)"),
        new("server", "address", "where the page is, for the link (http://localhost:4443)"),
        SettingsOptions.TokenKey,
    ];

    /// <summary>Those of <c>tureen health</c>.</summary>
    public static readonly IReadOnlyList<SettingsOption> Health =
    [
        new("server", "address", "the server (the one that these options, or the environment, describe)"),
        Port,
        SettingsOptions.ListenIp,
        Https,
    ];

    public static readonly IReadOnlyList<SettingsOption> All = [Port, .. SettingsOptions.All, Https, Cert, Key, PathBase, TrustedProxy, LogFormat, OtlpEndpoint, StunServer];

    /// <summary>Those of <c>tureen doctor</c>: of the server that it looks at, and its own.</summary>
    public static readonly IReadOnlyList<SettingsOption> Doctor = [.. All, Clock];
}
