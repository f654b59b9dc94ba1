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

    /// <summary>Lost packets were asked for.</summary>
    [JsonStringEnumMemberName("nack")]
    Nack,

    /// <summary>A key frame was asked for with a Picture Loss Indication.</summary>
    [JsonStringEnumMemberName("pli")]
    Pli,

    /// <summary>A key frame was asked for with a Full Intra Request.</summary>
    [JsonStringEnumMemberName("fir")]
    Fir,

    /// <summary>A Sender Report was received.</summary>
    [JsonStringEnumMemberName("sr")]
    Sr,
}
