namespace Tureen.Interop.Tests.Downlinks.Relays;

/// <summary>One direction of the relay: a limit with a queue that drops at its end, and a delay behind it. Instants are microseconds.</summary>
internal sealed class RelayLink
{
    private const double Second = 1_000_000;

    private readonly Queue<RelayedPacket> _waiting = new();
    private readonly Queue<(RelayedPacket Packet, long DueAt)> _travelling = new();
    private readonly List<double> _waits = [];
    private readonly Random _random = new(1);
    private LinkConditions _conditions = new();
    private LinkCount _count = new(0, 0, 0, 0);
    private long _waitingBytes;
    private double _freeAt;
    private double _releasedAt;

    public LinkCount Count => _count;

    /// <summary>When something leaves; the largest number for never.</summary>
    public long NextDeadline
    {
        get
        {
            long next = _travelling.Count > 0 ? _travelling.Peek().DueAt : long.MaxValue;
            return _waiting.Count > 0 ? Math.Min(next, (long)Math.Ceiling(GetDeparture(_waiting.Peek()))) : next;
        }
    }

    /// <summary>Changes what the link does. What waits goes on at the new rate.</summary>
    public void Set(long now, LinkConditions conditions)
    {
        Advance(now);
        _freeAt = Math.Min(_freeAt, now);
        _conditions = conditions;
        if (conditions.IsDown)
        {
            _count = _count with { Lost = _count.Lost + _waiting.Count };
            _waiting.Clear();
            _waitingBytes = 0;
        }
    }

    /// <summary>Milliseconds that each packet since the last call waited in the queue.</summary>
    public IReadOnlyList<double> TakeWaits()
    {
        double[] waits = [.. _waits];
        _waits.Clear();
        return waits;
    }

    public void Enter(long now, RelayedPacket packet)
    {
        Advance(now);
        if (_conditions.IsDown)
        {
            _count = _count with { Lost = _count.Lost + 1 };
        }
        else if (_waitingBytes * 8 / _conditions.Rate > _conditions.MaxQueue.TotalSeconds)
        {
            _count = _count with { Dropped = _count.Dropped + 1 };
        }
        else
        {
            _waiting.Enqueue(packet);
            _waitingBytes += packet.WireLength;
            Advance(now);
        }
    }

    /// <summary>Takes the next packet that has arrived at the other end.</summary>
    public RelayedPacket? Leave(long now)
    {
        Advance(now);
        return _travelling.Count > 0 && _travelling.Peek().DueAt <= now ? _travelling.Dequeue().Packet : null;
    }

    private double GetDeparture(RelayedPacket packet) =>
        Math.Max(_freeAt, packet.EnteredAt) + (packet.WireLength * 8 * Second / _conditions.Rate);

    /// <summary>Moves on what has left the queue by now.</summary>
    private void Advance(long now)
    {
        while (_waiting.Count > 0 && GetDeparture(_waiting.Peek()) <= now)
        {
            RelayedPacket packet = _waiting.Dequeue();
            double departure = GetDeparture(packet);
            _freeAt = departure;
            _waitingBytes -= packet.WireLength;
            _waits.Add((departure - packet.EnteredAt) / 1000);
            if (_random.NextDouble() < _conditions.Loss)
            {
                _count = _count with { Lost = _count.Lost + 1 };
                continue;
            }

            _count = _count with { Packets = _count.Packets + 1, Bytes = _count.Bytes + packet.WireLength };
            _travelling.Enqueue((packet, (long)(GetRelease(departure) + _conditions.Delay.TotalMicroseconds)));
        }
    }

    /// <summary>When a packet that left the queue leaves with its aggregate.</summary>
    private double GetRelease(double departure)
    {
        if (_conditions.Aggregates is not { } aggregates)
        {
            return departure;
        }

        _releasedAt = Math.Max(_releasedAt, departure - aggregates.MostStall.TotalMicroseconds);
        while (_releasedAt < departure)
        {
            _releasedAt += aggregates.Draw(_random);
        }

        return _releasedAt;
    }
}
