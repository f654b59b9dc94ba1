using System.Text.Json.Serialization;
using Tureen.Ortc;

namespace Tureen;

/// <summary>The DTLS state of a WebRtcTransport (mediasoup DtlsState).</summary>
[JsonConverter(typeof(WireEnumConverter<DtlsState>))]
public enum DtlsState
{
    /// <summary>The handshake has not begun.</summary>
    [JsonStringEnumMemberName("new")]
    New,

    /// <summary>The handshake runs.</summary>
    [JsonStringEnumMemberName("connecting")]
    Connecting,

    /// <summary>The handshake is done and the peer's certificate has the announced fingerprint.</summary>
    [JsonStringEnumMemberName("connected")]
    Connected,

    /// <summary>The handshake failed, or the certificate is another one.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,

    /// <summary>The peer closed the connection, or the transport is closed.</summary>
    [JsonStringEnumMemberName("closed")]
    Closed,
}
