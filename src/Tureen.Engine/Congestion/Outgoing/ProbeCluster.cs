using Tureen.Engine.Primitives;

namespace Tureen.Engine.Congestion.Outgoing;

/// <summary>The probe that is under way: what left with it, media included, and what of it arrived.</summary>
internal sealed class ProbeCluster
{
    private const int LeastPackets = 5;
    private const double MostUnknown = 0.2;
    private const double LeastReceived = 0.8;
    private const int LeastReceivedPackets = 4;
    private const double ScatteredLoss = 2;
    private const double PassedShare = 0.9;
    private const double PlannedShare = 0.75;
    private const double SaturatedShare = 0.95;
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(300);

    private readonly ProbePlan _plan;
    private readonly Timestamp _startedAt;
    private Timestamp _endedAt = Timestamp.Never;
    private Timestamp _lastSentAt;
    private Timestamp _firstSentAt;
    private long _lastSequence;
    private int _sent;
    private int _lost;
    private long _sentBytes;
    private long _lastSentBytes;
    private int _added;
    private int _addedLost;
    private long _lostBytes;
    private ArrivalSpan _arrivals = new();

    public ProbeCluster(byte id, Timestamp now, in ProbePlan plan)
    {
        Id = id;
        _startedAt = now;
        _plan = plan;
    }

    public byte Id { get; }

    public ref readonly ProbePlan Plan => ref _plan;

    public Timestamp StartedAt => _startedAt;

    public bool IsSending => _endedAt.IsNever;

    /// <summary>When it counts as over even without a report; never while it is being sent.</summary>
    public Timestamp GetDeadline(TimeSpan roundTrip) => IsSending ? Timestamp.Never : _endedAt + roundTrip + Patience;

    /// <summary>Bytes that should have left by now and have not; everything that left since the start counts, also what has no number.</summary>
    public double GetDue(Timestamp now, TimeSpan grid) =>
        (_plan.Rate / 8 * GetElapsed(now, grid).TotalSeconds) - _sentBytes;

    /// <summary>A probe of too few packets goes on at its rate until it has enough of them.</summary>
    private TimeSpan GetElapsed(Timestamp now, TimeSpan grid)
    {
        TimeSpan elapsed = now - _startedAt + grid;
        return _sent >= LeastPackets && elapsed > _plan.Duration ? _plan.Duration : elapsed;
    }

    /// <summary>Whether nothing is left to send.</summary>
    public bool IsComplete(Timestamp now) => now - _startedAt >= _plan.Duration && _sent >= LeastPackets;

    /// <summary>Whether sending takes twice as long as planned, so that it shows nothing any more.</summary>
    public bool IsStretched(Timestamp now) => now - _startedAt > (2 * _plan.Duration) + TimeSpan.FromMilliseconds(20);

    public void HandleUntracked(int bytes) => _sentBytes += bytes;

    public void HandleSent(Timestamp now, long sequence, int bytes, bool isAdded)
    {
        if (_sent == 0)
        {
            _firstSentAt = now;
        }

        _lastSentBytes = now == _lastSentAt ? _lastSentBytes + bytes : bytes;
        _lastSentAt = now;
        _lastSequence = sequence;
        _sent++;
        _added += isAdded ? 1 : 0;
        _sentBytes += bytes;
    }

    public void EndSending(Timestamp now) => _endedAt = now;

    /// <summary>Takes the fate of one of its packets.</summary>
    public void HandleFate(in PacketFate fate)
    {
        switch (fate.Kind)
        {
            case PacketFateKind.Received:
                _arrivals.Add(fate);
                break;
            case PacketFateKind.Lost:
                _lost++;
                _lostBytes += fate.Length;
                _addedLost += fate.IsProbe ? 1 : 0;
                break;
            default:
                _lost--;
                _lostBytes -= fate.Length;
                _addedLost -= fate.IsProbe ? 1 : 0;
                _arrivals.Add(fate);
                break;
        }
    }

    /// <summary>Judges the probe; open while reports about it may still come.</summary>
    /// <param name="now">The time.</param>
    /// <param name="newestReported">The highest number that a report covered.</param>
    /// <param name="roundTrip">How long a report takes.</param>
    /// <param name="inherentLoss">The share that the path loses whatever is sent, 0 to 1.</param>
    public ProbeResult Judge(Timestamp now, long newestReported, TimeSpan roundTrip, double inherentLoss)
    {
        bool isOver = !IsSending && now >= GetDeadline(roundTrip);
        bool isKnown = !IsSending && newestReported >= _lastSequence && _arrivals.Count + _lost >= _sent;
        if (!isOver && !isKnown)
        {
            return Result(ProbeOutcome.Open, 0);
        }

        int unknown = _sent - _arrivals.Count - _lost;
        if (_sent == 0 || unknown > MostUnknown * _sent)
        {
            return Result(ProbeOutcome.Unknown, 0);
        }

        // What the path loses anyway does not count against the probe. It scatters, so that up to twice the share may be missing.
        double forgiven = Math.Min(1, ScatteredLoss * inherentLoss * _sent / Math.Max(_lost, 1));
        if (_sent < LeastPackets || _arrivals.Count < LeastReceivedPackets)
        {
            return Result(_lost > 0 ? ProbeOutcome.Lost : ProbeOutcome.UnderSent, 0);
        }

        if (_arrivals.Count + (forgiven * _lost) < LeastReceived * _sent)
        {
            return Result(ProbeOutcome.Lost, 0);
        }

        // Media that left in a burst may exceed the plan, which is what is to be shown.
        double sendRate = (_sentBytes - _lastSentBytes) * 8 / Math.Max((_lastSentAt - _firstSentAt).TotalSeconds, 0.001);
        double receiveRate = _arrivals.GetRate((long)(forgiven * _lostBytes));
        if (receiveRate >= 2 * sendRate)
        {
            return Result(ProbeOutcome.Invalid, 0);
        }

        if (receiveRate < PassedShare * Math.Min(sendRate, _plan.Rate))
        {
            return Result(ProbeOutcome.Saturated, SaturatedShare * receiveRate);
        }

        // Packets leave in chunks, which makes either rate look lower by up to one of them.
        double passed = Math.Min(Math.Max(sendRate, receiveRate), _plan.Rate);
        return Result(sendRate >= PlannedShare * _plan.Rate ? ProbeOutcome.Success : ProbeOutcome.UnderSent, passed);
    }

    public ProbeResult Abort() => Result(ProbeOutcome.Aborted, 0);

    private ProbeResult Result(ProbeOutcome outcome, double rate) =>
        new(outcome, rate, _plan, _added == 0 ? 0 : (double)_addedLost / _added);
}
