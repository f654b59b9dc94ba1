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

    private readonly SentPacketHistory _history;
    private readonly TransportFeedbackReader _reader;
    private readonly PathMeasures _path = new();
    private readonly DelayControl _delay = new();
    private readonly LossControl _loss = new();
    private readonly PacketLossAverage _lossAverage = new();
    private readonly AvailableBitrate _available;
    private readonly FeedbackWatch _watch;
    private readonly ProbeControl _probes = new();
    private readonly Soundings _soundings = new();
    private readonly RoundTrip _roundTrip = new();
    private readonly CongestionJournal _journal = new();
    private readonly FeedbackCounters _feedback = new();
    private CongestionDemand _demand;
    private long _newestReportedSentAt;
    private CongestionPhase _phase = new();

    public OutgoingCongestion(Timestamp now, OutgoingCongestionOptions options)
    {
        _history = new SentPacketHistory(options.NewestSequence);
        _reader = new TransportFeedbackReader(_history);
        _watch = new FeedbackWatch(_history, _reader);
        _available = new AvailableBitrate(now, options.Initial);
    }

    public CongestionState State => _phase.State;

    /// <summary>Bits per second that the path is known to carry, within the limits.</summary>
    public AvailableBitrate Available => _available;

    public UpgradeCeiling Ceiling { get; } = new();

    /// <summary>Whether reports stay away for so long that video must not go on.</summary>
    public bool IsVideoPaused => _watch.IsVideoPaused;

    /// <summary>Whether the peer never reports, so that nothing is known about the path and everything wanted is sent.</summary>
    public bool IsPeerSilent => _watch.IsPeerSilent;

    /// <summary>Whether each consumer should leave out a temporal layer, so that the queue drains faster.</summary>
    public bool IsDraining => _phase.IsDraining;

    /// <summary>
    /// Milliseconds until what is on its way has left the bottleneck: the standing queue, or what has been sent since the newest report at the rate that was measured.
    /// </summary>
    public double GetBacklogMilliseconds(Timestamp now)
    {
        double standing = _path.Queue.Milliseconds;
        if (State != CongestionState.Congested || _available.Measured <= 0)
        {
            return standing;
        }

        double unreported = _path.SentSince(now, new Timestamp(_newestReportedSentAt)) * 8000.0 / _available.Measured;
        return Math.Max(0, unreported - (_roundTrip.Least.TotalMilliseconds / 2));
    }

    /// <summary>How long it takes until the peer can answer what is sent now.</summary>
    public TimeSpan GetFeedbackDelay(Timestamp now)
    {
        TimeSpan delay = _roundTrip.Least + TimeSpan.FromMilliseconds(GetBacklogMilliseconds(now));
        return _available.Measured > 0 ? delay + FullPathMargin : delay;
    }

    /// <summary>The share that the path loses whatever is sent, 0 to 1.</summary>
    public double GetInherentLoss(Timestamp now) => _loss.Inherent.Get(now);

    /// <summary>The largest rate of what has no number in the last ten seconds, in bits per second.</summary>
    public double GetUntrackedPeak(Timestamp now) => _path.GetUntrackedPeak(now);

    /// <summary>The loss that reports show, 0 to 1, the last 24 weighted; null before the first.</summary>
    public double? ReportedLoss => _watch.HasFeedback ? _lossAverage.Value : null;

    /// <summary>Whether the path carries less than wanted as far as is known, so that upgrades wait.</summary>
    public bool CanUpgrade(Timestamp now) => State == CongestionState.Clear && now - _phase.ChangedAt >= CongestionPhase.UpgradePause;

    /// <summary>Remembers a packet that leaves now; its transport-wide number, and whether the deadline has to be armed anew.</summary>
    /// <param name="now">The time.</param>
    /// <param name="bytes">Its length on the wire.</param>
    /// <param name="probe">What it probes; null for media.</param>
    /// <param name="armsDeadline">True when the deadline moved.</param>
    public ushort HandleSent(Timestamp now, int bytes, ProbePacket? probe, out bool armsDeadline)
    {
        byte cluster = probe?.Cluster ?? _probes.SendingId;
        var packet = new SentPacket
        {
            Length = (ushort)Math.Min(bytes, ushort.MaxValue),
            UntrackedQuads = _phase.TakeUntracked(now),
            Cluster = cluster,
            Flags = probe is null ? SentPacketFlags.None : SentPacketFlags.Probe,
            Path = _phase.Path,
        };
        long sequence = _history.Add(now, packet);
        if (probe is null or { Cluster: not 0 })
        {
            _path.HandleSent(now, bytes);
        }

        _probes.HandleSent(now, sequence, bytes, cluster, probe is not null);
        _soundings.HandleSent(now);
        armsDeadline = _watch.HandleSent(now);
        return (ushort)sequence;
    }

    /// <summary>A packet was sent again under its old number: its arrival says nothing about delay.</summary>
    public void HandleRepeated(ushort sequence)
    {
        long repeated = _history.Unwrap(sequence);
        if (_history.Contains(repeated))
        {
            _history[repeated].Flags |= SentPacketFlags.Repeated;
        }
    }

    /// <summary>Something without a number left: audio, RTCP, data.</summary>
    public void HandleUntracked(Timestamp now, int bytes)
    {
        _path.HandleUntracked(now, bytes);
        _phase.AddUntracked(now, bytes);
        _probes.HandleUntracked(bytes);
    }

    /// <summary>The peer's report about what arrived.</summary>
    public void HandleFeedback(Timestamp now, in TransportWideFeedback report)
    {
        bool isEvaluated = _feedback.TryTake(now);
        if (isEvaluated && State == CongestionState.Blind)
        {
            // What left during the outage is unknown, and not lost.
            _reader.Forget();
        }

        if (!isEvaluated || !_reader.TryRead(now, report, _phase.Path))
        {
            _feedback.Refused++;
            return;
        }

        _feedback.Count(_reader);
        LeaveBlind(now);
        _watch.HandleFeedback(now);
        _probes.Schedule.Start(now);
        TakeFates(now);
        EndProbe(now);
        if (!_reader.IsReordered)
        {
            Evaluate(now);
        }
    }

    /// <summary>The allocation's wishes and what it sends now; <paramref name="isRaised"/> says that consumers want more than before.</summary>
    public void SetDemand(Timestamp now, in CongestionDemand demand, bool isRaised)
    {
        _demand = demand;
        _phase.SetHasVideo(now, demand.HasVideo);
        if (isRaised)
        {
            _probes.Schedule.HandleDemand(now);
        }
    }

    /// <summary>A consumer went up.</summary>
    public void HandleUpgrade(Timestamp now) => Ceiling.HandleUpgrade(now);

    /// <summary>The application's and the demand's limits, in bits per second.</summary>
    public void SetLimits(Timestamp now, double minimum, double maximum)
    {
        Bitrate before = _available.Bitrate;
        _available.SetLimits(minimum, maximum);
        if (_available.Bitrate != before)
        {
            Note(now, CongestionCause.Limit, before);
            _phase.Effects |= CongestionEffects.Reallocate | (_available.Bitrate < before ? CongestionEffects.Cut : CongestionEffects.None);
        }
    }

    /// <summary>ICE selected another path.</summary>
    public void HandlePathChanged(Timestamp now)
    {
        Bitrate before = _available.Bitrate;
        _phase.Path++;
        _path.ClearDelays();
        _delay.Clear();
        _loss.Clear();
        Ceiling.Clear();
        _available.HandlePathChange(now);
        _phase.Change(now, CongestionState.Clear);
        _probes.Schedule.Hasten(now, TimeSpan.FromMilliseconds(100));
        Note(now, CongestionCause.PathChanged, before);
        _phase.Effects |= CongestionEffects.Reallocate;
    }

    /// <summary>This side stood still; reports may be waiting.</summary>
    public void HandleStall(Timestamp now) => _watch.HandleStall(now);

    public CongestionEffects TakeEffects()
    {
        CongestionEffects effects = _phase.Effects;
        _phase.Effects = CongestionEffects.None;
        return effects;
    }

    /// <summary>The last decisions, the oldest first.</summary>
    public IReadOnlyList<CongestionDecision> GetDecisions() => _journal.ToList();

    public static Action<string>? Debug { get; set; }

    public static void D(Timestamp now, string text) => Debug?.Invoke($"D {now.Microseconds / 1000} {text}");

    private void Note(Timestamp now, CongestionCause cause, Bitrate before)
    {
        D(now, $"{cause} {before.BitsPerSecond / 1000} -> {_available.Bitrate.BitsPerSecond / 1000} state {State} q {_path.Queue.Milliseconds:0} T {Threshold:0} loss {_loss.GetLoss(now):0.000} R {_path.Delivered(now, Second) / 1000:0} S {_path.Sent(now, Second) / 1000:0} M {_available.Measured / 1000:0} ceil {Ceiling.Rate / 1000:0}/{Ceiling.Backoff.TotalSeconds:0} need {_demand.NextNeed / 1000:0} top {_demand.TopNeed / 1000:0} settled {_demand.IsSettled}");
        _journal.Add(new CongestionDecision(now, cause, before, _available.Bitrate));
    }
}
