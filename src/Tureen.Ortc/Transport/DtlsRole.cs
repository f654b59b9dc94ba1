using System.Text.Json.Serialization;

namespace Tureen.Ortc;

/// <summary>The DTLS role of an endpoint (RFC 5763, section 5).</summary>
[JsonConverter(typeof(WireEnumConverter<DtlsRole>))]
public enum DtlsRole
{
    /// <summary>Decided by the peer's role; a server takes the client role when both are undecided.</summary>
    [JsonStringEnumMemberName("auto")]
    Auto,

    /// <summary>The endpoint sends the ClientHello.</summary>
    [JsonStringEnumMemberName("client")]
    Client,

    /// <summary>The endpoint waits for the ClientHello.</summary>
    [JsonStringEnumMemberName("server")]
    Server,
}
