using System.Text.Json.Serialization;
using Tureen.Ortc;

namespace Tureen;

/// <summary>What a consumer can trace (mediasoup ConsumerTraceEventType).</summary>
[JsonConverter(typeof(WireEnumConverter<ConsumerTraceEventType>))]
public enum ConsumerTraceEventType
{
    /// <summary>An RTP packet was sent.</summary>
    [JsonStringEnumMemberName("rtp")]
    Rtp,

    /// <summary>An RTP packet with a key frame was sent.</summary>
    [JsonStringEnumMemberName("keyframe")]
    KeyFrame,

    /// <summary>The receiver requested lost packets.</summary>
    [JsonStringEnumMemberName("nack")]
    Nack,

    /// <summary>The receiver requested a key frame with a Picture Loss Indication.</summary>
    [JsonStringEnumMemberName("pli")]
    Pli,

    /// <summary>The receiver requested a key frame with a Full Intra Request.</summary>
    [JsonStringEnumMemberName("fir")]
    Fir,
}
