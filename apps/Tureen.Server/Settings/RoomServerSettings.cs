using System.Net;
using Tureen.Rooms;

namespace Tureen.Server.Settings;

/// <summary>How the room server runs. Wrong values do not get here: see <see cref="SettingsReader"/>.</summary>
internal sealed record RoomServerSettings : TureenRoomsOptions
{
    public const int DefaultPort = 4443;

    /// <summary>TCP port of pages and signaling; 0 for any.</summary>
    public int Port { get; set; } = DefaultPort;

    public bool IsHttps { get; set; }

    /// <summary>PEM file of the certificate for HTTPS; a self-signed one is made when there is none.</summary>
    public string? CertificateFile { get; set; }

    public string? KeyFile { get; set; }

    /// <summary>The STUN server that knows the address to announce; null to ask none.</summary>
    public string? StunServer { get; set; }

    /// <summary>The path below which a proxy shows the server, such as <c>/calls</c>; null for none.</summary>
    public string? PathBase { get; set; }

    /// <summary>Proxies whose X-Forwarded-For and X-Forwarded-Proto are believed.</summary>
    public IReadOnlyList<IPNetwork> TrustedProxies { get; set; } = [];

    /// <summary>Each line of the log is a JSON object.</summary>
    public bool LogsJson { get; set; }

    /// <summary>Where measurements and traces are sent to by OTLP over HTTP; null for nowhere.</summary>
    public Uri? OtlpEndpoint { get; set; }
}
