using System.Text.Json.Serialization;
using Tureen.Ortc;

namespace Tureen;

/// <summary>What a producer can trace (mediasoup ProducerTraceEventType).</summary>
[JsonConverter(typeof(WireEnumConverter<ProducerTraceEventType>))]
public enum ProducerTraceEventType
{
    /// <summary>An RTP packet was received.</summary>
    [JsonStringEnumMemberName("rtp")]
    Rtp,

    /// <summary>An RTP packet with a key frame was received.</summary>
    [JsonStringEnumMemberName("keyframe")]
    KeyFrame,

    /// <summary>A request for lost packets was sent.</summary>
    [JsonStringEnumMemberName("nack")]
    Nack,

    /// <summary>A Picture Loss Indication requested a key frame.</summary>
    [JsonStringEnumMemberName("pli")]
    Pli,

    /// <summary>A Full Intra Request requested a key frame.</summary>
    [JsonStringEnumMemberName("fir")]
    Fir,

    /// <summary>A Sender Report was received.</summary>
    [JsonStringEnumMemberName("sr")]
    Sr,
}
