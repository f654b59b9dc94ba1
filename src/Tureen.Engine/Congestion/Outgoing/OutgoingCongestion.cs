using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;

namespace Tureen.Engine.Congestion.Outgoing;

/// <summary>
/// How much one transport may send: it takes what leaves and what the peer reports. It draws no random numbers, so that the same inputs have the same outcome.
/// </summary>
/// <remarks>After each input the owner carries out <see cref="TakeEffects"/> and arms <see cref="GetDeadline"/>.</remarks>
internal sealed partial class OutgoingCongestion
{
    /// <summary>On a path that was seen to be full a key frame takes this much longer to arrive whole.</summary>
    private static readonly TimeSpan FullPathMargin = TimeSpan.FromMilliseconds(200);

    private readonly PathState _state;
    private readonly DelayRules _delayRules;
    private readonly RaiseRules _raiseRules;
    private readonly Soundings _soundings = new();
    private readonly FeedbackCounters _feedback;
    private readonly TransportFeedbackReader _reader;
    private readonly RtpFeedbackReader _streamReader;
    private readonly ReportIntake _intake;
    private readonly BacklogRules _backlogRules;
    private readonly EstimateRules? _estimateRules;
    private readonly EstimatePadding? _padding;

    public OutgoingCongestion(Timestamp now, OutgoingCongestionOptions options)
    {
        _state = new PathState(now, options);
        _feedback = new FeedbackCounters(options.Counters);
        _delayRules = new DelayRules(_state);
        _raiseRules = new RaiseRules(_state);
        _reader = new TransportFeedbackReader(_state.History, _state.Fates);
        _streamReader = new RtpFeedbackReader(_state.History, _state.Fates);
        _intake = new ReportIntake(_state, _delayRules, _raiseRules);
        _backlogRules = new BacklogRules(_state, _delayRules);
        if (_state.Estimate is { } estimate)
        {
            _estimateRules = new EstimateRules(_state, estimate);
            _padding = new EstimatePadding(_state, estimate);
        }
    }

    /// <summary>All that is known, for the dump.</summary>
    public PathState Known => _state;

    /// <summary>How mediasoup would name it.</summary>
    public BweType BweType => IsEstimatedByReceiver ? BweType.Remb : BweType.TransportCc;

    public FeedbackCounters Feedback => _feedback;

    public CongestionState State => _state.Phase.State;

    /// <summary>Bits per second that the path is known to carry, within the limits.</summary>
    public AvailableBitrate Available => _state.Available;

    public UpgradeCeiling Ceiling => _state.Ceiling;

    /// <summary>Whether reports stay away for so long that video must not go on.</summary>
    public bool IsVideoPaused => _state.Watch.IsVideoPaused;

    /// <summary>Whether the peer never reports, so that nothing is known about the path and everything wanted is sent.</summary>
    public bool IsPeerSilent => _state.IsPeerSilent;

    /// <summary>Whether the peer estimates the path itself; what is sent then has no numbers.</summary>
    public bool IsEstimatedByReceiver => _state.Estimate is not null;

    /// <summary>Whether each consumer should leave out a temporal layer, so that the queue drains faster.</summary>
    public bool IsDraining => _state.Phase.IsDraining;

    /// <summary>
    /// Milliseconds until what is on its way has left the bottleneck: the standing queue, or what has been sent since the newest report at the rate that was measured.
    /// </summary>
    public double GetBacklogMilliseconds(Timestamp now)
    {
        double standing = _state.Path.Queue.Milliseconds;
        if (_state.Phase.State != CongestionState.Congested || _state.Available.Measured <= 0 || IsEstimatedByReceiver)
        {
            return standing;
        }

        double unreported = _state.Path.SentSince(now, new Timestamp(_state.NewestReportedSentAt)) * 8000.0 / _state.Available.Measured;
        return Math.Max(0, unreported - (_state.RoundTrip.Least.TotalMilliseconds / 2));
    }

    /// <summary>How fast video may leave now.</summary>
    public PacingLimit GetPacing(Timestamp now) => _state.GetPacing(now);

    /// <summary>How long it takes until the peer can answer what is sent now.</summary>
    public TimeSpan GetFeedbackDelay(Timestamp now)
    {
        TimeSpan delay = _state.RoundTrip.Least + TimeSpan.FromMilliseconds(GetBacklogMilliseconds(now));
        return _state.Available.Measured > 0 ? delay + FullPathMargin : delay;
    }

    /// <summary>The share that the path loses whatever is sent, 0 to 1.</summary>
    public double GetInherentLoss(Timestamp now) => _state.Loss.Inherent.Get(now);

    /// <summary>The largest rate of what has no number in the last ten seconds, in bits per second.</summary>
    public double GetUntrackedPeak(Timestamp now) => _state.Path.GetUntrackedPeak(now);

    /// <summary>The loss that reports show, 0 to 1, the last 24 weighted; null before the first.</summary>
    public double? ReportedLoss => _state.Watch.HasFeedback ? _intake.Loss : null;

    /// <summary>Whether the path carries less than wanted as far as is known, so that upgrades wait.</summary>
    public bool CanUpgrade(Timestamp now) => _state.Phase.State == CongestionState.Clear && now - _state.Phase.ChangedAt >= CongestionPhase.UpgradePause;

    /// <summary>Remembers a packet that leaves now; its transport-wide number, and whether the deadline has to be armed anew.</summary>
    /// <param name="now">The time.</param>
    /// <param name="bytes">Its length on the wire.</param>
    /// <param name="probe">What it probes; null for media.</param>
    /// <param name="isResent">Whether it carries media that was sent before.</param>
    /// <param name="armsDeadline">True when the deadline moved.</param>
    public ushort HandleSent(Timestamp now, int bytes, ProbePacket? probe, bool isResent, out bool armsDeadline)
    {
        byte cluster = probe?.Cluster ?? _state.Probes.SendingId;
        var packet = new SentPacket
        {
            Length = (ushort)Math.Min(bytes, ushort.MaxValue),
            UntrackedQuads = _state.Phase.TakeUntracked(now),
            Cluster = cluster,
            Flags = probe is not null ? SentPacketFlags.Probe : isResent ? SentPacketFlags.Resent : SentPacketFlags.None,
            Path = _state.Phase.Path,
        };
        long sequence = _state.History.Add(now, packet);
        if (probe is null or { Cluster: not 0 })
        {
            _state.Path.HandleSent(now, bytes);
        }

        _state.Probes.HandleSent(now, sequence, bytes, cluster, probe is not null);
        _soundings.HandleSent(now);
        armsDeadline = _state.Watch.HandleSent(now);
        return (ushort)sequence;
    }

    /// <summary>Media that has no number because the peer reports none; true when the deadline has to be armed anew.</summary>
    public bool HandleUnnumbered(Timestamp now, int bytes)
    {
        _state.Path.HandleSent(now, bytes);
        return _state.Estimate?.HandleSent(now) == true;
    }

    /// <summary>A packet was sent again under its old number: its arrival says nothing about delay.</summary>
    public void HandleRepeated(ushort sequence)
    {
        long repeated = _state.History.Unwrap(sequence);
        if (_state.History.Contains(repeated))
        {
            _state.History[repeated].Flags |= SentPacketFlags.Repeated;
        }
    }

    /// <summary>Something without a number left: audio, RTCP, data.</summary>
    public void HandleUntracked(Timestamp now, int bytes)
    {
        _state.Path.HandleUntracked(now, bytes);
        _state.Phase.AddUntracked(now, bytes);
        _state.Probes.HandleUntracked(bytes);
    }

    /// <summary>The path is a connection, or is none any more.</summary>
    public void SetStream(bool isStream)
    {
        _state.IsStream = isStream;
        _state.Backlog = isStream ? _state.Backlog : 0;
    }

    /// <summary>What waits on this machine, where the path is a connection.</summary>
    public void HandleBacklog(Timestamp now, in SendBacklog backlog) => _backlogRules.Handle(now, backlog);

    /// <summary>Whether another report may be read: a peer may send any number, and each may name 65,535 packets.</summary>
    public bool TryTakeReport(Timestamp now) => _feedback.TryTake(now);

    /// <summary>The peer's report about what arrived, after <see cref="TryTakeReport"/>.</summary>
    public void HandleFeedback(Timestamp now, in TransportWideFeedback report)
    {
        ForgetOutage();
        HandleReport(now, _reader.TryRead(now, report, _state.Phase.Path));
    }

    /// <summary>The same by RTP sequence numbers.</summary>
    public void HandleFeedback(Timestamp now, in CongestionControlFeedback report, ISentStreams streams)
    {
        ForgetOutage();
        _state.Path.HandleCoarseTimes();
        HandleReport(now, _streamReader.TryRead(now, report, streams, _state.Phase.Path));
    }

    /// <summary>The estimate of a peer that estimates the path itself, after <see cref="TryTakeReport"/>.</summary>
    public void HandleEstimate(Timestamp now, Bitrate estimate)
    {
        if (_estimateRules is not null)
        {
            _feedback.CountUsed();
            _estimateRules.HandleEstimate(now, estimate);
        }
    }

    /// <summary>What the peer reports of a video stream, which counts where it reports nothing better.</summary>
    public void HandleReception(Timestamp now, in ReportBlock report) => _estimateRules?.HandleReception(now, report);

    /// <summary>The allocation's wishes and what it sends now; <paramref name="isRaised"/> says that consumers want more than before.</summary>
    public void SetDemand(Timestamp now, in CongestionDemand demand, bool isRaised)
    {
        _state.Phase.HandleSettled(now, demand.IsSettled);
        _state.Demand = demand;
        _state.Phase.SetHasVideo(now, demand.HasVideo);
        if (isRaised)
        {
            _state.Probes.Schedule.HandleDemand(now);
        }
    }

    /// <summary>A consumer went up.</summary>
    public void HandleUpgrade(Timestamp now)
    {
        _state.Ceiling.HandleUpgrade(now);
        if (_state.Ceiling.IsProbeDoubtful)
        {
            _state.Probes.Schedule.HandleUpgrade(now, UpgradeCeiling.UpgradeTrial);
        }
        else if (_state.Available.Measured > 0)
        {
            _state.Probes.Schedule.HandleUpgrade(now, ProbeSchedule.UpgradePause);
        }
    }

    /// <summary>The application's limits, and the most that could ever be used, in bits per second.</summary>
    public void SetLimits(Timestamp now, double minimum, double maximum, double wanted)
    {
        Bitrate before = _state.Available.Bitrate;
        _state.Available.SetLimits(minimum, maximum, wanted);
        if (_state.Available.Bitrate != before)
        {
            _state.Note(now, CongestionCause.Limit, before);
            _state.Phase.Effects |= CongestionEffects.Reallocate | (_state.Available.Bitrate < before ? CongestionEffects.Cut : CongestionEffects.None);
        }
    }

    /// <summary>ICE selected another path.</summary>
    public void HandlePathChanged(Timestamp now)
    {
        Bitrate before = _state.Available.Bitrate;
        _state.Phase.Path++;
        _state.Path.ClearDelays();
        _state.Delay.Clear();
        _state.Loss.Clear();
        _state.Ceiling.Clear();
        _state.Pacing.Clear();
        _state.Available.HandlePathChange(now);
        _state.Phase.Change(now, CongestionState.Clear);
        _state.Probes.Schedule.Hasten(now, TimeSpan.FromMilliseconds(100));
        _state.Note(now, CongestionCause.PathChanged, before);
        _state.Phase.Effects |= CongestionEffects.Reallocate;
    }

    /// <summary>This side stood still; reports may be waiting.</summary>
    public void HandleStall(Timestamp now) => _state.Watch.HandleStall(now);

    public CongestionEffects TakeEffects()
    {
        CongestionEffects effects = _state.Phase.Effects;
        _state.Phase.Effects = CongestionEffects.None;
        return effects;
    }

    /// <summary>What left during an outage is unknown, and not lost.</summary>
    private void ForgetOutage()
    {
        if (_state.Phase.State == CongestionState.Blind)
        {
            _state.Fates.Forget();
        }
    }

    private void HandleReport(Timestamp now, bool isRead)
    {
        if (isRead)
        {
            _feedback.Count(_state.Fates);
            _intake.Handle(now);
        }
        else
        {
            _feedback.CountRefused();
        }
    }
}
