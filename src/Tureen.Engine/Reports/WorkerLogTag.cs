using System.Text.Json.Serialization;
using Tureen.Ortc;

namespace Tureen;

/// <summary>What a worker logs about (mediasoup WorkerLogTag).</summary>
[JsonConverter(typeof(WireEnumConverter<WorkerLogTag>))]
public enum WorkerLogTag
{
    /// <summary>The program and its machine.</summary>
    [JsonStringEnumMemberName("info")]
    Info,

    /// <summary>ICE.</summary>
    [JsonStringEnumMemberName("ice")]
    Ice,

    /// <summary>DTLS.</summary>
    [JsonStringEnumMemberName("dtls")]
    Dtls,

    /// <summary>RTP.</summary>
    [JsonStringEnumMemberName("rtp")]
    Rtp,

    /// <summary>SRTP.</summary>
    [JsonStringEnumMemberName("srtp")]
    Srtp,

    /// <summary>RTCP.</summary>
    [JsonStringEnumMemberName("rtcp")]
    Rtcp,

    /// <summary>Retransmissions.</summary>
    [JsonStringEnumMemberName("rtx")]
    Rtx,

    /// <summary>The estimation of bandwidth.</summary>
    [JsonStringEnumMemberName("bwe")]
    Bwe,

    /// <summary>Scores of producers and consumers.</summary>
    [JsonStringEnumMemberName("score")]
    Score,

    /// <summary>Simulcast.</summary>
    [JsonStringEnumMemberName("simulcast")]
    Simulcast,

    /// <summary>Scalable video coding.</summary>
    [JsonStringEnumMemberName("svc")]
    Svc,

    /// <summary>SCTP.</summary>
    [JsonStringEnumMemberName("sctp")]
    Sctp,

    /// <summary>Messages of data channels.</summary>
    [JsonStringEnumMemberName("message")]
    Message,
}
