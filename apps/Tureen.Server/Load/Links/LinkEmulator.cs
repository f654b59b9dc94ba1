using System.Diagnostics.CodeAnalysis;

namespace Tureen.Server.Load.Links;

/// <summary>One direction of a link, without a clock: it says which packets leave it when.</summary>
/// <param name="conditions">What the link does.</param>
/// <param name="random">What decides about losses and jitter.</param>
internal sealed class LinkEmulator(LinkConditions conditions, Random random)
{
    /// <summary>What waits before a link that is too slow for it; the rest is dropped, as by a router's queue.</summary>
    public static readonly TimeSpan MaxQueue = TimeSpan.FromMilliseconds(300);

    /// <summary>Packets under way, of links without a rate.</summary>
    public const int MaxPackets = 16_384;

    /// <summary>Bytes of the headers of IP and UDP, which the rate carries, too.</summary>
    private const int HeaderLength = 28;

    private readonly Queue<(TimeSpan At, byte[] Packet)> _packets = new();
    private TimeSpan _free;
    private TimeSpan _last;

    /// <summary>Packets that were lost at random, or did not fit in the queue.</summary>
    public long Dropped { get; private set; }

    /// <summary>When the next packet leaves; null if none is under way.</summary>
    public TimeSpan? Next => _packets.TryPeek(out (TimeSpan At, byte[] Packet) first) ? first.At : null;

    /// <summary>A packet enters.</summary>
    public void Enter(TimeSpan now, ReadOnlySpan<byte> packet)
    {
        TimeSpan start = _free > now ? _free : now;
        if (random.NextDouble() < conditions.Loss || start - now > MaxQueue || _packets.Count == MaxPackets)
        {
            Dropped++;
            return;
        }

        _free = conditions.BitsPerSecond == 0 ? now : start + TimeSpan.FromSeconds((packet.Length + HeaderLength) * 8.0 / conditions.BitsPerSecond);
        TimeSpan leaves = _free + conditions.Delay + (conditions.Jitter * random.NextDouble());
        _last = leaves > _last ? leaves : _last;
        _packets.Enqueue((_last, packet.ToArray()));
    }

    /// <summary>A packet that has arrived.</summary>
    public bool TryLeave(TimeSpan now, [NotNullWhen(true)] out byte[]? packet)
    {
        if (_packets.TryPeek(out (TimeSpan At, byte[] Packet) first) && first.At <= now)
        {
            packet = _packets.Dequeue().Packet;
            return true;
        }

        packet = null;
        return false;
    }
}
