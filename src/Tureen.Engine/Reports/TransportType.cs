using System.Text.Json.Serialization;
using Tureen.Ortc;

namespace Tureen;

/// <summary>The kind of a transport (mediasoup TransportType).</summary>
[JsonConverter(typeof(WireEnumConverter<TransportType>))]
public enum TransportType
{
    /// <summary>To a WebRTC endpoint: ICE, DTLS, SRTP.</summary>
    [JsonStringEnumMemberName("webrtc")]
    WebRtc,

    /// <summary>Plain RTP or SRTP.</summary>
    [JsonStringEnumMemberName("plain")]
    Plain,

    /// <summary>Between routers.</summary>
    [JsonStringEnumMemberName("pipe")]
    Pipe,

    /// <summary>To the application itself.</summary>
    [JsonStringEnumMemberName("direct")]
    Direct,
}
