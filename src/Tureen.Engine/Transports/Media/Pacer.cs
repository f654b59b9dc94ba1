using Tureen.Engine.Congestion.Outgoing;
using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;

namespace Tureen.Engine.Transports.Media;

/// <summary>Lets the video of one transport wait where it exceeds what the path takes at once. Without a limit it does nothing.</summary>
internal sealed class Pacer(TransportCore transport, TransportMedia media)
{
    /// <summary>Microseconds between two instants at which packets leave; the same for all transports, so that one wake-up serves them all.</summary>
    private const long Grid = 5000;

    /// <summary>Packets that leave together at least, so that they become one segmented message.</summary>
    private const int LeastReleased = 2;

    private static readonly TimeSpan LeastRest = TimeSpan.FromMilliseconds(20);

    /// <summary>The rate may rise meanwhile, so that the next look comes soon on the slowest path, too.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(50);

    private readonly PacedQueue _queue = new();
    private PacingLimit _limit = PacingLimit.None;
    private PacingBudget _budget;

    /// <summary>Whether packets may have to wait.</summary>
    public bool IsLimiting { get; private set; }

    /// <summary>When the next packets leave; never while none waits.</summary>
    public Timestamp NextRelease { get; private set; } = Timestamp.Never;

    /// <summary>Packets that wait.</summary>
    public int Count => _queue.Count;

    /// <summary>The limit that holds from now on.</summary>
    public void SetLimit(Timestamp now, in PacingLimit limit)
    {
        if (limit == _limit)
        {
            return;
        }

        if (limit.IsNone)
        {
            // What waits leaves first, so that it stays in order.
            IsLimiting = _queue.Count > 0;
            NextRelease = IsLimiting ? now : Timestamp.Never;
        }
        else if (_limit.IsNone)
        {
            IsLimiting = true;
            _budget.Begin(now, limit);
        }
        else
        {
            _budget.SetLimit(now, limit);
        }

        _limit = limit;
    }

    /// <summary>Keeps a packet that cannot leave now; false when it may leave.</summary>
    public bool TryHold(Timestamp now, in OutgoingRtp rtp, IDatagramSink sink)
    {
        if (_queue.Count == 0)
        {
            _budget.Advance(now, 0);
            if (_budget.HasRoom)
            {
                return false;
            }
        }

        if (!rtp.Packet.IsKeepable)
        {
            ReleaseStream(now, rtp.Stream, sink);
            return false;
        }

        int length = rtp.Packet.HeaderLength + rtp.Prefix.Length + rtp.Packet.PayloadLength - rtp.ReplacedLength;
        if (!_queue.HasRoom(length) && !TryMakeRoom(now, sink))
        {
            transport.Drop(DropReason.PacedQueueFull);
            return true;
        }

        _queue.Add(now, rtp, length);
        if (NextRelease.IsNever)
        {
            NextRelease = GetNextRelease(now);
            transport.ArmDeadline();
        }

        return true;
    }

    /// <summary>Something left, whether it had to ask or not.</summary>
    public void HandleSent(int bytes) => _budget.Take(bytes);

    /// <summary>Sends what may leave now.</summary>
    public void Release(Timestamp now, IDatagramSink sink)
    {
        _budget.Advance(now, GetLeastRate(now));
        int released = 0;
        while ((_limit.IsNone || _budget.HasRoom || released is > 0 and < LeastReleased) && _queue.TryTake(out PacedPacket packet))
        {
            transport.Context.Counters.Congestion.PacedDelays.Add((now - packet.HeldAt).TotalSeconds);
            Send(now, packet, sink);
            released++;
        }

        NextRelease = GetNextRelease(now);
        IsLimiting = !_limit.IsNone || _queue.Count > 0;
    }

    /// <summary>What waits; null while nothing has to.</summary>
    public CongestionPacingDump? Describe(Timestamp now) => !IsLimiting || _limit.IsNone
        ? null
        : new CongestionPacingDump
        {
            Bitrate = (long)_limit.Rate,
            Depth = (long)_limit.Depth,
            Packets = _queue.Count,
            Bytes = _queue.Bytes,
            LongestWait = _queue.Count == 0 ? 0 : (now - _queue.OldestAt).TotalMilliseconds,
        };

    public void Discard(ReadOnlySpan<OutgoingStream> streams)
    {
        foreach (OutgoingStream stream in streams)
        {
            _queue.Discard(stream);
        }

        NextRelease = _queue.Count == 0 ? Timestamp.Never : NextRelease;
    }

    /// <summary>Gives all leases back.</summary>
    public void Clear()
    {
        _queue.Clear();
        NextRelease = Timestamp.Never;
    }

    /// <summary>Bytes per second at which all that waits leaves before the oldest packet has waited too long.</summary>
    private double GetLeastRate(Timestamp now)
    {
        if (_queue.Count == 0 || _limit.IsNone)
        {
            return 0;
        }

        TimeSpan rest = _limit.LongestWait - (now - _queue.OldestAt);
        return (_queue.Bytes + (_queue.Count * media.SendCongestion.Sent.PacketOverhead)) / (rest > LeastRest ? rest : LeastRest).TotalSeconds;
    }

    private Timestamp GetNextRelease(Timestamp now)
    {
        if (_queue.Count == 0)
        {
            return Timestamp.Never;
        }

        TimeSpan wait = _budget.GetWait(GetLeastRate(now));
        Timestamp at = now + (wait > LongestPause ? LongestPause : wait);
        return new Timestamp((at.Microseconds / Grid * Grid) + Grid);
    }

    private void ReleaseStream(Timestamp now, OutgoingStream stream, IDatagramSink sink)
    {
        while (_queue.TryTake(stream, out PacedPacket packet))
        {
            Send(now, packet, sink);
        }
    }

    private void Send(Timestamp now, PacedPacket packet, IDatagramSink sink)
    {
        try
        {
            media.SendPaced(now, packet, sink);
        }
        finally
        {
            packet.Packet!.Release();
        }
    }

    /// <summary>Drops the oldest frame of the least important video; false when nothing but resends wait.</summary>
    private bool TryMakeRoom(Timestamp now, IDatagramSink sink)
    {
        ConsumerCore? least = null;
        OutgoingStream? stream = null;
        foreach (PacedLane lane in _queue.Lanes)
        {
            ConsumerCore? consumer = media.ConsumerTable.Find(lane.Stream!);
            if (consumer is not null && (least is null || consumer.Priority < least.Priority))
            {
                least = consumer;
                stream = lane.Stream;
            }
        }

        if (least is null)
        {
            return false;
        }

        for (int dropped = _queue.DropFrame(stream!); dropped > 0; dropped--)
        {
            transport.Drop(DropReason.PacedQueueFull);
        }

        // Nothing repairs the picture after it but a new one.
        least.RequestKeyFrame(now, sink);
        return true;
    }
}
