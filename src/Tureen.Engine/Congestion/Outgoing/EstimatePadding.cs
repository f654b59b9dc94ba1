using Tureen.Engine.Primitives;

namespace Tureen.Engine.Congestion.Outgoing;

/// <summary>
/// Fills up what is sent while consumers want more than a receiver allows that estimates the path itself: its estimate follows what arrives, and never exceeds it by
/// much. The first runs are short and fast, because estimators take bursts at their start; the later ones last.
/// </summary>
internal sealed class EstimatePadding(PathState state, ReceiverEstimate estimate)
{
    private const int FirstRuns = 2;
    private const double FirstShare = 2;
    private const double LaterShare = 0.4;
    private const double LaterExtra = 50_000;

    /// <summary>An estimate that rose less did not see the padding.</summary>
    private const double RisenShare = 1.05;

    /// <summary>Packets of a run leave so far apart, unless they would be too small.</summary>
    private const double PacketTime = 0.02;

    private const int LeastPacket = 200;
    private const int MostPacket = 1200;

    private static readonly TimeSpan FirstLength = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan FirstDistance = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LaterLength = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LaterDistance = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan MostDistance = TimeSpan.FromSeconds(12);
    private static readonly TimeSpan MostCatchUp = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan SentWindow = TimeSpan.FromMilliseconds(300);

    private Timestamp _nextRun = Timestamp.Zero;
    private Timestamp _endsAt = Timestamp.Never;
    private Timestamp _nextPacket;
    private ProbeCarrier _carrier = ProbeCarrier.Probation;
    private double _rate;
    private double _availableBefore;
    private TimeSpan _distance = LaterDistance;
    private int _runs;

    private bool IsRunning => !_endsAt.IsNever;

    private bool IsWanted =>
        estimate.IsKnown
        && state.Phase.State == CongestionState.Clear
        && state.Demand.IsSettled
        && state.Demand.NextNeed > state.Available.Value
        && state.Available.Value < state.Available.Maximum;

    /// <summary>When <see cref="TryTakePacket"/> has to be called; never while nothing is to be filled up.</summary>
    public Timestamp NextDeadline => IsRunning ? _nextPacket : IsWanted ? _nextRun : Timestamp.Never;

    /// <summary>The next packet that is due now; call it until it returns false.</summary>
    public bool TryTakePacket(Timestamp now, bool hasRtx, out ProbePacket packet)
    {
        packet = default;
        if (IsRunning && (!IsWanted || now >= _endsAt))
        {
            End(now);
        }

        if (!IsRunning && (!IsWanted || now < _nextRun || !TryBegin(now)))
        {
            return false;
        }

        if (now < _nextPacket)
        {
            return false;
        }

        int length = (int)Math.Clamp(_rate / 8 * PacketTime, LeastPacket, MostPacket);

        // After a stall what was not sent is not caught up with.
        _nextPacket = now - _nextPacket > MostCatchUp ? now : _nextPacket;
        _nextPacket += TimeSpan.FromSeconds(length * 8 / _rate);
        packet = new ProbePacket(_carrier == ProbeCarrier.Rtx && !hasRtx ? ProbeCarrier.Probation : _carrier, length, 0);
        return true;
    }

    private bool TryBegin(Timestamp now)
    {
        bool isFirst = _runs < FirstRuns;
        double available = state.Available.Value;
        double sent = state.Path.Sent(now, SentWindow);
        _rate = isFirst
            ? Math.Min(Math.Min(FirstShare * available, state.Demand.TopNeed), state.Available.Maximum) - sent
            : Math.Min(state.Demand.NextNeed - sent, (LaterShare * available) + LaterExtra);
        _nextRun = now + (isFirst ? FirstDistance : _distance);
        _runs++;
        if (_rate <= 0)
        {
            return false;
        }

        _availableBefore = available;
        _nextPacket = now;
        _endsAt = now + (isFirst ? FirstLength : LaterLength);
        return true;
    }

    private void End(Timestamp now)
    {
        bool isWhole = now >= _endsAt;
        _endsAt = Timestamp.Never;
        bool isRisen = state.Available.Value > RisenShare * _availableBefore;
        bool isCongested = state.Phase.State == CongestionState.Congested;
        state.Counters.CountProbe(isRisen ? ProbeOutcome.Success : isCongested ? ProbeOutcome.Saturated : isWhole ? ProbeOutcome.Ignored : ProbeOutcome.Unknown, _carrier);
        if (_runs <= FirstRuns)
        {
            return;
        }

        if (!isWhole && !isCongested)
        {
            // Nobody wanted more for a while, so that it shows nothing.
            _nextRun = now;
            return;
        }

        // What works goes on. What does not costs more than it brings, so that it comes less often.
        _distance = isRisen ? LaterDistance : _distance * 2 > MostDistance ? MostDistance : _distance * 2;
        _nextRun = isRisen ? now : _nextRun;
        if (!isRisen && !isCongested)
        {
            // A peer that does not know the stream of probes may take what it has already.
            _carrier = _carrier == ProbeCarrier.Probation ? ProbeCarrier.Rtx : ProbeCarrier.Probation;
        }
    }
}
