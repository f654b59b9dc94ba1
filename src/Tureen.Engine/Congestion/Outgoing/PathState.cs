using Tureen.Engine.Primitives;

namespace Tureen.Engine.Congestion.Outgoing;

/// <summary>What is known about the path to a peer, and what was decided about it. The rules of delay, of loss and of rising share it.</summary>
internal sealed class PathState
{
    /// <summary>The share of a measured rate that is used from then on, so that the queue drains.</summary>
    public const double CutShare = 0.97;

    public static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <summary>Windows over which rates are taken, the shortest first.</summary>
    public static readonly TimeSpan[] RateWindows = [TimeSpan.FromMilliseconds(300), TimeSpan.FromMilliseconds(600), Second];

    /// <summary>Decisions that the dump shows.</summary>
    private const int MaxDecisions = 16;

    /// <summary>Probes that the dump shows.</summary>
    private const int MaxProbes = 8;

    /// <summary>Bits of a packet of full length. On a thin path each takes a while to pass, which is no queue yet.</summary>
    private const double FullPacket = 1200 * 8;

    private static readonly TimeSpan ProvenAfter = TimeSpan.FromMilliseconds(1500);

    private readonly RecentEntries<CongestionDecision> _decisions = new(MaxDecisions);
    private readonly RecentEntries<CongestionProbe> _probes = new(MaxProbes);

    public PathState(Timestamp now, OutgoingCongestionOptions options)
    {
        History = new SentPacketHistory(options.NewestSequence);
        Fates = new ReportedFates(History);
        Watch = new FeedbackWatch(History, Fates);
        Available = new AvailableBitrate(now, options.Initial);
        Estimate = options.IsEstimatedByReceiver ? new ReceiverEstimate() : null;
        Counters = options.Counters;
    }

    public CongestionCounters Counters { get; }

    public SentPacketHistory History { get; }

    /// <summary>What the last report brought.</summary>
    public ReportedFates Fates { get; }

    public FeedbackWatch Watch { get; }

    public AvailableBitrate Available { get; }

    /// <summary>What the receiver allows where it estimates the path itself; null where it reports arrivals.</summary>
    public ReceiverEstimate? Estimate { get; }

    /// <summary>Whether the peer never reports, so that nothing is known about the path and everything wanted is sent.</summary>
    public bool IsPeerSilent => Estimate?.IsSilent ?? Watch.IsPeerSilent;

    public UpgradeCeiling Ceiling { get; } = new();

    public PathMeasures Path { get; } = new();

    public RoundTrip RoundTrip { get; } = new();

    public DelayControl Delay { get; } = new();

    public LossControl Loss { get; } = new();

    public ProbeControl Probes { get; } = new();

    public CongestionPhase Phase { get; } = new();

    public PacingRules Pacing { get; } = new();

    public CongestionDemand Demand { get; set; }

    /// <summary>Whether packets go over a TCP connection, which hides loss and keeps a queue of its own.</summary>
    public bool IsStream { get; set; }

    /// <summary>Milliseconds of what is available that wait on this machine.</summary>
    public double Backlog { get; set; }

    /// <summary>When the newest packet that a report named left, in microseconds.</summary>
    public long NewestReportedSentAt { get; set; }

    /// <summary>Milliseconds of delay that count as a queue.</summary>
    public double Threshold => IsStream ? StandingQueue.MostThreshold : Path.Queue.GetThreshold(1000 * FullPacket / Available.Value);

    /// <summary>The last decisions, the oldest first.</summary>
    public IReadOnlyList<CongestionDecision> GetDecisions() => _decisions.ToList();

    /// <summary>The last probes that ended, the oldest first.</summary>
    public IReadOnlyList<CongestionProbe> GetProbes() => _probes.ToList();

    /// <summary>How fast video may leave.</summary>
    public PacingLimit GetPacing(Timestamp now)
    {
        if (IsPeerSilent)
        {
            return PacingLimit.None;
        }

        // A video of one layer is granted as it comes, whatever is available. A second that began before the queue was gone is not what fits.
        bool isCongested = Phase.State == CongestionState.Congested;
        double delivered = isCongested || now - Phase.ChangedAt < ProvenAfter ? 0 : Path.Delivered(now, Second);
        double proven = isCongested ? 0 : Math.Max(Demand.Present, delivered);
        return Pacing.GetLimit(now, Available.Value, Available.Measured, proven, Probes.SendingRate, Delay.Foreign.Milliseconds > 0 || IsStream);
    }

    /// <summary>Notes a decision for the dump.</summary>
    public void Note(Timestamp now, CongestionCause cause, Bitrate before)
    {
        _decisions.Add(new CongestionDecision(now, cause, before, Available.Bitrate));
        if (Available.Bitrate < before)
        {
            Counters.CountCut(cause);
        }
    }

    /// <summary>Notes a probe that ended.</summary>
    public void Note(Timestamp now, in ProbeResult result)
    {
        _probes.Add(new CongestionProbe(now, Probes.Carrier, result));
        Counters.CountProbe(result.Outcome, Probes.Carrier);
    }

    /// <summary>A rate did not pass, and is not tried again for a while.</summary>
    public void HandleFailedRate(Timestamp now, CongestionCause cause, double rate)
    {
        Counters.FailedUpgrades += Ceiling.IsUpgradeOnTrial(now) ? 1 : 0;
        Ceiling.HandleCongestion(now, cause, rate);
    }

    /// <summary>Less fits than is sent.</summary>
    public void BeginCongested(Timestamp now)
    {
        Phase.Change(now, CongestionState.Congested);
        Probes.Schedule.HandleCongestion(now);
        Pacing.HandleCongestion(now);
        if (Probes.TryAbort(out ProbeResult aborted))
        {
            Delay.Hint.HandleProbe(aborted.Outcome);
            Note(now, aborted);
        }

        Phase.Effects |= CongestionEffects.Reallocate | CongestionEffects.Cut;
    }

    /// <summary>What is sent passes.</summary>
    public void BeginClear(Timestamp now, TimeSpan probePause)
    {
        Delay.Episode.End();
        Phase.Change(now, CongestionState.Clear);
        Probes.Schedule.HandleClear(now, probePause);
        Phase.Effects |= CongestionEffects.Reallocate;
    }
}
