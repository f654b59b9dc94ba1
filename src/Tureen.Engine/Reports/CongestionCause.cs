using System.Text.Json.Serialization;
using Tureen.Ortc;

namespace Tureen;

/// <summary>What made the available bitrate, or the state of congestion control, change.</summary>
[JsonConverter(typeof(WireEnumConverter<CongestionCause>))]
public enum CongestionCause : byte
{
    /// <summary>The transport began.</summary>
    [JsonStringEnumMemberName("start")]
    Start,

    /// <summary>A queue stood and did not drain.</summary>
    [JsonStringEnumMemberName("delay")]
    Delay,

    /// <summary>Loss that might come from the rate: less is sent to find out.</summary>
    [JsonStringEnumMemberName("loss")]
    Loss,

    /// <summary>The loss went away with the rate.</summary>
    [JsonStringEnumMemberName("loss-by-rate")]
    LossByRate,

    /// <summary>The loss stayed although less was sent.</summary>
    [JsonStringEnumMemberName("inherent-loss")]
    InherentLoss,

    /// <summary>Others keep the queue full.</summary>
    [JsonStringEnumMemberName("foreign-queue")]
    ForeignQueue,

    /// <summary>The peer stopped reporting.</summary>
    [JsonStringEnumMemberName("outage")]
    Outage,

    /// <summary>The peer reports again.</summary>
    [JsonStringEnumMemberName("feedback-back")]
    FeedbackBack,

    /// <summary>More arrived than was known to fit.</summary>
    [JsonStringEnumMemberName("evidence")]
    Evidence,

    /// <summary>A probe ended.</summary>
    [JsonStringEnumMemberName("probe")]
    Probe,

    /// <summary>The queue is gone.</summary>
    [JsonStringEnumMemberName("drained")]
    Drained,

    /// <summary>The selected path is another one.</summary>
    [JsonStringEnumMemberName("path-changed")]
    PathChanged,

    /// <summary>The path became longer for good.</summary>
    [JsonStringEnumMemberName("path-longer")]
    PathLonger,

    /// <summary>The application set a limit.</summary>
    [JsonStringEnumMemberName("limit")]
    Limit,

    /// <summary>The receiver's own estimate.</summary>
    [JsonStringEnumMemberName("remb")]
    Remb,
}
