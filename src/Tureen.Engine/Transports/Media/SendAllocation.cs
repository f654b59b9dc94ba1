using Tureen.Engine.Congestion.Outgoing;
using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;
using Tureen.Engine.Streams;

namespace Tureen.Engine.Transports.Media;

/// <summary>Chooses the layers of a transport's consumers within what is available.</summary>
internal sealed class SendAllocation(OutgoingCongestion control)
{
    /// <summary>Bits per second that RTCP takes.</summary>
    private const double RtcpRate = 5000;

    /// <summary>Bits per second that an audio consumer may need again at any time, even when it is silent now.</summary>
    private const double LeastAudioRate = 10_000;

    private const double KeepMargin = 1.05;
    private const double ReserveMargin = 1.1;

    /// <summary>Retransmissions that are expected of a path: what congestion itself caused goes away with it.</summary>
    private const double UsualLoss = 0.03;

    private static readonly TimeSpan RetransmissionWindow = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RedistributionInterval = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    /// <summary>Between two choices that consumers ask for.</summary>
    private static readonly TimeSpan LeastInterval = TimeSpan.FromMilliseconds(20);

    /// <summary>Milliseconds of queue beyond which the old encoding stops while the key frame of a lower one comes.</summary>
    private const double StopQueue = 100;

    /// <summary>The same for a switch that waits: the next report comes an interval later, and the key frame after its request.</summary>
    private const double DrainedQueue = 160;

    private static readonly TimeSpan MaxKeyFrameDelay = TimeSpan.FromSeconds(1);

    private readonly BitrateAllocation _allocation = new();
    private readonly List<LayeredConsumerCore> _takers = [];
    private readonly List<ConsumerCore> _consumers = [];
    private RateCalculator _retransmitted = new(RetransmissionWindow);
    private bool _isHeldBack;
    private bool _isSettled = true;
    private Timestamp _ranAt = new(long.MinValue);
    private Timestamp _redistributedAt = Timestamp.Zero;

    /// <summary>When layers have to be chosen anew even if nothing happens; never while everybody has what he wants.</summary>
    public Timestamp NextRun { get; private set; } = Timestamp.Never;

    /// <summary>When the queue that a switch waits for will have drained as far as the last report shows; never while none waits.</summary>
    public Timestamp DrainedAt { get; private set; } = Timestamp.Never;

    /// <summary>What must be available for all wishes together, in bits per second.</summary>
    public double TopNeed => _allocation.TopNeed;

    /// <summary>Whether consumers want more than they get.</summary>
    public bool IsLimited { get; private set; }

    private bool IsUntried => control.Available.Measured == 0 && control.Ceiling.Rate == 0;

    /// <summary>All consumers of the transport, in the order in which they were made.</summary>
    public IReadOnlyList<ConsumerCore> Consumers => _consumers;

    /// <summary>The consumers that may have fewer layers than they want.</summary>
    public IReadOnlyList<LayeredConsumerCore> Takers => _takers;

    public void Add(ConsumerCore consumer)
    {
        _consumers.Add(consumer);
        if (consumer is LayeredConsumerCore layered)
        {
            _takers.Add(layered);
        }
    }

    public void Remove(ConsumerCore consumer)
    {
        _consumers.Remove(consumer);
        if (consumer is LayeredConsumerCore layered)
        {
            _takers.Remove(layered);
        }
    }

    /// <summary>Whether a consumer's packets could be sent again to probe the path.</summary>
    public bool HasRtx => _takers.Exists(static taker => taker.IsActive && taker.HasRtx);

    /// <summary>Sends a recent packet of some consumer again, to probe the path; false when there is none.</summary>
    public bool TrySendDuplicate(Timestamp now, IDatagramSink sink)
    {
        foreach (LayeredConsumerCore taker in _takers)
        {
            if (taker.TrySendDuplicate(now, sink))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Each video begins anew with a key frame.</summary>
    public void RequestPictures(Timestamp now, IDatagramSink sink)
    {
        foreach (ConsumerCore consumer in _consumers)
        {
            if (consumer is { Kind: Ortc.MediaKind.Video, IsActive: true })
            {
                consumer.RequestKeyFrame(now, sink);
            }
        }
    }

    /// <summary>Stops all video, or lets it go on.</summary>
    public void HoldVideoBack(Timestamp now, bool isHeldBack, IDatagramSink sink)
    {
        if (_isHeldBack == isHeldBack)
        {
            return;
        }

        _isHeldBack = isHeldBack;
        foreach (ConsumerCore consumer in _consumers)
        {
            if (consumer.Kind == Ortc.MediaKind.Video)
            {
                consumer.SetHeldBack(now, isHeldBack, sink);
            }
        }
    }

    public void CountRetransmitted(Timestamp now, int bytes) => _retransmitted.Update(now, bytes);

    /// <summary>What all consumers together could use, in bits per second.</summary>
    public double GetDesiredBitrate(Timestamp now)
    {
        double desired = 0;
        foreach (ConsumerCore consumer in _consumers)
        {
            if (consumer is { IsActive: true, Kind: Ortc.MediaKind.Video })
            {
                double own = consumer is LayeredConsumerCore layered ? layered.GetDesiredBitrate(now) : consumer.GetSourceBitrate(now);
                desired += Math.Max(own, consumer.Options.RtpParameters.Encodings[0].MaxBitrate ?? 0);
            }
        }

        return desired;
    }

    /// <summary>Puts a choice off that comes directly after another one; false when it should be made now.</summary>
    public bool TryPostpone(Timestamp now)
    {
        if (now - _ranAt >= LeastInterval)
        {
            return false;
        }

        NextRun = Timestamp.Min(NextRun, _ranAt + LeastInterval);
        return true;
    }

    /// <summary>Chooses and applies.</summary>
    /// <param name="now">The time.</param>
    /// <param name="isCut">Whether congestion has just shown that less fits.</param>
    /// <param name="isRaised">Whether consumers want more than before.</param>
    /// <param name="overhead">Bytes that each packet has beyond its RTP packet.</param>
    /// <param name="sink">Takes what is sent.</param>
    public void Run(Timestamp now, bool isCut, bool isRaised, int overhead, IDatagramSink sink)
    {
        // 1. Who may take what.
        _ranAt = now;
        _allocation.Clear();
        double present = 0;
        bool isAnySimple = false;
        foreach (LayeredConsumerCore taker in _takers)
        {
            taker.RefreshLadder(now, overhead);
            taker.SetDraining(control.IsDraining);
            IBitrateTaker steps = taker;
            if (steps.Ladder.Count > 0)
            {
                _allocation.Add(taker);
                present += steps.PresentStep < 0 ? 0 : steps.Ladder[steps.PresentStep].KeepRate;
            }
        }

        double reserve = GetReserve(now, isCut, ref isAnySimple);
        AllocationBudget budget = GetBudget(now, isCut, isRaised, present, reserve);

        // 2. Who gets what.
        _allocation.Run(now, budget, control.Ceiling);
        bool isSettled = true;
        bool isLowest = true;
        bool hasVideo = isAnySimple;
        for (int i = 0; i < _allocation.Count; i++)
        {
            var taker = (LayeredConsumerCore)_allocation.GetTaker(i);
            Apply(now, taker, _allocation.GetGranted(i), sink);
            isSettled &= taker.IsSettled(now);
            isLowest &= _allocation.GetGranted(i) <= 0;
            hasVideo |= _allocation.GetGranted(i) >= 0;
        }

        // 3. What that leaves to wish for.
        double sum = _allocation.Sum + reserve;
        bool isUnmet = _allocation.TopNeed > budget.NeedOf(_allocation.Sum) * 1.001;
        IsLimited = isUnmet;
        control.SetDemand(
            now,
            new CongestionDemand
            {
                NextNeed = _allocation.NextNeed,
                TopNeed = _allocation.TopNeed,
                Present = sum,
                HasVideo = hasVideo,
                IsLowest = isLowest,
                IsSettled = isSettled,
            },
            isRaised);
        _isSettled = isSettled;
        bool isWatched = isUnmet || !isSettled || control.State != CongestionState.Clear;
        NextRun = isWatched ? Timestamp.Min(now + Interval, control.GetNextDecision(now)) : Timestamp.Never;
        if (isUnmet && control.State == CongestionState.Clear)
        {
            NextRun = Timestamp.Min(NextRun, GetNextRaise(now));
        }
    }

    /// <summary>Looks whether a switch that waited for the queue to drain may go on.</summary>
    public void HandleDeadline(Timestamp now, IDatagramSink sink)
    {
        if (DrainedAt > now)
        {
            return;
        }

        DrainedAt = Timestamp.Never;
        foreach (LayeredConsumerCore taker in _takers)
        {
            taker.HandleDrained(now, sink);
        }
    }

    /// <summary>Reports are in: a switch that waited for the queue to drain goes on.</summary>
    public void HandleFeedback(Timestamp now, IDatagramSink sink)
    {
        if (_isSettled)
        {
            DrainedAt = Timestamp.Never;
            return;
        }

        double excess = control.GetBacklogMilliseconds(now) - DrainedQueue;
        bool isDrained = excess <= 0;
        DrainedAt = isDrained ? Timestamp.Never : now + TimeSpan.FromMilliseconds(excess);
        bool isSettled = true;
        foreach (LayeredConsumerCore taker in _takers)
        {
            if (isDrained)
            {
                taker.HandleDrained(now, sink);
            }

            isSettled &= taker.IsSettled(now);
        }

        if (isSettled)
        {
            NextRun = now;
        }
    }

    /// <summary>When the next consumer has been on its step for long enough to go up.</summary>
    private Timestamp GetNextRaise(Timestamp now)
    {
        Timestamp next = Timestamp.Never;
        foreach (LayeredConsumerCore taker in _takers)
        {
            Timestamp from = ((IBitrateTaker)taker).GetRaisableFrom(IsUntried);
            next = from > now ? Timestamp.Min(next, from) : next;
        }

        return next;
    }

    private void Apply(Timestamp now, LayeredConsumerCore taker, int granted, IDatagramSink sink)
    {
        int before = ((IBitrateTaker)taker).PresentStep;
        CountChange(taker, before, granted);
        if (granted > before && (before >= 0 || control.Available.Measured > 0))
        {
            control.HandleUpgrade(now);
        }

        double queue = control.GetBacklogMilliseconds(now);
        bool isStopped = granted < before && queue > StopQueue;
        TimeSpan delay = isStopped ? TimeSpan.FromMilliseconds(queue - StopQueue) : TimeSpan.Zero;
        taker.ApplyStep(now, granted, new StepDown(isStopped, delay > MaxKeyFrameDelay ? MaxKeyFrameDelay : delay), sink);
    }

    private void CountChange(IBitrateTaker taker, int before, int granted)
    {
        if (granted == before)
        {
            return;
        }

        bool isByDemand = granted > before ? IsUntried : granted == taker.Ladder.Count - 1;
        LayerChange change = granted < 0 ? LayerChange.Paused
            : before < 0 ? LayerChange.Resumed
            : granted > before ? LayerChange.Up : LayerChange.Down;
        control.Known.Counters.CountLayerChange(change, isByDemand);
    }

    private AllocationBudget GetBudget(Timestamp now, bool isCut, bool isRaised, double present, double reserve)
    {
        if (control.IsPeerSilent)
        {
            return AllocationBudget.Unlimited;
        }

        double available = control.Available.Value;
        bool isClear = control.State == CongestionState.Clear;
        // While nothing is reported nothing speaks against what flows.
        bool isProven = control.State != CongestionState.Congested && !isCut && !control.Available.IsMeasuredBelow(now, (present + reserve) / 1.1);
        double raise = (AllocationBudget.RaiseShare * available) - reserve;
        bool canRedistribute = isClear && (isRaised || now - _redistributedAt >= RedistributionInterval);
        if (canRedistribute)
        {
            _redistributedAt = now;
        }

        bool isUntried = isClear && IsUntried;
        return new AllocationBudget
        {
            Available = available,
            Keep = isProven ? double.PositiveInfinity : (isCut ? available : KeepMargin * available) - reserve,
            Raise = raise,
            First = isUntried ? (2 * available) - reserve : raise,
            Reserve = reserve,
            IsUntried = isUntried,
            CanRaise = isClear && !isCut && (control.CanUpgrade(now) || isUntried),
            CanRedistribute = canRedistribute,
        };
    }

    private double GetReserve(Timestamp now, bool isCut, ref bool isAnySimple)
    {
        double audio = 0;
        double simple = 0;
        foreach (ConsumerCore consumer in _consumers)
        {
            if (!consumer.IsActive || consumer is LayeredConsumerCore)
            {
                continue;
            }

            if (consumer.Kind == Ortc.MediaKind.Audio)
            {
                audio += LeastAudioRate;
            }
            else
            {
                simple += consumer.GetSourceBitrate(now);
                isAnySimple = true;
            }
        }

        // What a cut leaves is below what was measured already.
        double untracked = (isCut ? 1 : ReserveMargin) * control.GetUntrackedPeak(now);
        double resent = Math.Min(_retransmitted.GetRate(now), Math.Max(control.GetInherentLoss(now), UsualLoss) * control.Available.Value);
        return Math.Max(audio + RtcpRate, untracked) + simple + resent;
    }
}
