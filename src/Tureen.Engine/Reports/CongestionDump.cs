using System.Text.Json.Serialization;

namespace Tureen;

/// <summary>Why a transport sends what it sends: what congestion control knows about the path to the peer, and its last decisions. Rates are bits per second, times milliseconds.</summary>
public sealed record CongestionDump
{
    /// <summary>By what it knows.</summary>
    [JsonPropertyName("bweType")]
    public BweType BweType { get; init; }

    /// <summary>The state of the path.</summary>
    [JsonPropertyName("state")]
    public CongestionState State { get; init; }

    /// <summary>How long the state has held.</summary>
    [JsonPropertyName("stateAge")]
    public double StateAge { get; init; }

    /// <summary>What may be sent.</summary>
    [JsonPropertyName("availableBitrate")]
    public long AvailableBitrate { get; init; }

    /// <summary>How long ago that was last confirmed.</summary>
    [JsonPropertyName("verifiedAge")]
    public double VerifiedAge { get; init; }

    /// <summary>What a congested path let through; null when that is unknown.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("measuredBitrate")]
    public long? MeasuredBitrate { get; init; }

    /// <summary>How long ago it was measured.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("measuredAge")]
    public double? MeasuredAge { get; init; }

    /// <summary>What failed and is not tried again for a while; null for nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("ceiling")]
    public CongestionCeilingDump? Ceiling { get; init; }

    /// <summary>The share of packets that the path loses whatever is sent, 0 to 1.</summary>
    [JsonPropertyName("inherentLoss")]
    public double InherentLoss { get; init; }

    /// <summary>The queue that others cause.</summary>
    [JsonPropertyName("foreignQueue")]
    public double ForeignQueue { get; init; }

    /// <summary>The queue that even the luckiest packet of the last 120 ms waited in.</summary>
    [JsonPropertyName("standingQueue")]
    public double StandingQueue { get; init; }

    /// <summary>The mean distance of single groups of packets from the standing queue.</summary>
    [JsonPropertyName("jitter")]
    public double Jitter { get; init; }

    /// <summary>The queue that counts as congestion if it does not drain.</summary>
    [JsonPropertyName("queueThreshold")]
    public double QueueThreshold { get; init; }

    /// <summary>From a packet to the report about it.</summary>
    [JsonPropertyName("roundTripTime")]
    public double RoundTripTime { get; init; }

    /// <summary>What left in the last second.</summary>
    [JsonPropertyName("sentBitrate")]
    public long SentBitrate { get; init; }

    /// <summary>What arrived in the last second that is reported.</summary>
    [JsonPropertyName("deliveredBitrate")]
    public long DeliveredBitrate { get; init; }

    /// <summary>The rate of packets that came out of a queue back to back; null when too few waited.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("bottleneckBitrate")]
    public long? BottleneckBitrate { get; init; }

    /// <summary>The median rate of the last bursts; 0 without bursts.</summary>
    [JsonPropertyName("trainBitrate")]
    public long TrainBitrate { get; init; }

    /// <summary>The loss of the last 600 ms, 0 to 1.</summary>
    [JsonPropertyName("recentLoss")]
    public double RecentLoss { get; init; }

    /// <summary>The loss of the last two seconds, 0 to 1.</summary>
    [JsonPropertyName("loss")]
    public double Loss { get; init; }

    /// <summary>The peer's reports.</summary>
    [JsonPropertyName("feedback")]
    public required CongestionFeedbackDump Feedback { get; init; }

    /// <summary>Kinds of probe packets that the peer does not report, and that rest.</summary>
    [JsonPropertyName("restingCarriers")]
    public IReadOnlyList<ProbeCarrier> RestingCarriers { get; init; } = [];

    /// <summary>The last probes, the oldest first.</summary>
    [JsonPropertyName("probes")]
    public IReadOnlyList<CongestionProbeDump> Probes { get; init; } = [];

    /// <summary>What waits for its turn; null while everything leaves at once.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("pacing")]
    public CongestionPacingDump? Pacing { get; init; }

    /// <summary>The consumers whose layers are chosen.</summary>
    [JsonPropertyName("consumers")]
    public IReadOnlyList<CongestionConsumerDump> Consumers { get; init; } = [];

    /// <summary>The last decisions, the oldest first.</summary>
    [JsonPropertyName("decisions")]
    public IReadOnlyList<CongestionDecisionDump> Decisions { get; init; } = [];
}
