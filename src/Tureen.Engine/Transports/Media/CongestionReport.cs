using Tureen.Engine.Congestion.Outgoing;
using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;

namespace Tureen.Engine.Transports.Media;

/// <summary>Describes the congestion control of one transport for its dump.</summary>
internal static class CongestionReport
{
    private static readonly TimeSpan RecentWindow = TimeSpan.FromSeconds(1);

    public static CongestionDump Create(Timestamp now, OutgoingCongestion control, SendAllocation allocation, Pacer pacer)
    {
        PathState known = control.Known;
        bool isMeasured = known.Available.Measured > 0;
        return new CongestionDump
        {
            BweType = control.BweType,
            State = control.State,
            StateAge = AgeOf(now, known.Phase.ChangedAt),
            AvailableBitrate = known.Available.Bitrate.BitsPerSecond,
            VerifiedAge = AgeOf(now, known.Available.VerifiedAt),
            MeasuredBitrate = isMeasured ? (long)known.Available.Measured : null,
            MeasuredAge = isMeasured ? AgeOf(now, known.Available.MeasuredAt) : null,
            Ceiling = Describe(now, known.Ceiling),
            InherentLoss = known.Loss.Inherent.Get(now),
            ForeignQueue = known.Delay.Foreign.Milliseconds,
            StandingQueue = known.Path.Queue.Milliseconds,
            Jitter = known.Path.Queue.Jitter,
            QueueThreshold = known.Threshold,
            RoundTripTime = known.RoundTrip.Value.TotalMilliseconds,
            SentBitrate = (long)known.Path.Sent(now, RecentWindow),
            DeliveredBitrate = (long)known.Path.Delivered(now, RecentWindow),
            BottleneckBitrate = known.Path.Bottleneck.TryMeasure(known.Path.Base.Value, out double bottleneck) ? (long)bottleneck : null,
            TrainBitrate = (long)known.Path.Trains.Median(5),
            RecentLoss = known.Loss.GetRecentLoss(now),
            Loss = known.Loss.GetLoss(now),
            Feedback = Describe(control.Feedback, known.Watch.Interval),
            RestingCarriers = [.. Enum.GetValues<ProbeCarrier>().Where(carrier => known.Probes.Carriers.IsResting(now, carrier))],
            Probes = [.. known.GetProbes().Select(probe => Describe(now, probe))],
            Pacing = pacer.Describe(now),
            Consumers = [.. allocation.Takers.Select(Describe)],
            Decisions = [.. known.GetDecisions().Select(decision => Describe(now, decision))],
        };
    }

    private static double AgeOf(Timestamp now, Timestamp at) => Math.Max(0, (now - at).TotalMilliseconds);

    private static CongestionCeilingDump? Describe(Timestamp now, UpgradeCeiling ceiling) => ceiling.GetEnd(now).IsNever
        ? null
        : new CongestionCeilingDump
        {
            Bitrate = (long)ceiling.Rate,
            EndsIn = (ceiling.Until - now).TotalMilliseconds,
            Backoff = ceiling.Backoff.TotalMilliseconds,
        };

    private static CongestionFeedbackDump Describe(FeedbackCounters feedback, TimeSpan interval) => new()
    {
        Used = feedback.Used,
        Lost = feedback.Lost,
        Reordered = feedback.Reordered,
        Refused = feedback.Refused,
        Interval = interval.TotalMilliseconds,
    };

    private static CongestionProbeDump Describe(Timestamp now, CongestionProbe probe) => new()
    {
        Age = AgeOf(now, probe.At),
        PlannedBitrate = (long)probe.Result.Plan.Rate,
        PlannedDuration = probe.Result.Plan.Duration.TotalMilliseconds,
        Carrier = probe.Carrier,
        Outcome = probe.Result.Outcome,
        Bitrate = (long)probe.Result.Rate,
    };

    private static CongestionDecisionDump Describe(Timestamp now, CongestionDecision decision) => new()
    {
        Age = AgeOf(now, decision.At),
        Cause = decision.Cause,
        Before = decision.Before.BitsPerSecond,
        After = decision.After.BitsPerSecond,
    };

    private static CongestionConsumerDump Describe(LayeredConsumerCore consumer)
    {
        IBitrateTaker taker = consumer;
        LayerLadder ladder = taker.Ladder;
        int present = taker.PresentStep;
        return new CongestionConsumerDump
        {
            ConsumerId = consumer.Id,
            Priority = taker.Priority,
            TargetLayers = consumer.TargetLayers,
            CurrentLayers = consumer.CurrentLayers,
            Bitrate = present >= 0 && present < ladder.Count ? (long)ladder[present].KeepRate : 0,
            NextBitrate = present + 1 < ladder.Count ? (long)ladder[present + 1].RaiseRate : null,
        };
    }
}
