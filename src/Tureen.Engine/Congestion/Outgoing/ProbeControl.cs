using Tureen.Engine.Primitives;

namespace Tureen.Engine.Congestion.Outgoing;

/// <summary>The probe that is under way, if any, and when and with what the next one begins.</summary>
internal sealed class ProbeControl
{
    private const int PacketsPerChunk = 2;
    private const int MaxPacketsPerChunk = 24;
    private static readonly TimeSpan DisturbanceTime = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Grid = TimeSpan.FromMilliseconds(5);

    private ProbeCluster? _cluster;
    private ProbeCarrier _carrier;
    private Timestamp _nextChunk;
    private int _leftInChunk;
    private byte _lastId;
    private Timestamp _judgedAt = new(long.MinValue);

    public ProbeSchedule Schedule { get; } = new();

    public ProbeCarriers Carriers { get; } = new();

    /// <summary>Whether a probe is out whose packets are not all reported.</summary>
    public bool IsActive => _cluster is not null;

    /// <summary>With which packets the probe is made, or the last one was.</summary>
    public ProbeCarrier Carrier => _carrier;

    /// <summary>Whether a queue may be a probe's own.</summary>
    public bool IsDisturbing(Timestamp now) => IsActive || now - _judgedAt < DisturbanceTime;

    /// <summary>The id of the probe that media which leaves now belongs to; 0 for none.</summary>
    public byte SendingId => _cluster is { IsSending: true } ? _cluster.Id : (byte)0;

    /// <summary>Bits per second of the probe that is being sent; 0 for none.</summary>
    public double SendingRate => _cluster is { IsSending: true } ? _cluster.Plan.Rate : 0;

    public bool TryBegin(Timestamp now, in ProbePlan plan, double available, bool hasRtx)
    {
        _carrier = Carriers.Choose(now, hasRtx);
        if (_carrier == ProbeCarrier.None || !Schedule.TryBegin(now, plan.Rate / 8 * plan.Duration.TotalSeconds, available))
        {
            return false;
        }

        _lastId = (byte)(_lastId == byte.MaxValue ? 1 : _lastId + 1);
        _cluster = new ProbeCluster(_lastId, now, plan);
        BeginChunk(now);
        return true;
    }

    public void HandleSent(Timestamp now, long sequence, int bytes, byte cluster, bool isAdded)
    {
        if (cluster != 0 && cluster == _cluster?.Id)
        {
            _cluster.HandleSent(now, sequence, bytes, isAdded);
        }
    }

    public void HandleUntracked(int bytes)
    {
        if (_cluster is { IsSending: true } cluster)
        {
            cluster.HandleUntracked(bytes);
        }
    }

    public void HandleFate(in PacketFate fate)
    {
        if (fate.Cluster != 0 && fate.Cluster == _cluster?.Id)
        {
            _cluster.HandleFate(fate);
        }
    }

    /// <summary>The next packet of the probe that is due now.</summary>
    public bool TryTakePacket(Timestamp now, out ProbePacket packet)
    {
        packet = default;
        if (_cluster is not { IsSending: true } cluster || now < _nextChunk)
        {
            return false;
        }

        double due = cluster.GetDue(now, Grid);
        bool isWhole = cluster.IsComplete(now);
        if ((due <= 0 && isWhole) || cluster.IsStretched(now))
        {
            cluster.EndSending(now);
            return false;
        }

        // Two packets and more leave together, so that they become one segmented message.
        bool isChunkBegun = _leftInChunk < MaxPacketsPerChunk;
        bool isEnough = due >= (isChunkBegun ? 1 : PacketsPerChunk) * cluster.Plan.PacketLength || (isWhole && due > 0);
        if (!isEnough || _leftInChunk == 0)
        {
            BeginChunk(now + Grid);
            return false;
        }

        _leftInChunk--;
        packet = new ProbePacket(_carrier, cluster.Plan.PacketLength, cluster.Id);
        return true;
    }

    /// <summary>Judges the probe as far as reports show; false while it is open.</summary>
    public bool TryEnd(Timestamp now, long newestReported, TimeSpan roundTrip, double mediaLoss, double inherentLoss, out ProbeResult result)
    {
        result = default;
        if (_cluster is not { } cluster)
        {
            return false;
        }

        result = cluster.Judge(now, newestReported, roundTrip, inherentLoss);
        if (result.Outcome == ProbeOutcome.Open)
        {
            return false;
        }

        _cluster = null;
        _judgedAt = now;
        bool isIgnored = Carriers.HandleResult(now, _carrier, result, mediaLoss);
        result = isIgnored && result.Outcome == ProbeOutcome.Lost ? result with { Outcome = ProbeOutcome.Ignored } : result;
        return true;
    }

    public bool TryAbort(out ProbeResult result)
    {
        result = _cluster?.Abort() ?? default;
        bool wasActive = _cluster is not null;
        _cluster = null;
        return wasActive;
    }

    /// <summary>When the next chunk leaves or the probe counts as over; never while there is none.</summary>
    public Timestamp GetDeadline(TimeSpan roundTrip) =>
        _cluster is not { } cluster ? Timestamp.Never : cluster.IsSending ? _nextChunk : cluster.GetDeadline(roundTrip);

    private void BeginChunk(Timestamp at)
    {
        _nextChunk = at;
        _leftInChunk = MaxPacketsPerChunk;
    }
}
