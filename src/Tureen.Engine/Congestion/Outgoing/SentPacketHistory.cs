using Tureen.Engine.Primitives;

namespace Tureen.Engine.Congestion.Outgoing;

/// <summary>The packets sent last, by their unwrapped transport-wide sequence numbers.</summary>
/// <remarks>A ring that begins with the first packet and doubles up to <see cref="EngineLimits.MaxSentPacketHistory"/> while a packet that it would forget is young and not reported.</remarks>
internal sealed class SentPacketHistory
{
    private const int InitialCapacity = 512;

    /// <summary>How long an unreported packet should be remembered.</summary>
    private const uint Retention = 2_000_000;

    private readonly long _first;
    private SentPacket[] _ring = [];

    public SentPacketHistory(ushort newest)
    {
        // One lap above zero, so that what a report names before the first packet is still not negative.
        Newest = newest + 0x10000;
        _first = Newest + 1;
    }

    /// <summary>Whether it may grow. Before the peer has reported anything it may never do so.</summary>
    public bool CanGrow { get; set; }

    /// <summary>The number of the packet sent last.</summary>
    public long Newest { get; private set; }

    /// <summary>The lowest number that is remembered; higher than <see cref="Newest"/> while there is none.</summary>
    public long Oldest => Math.Max(_first, Newest + 1 - _ring.Length);

    public ref SentPacket this[long sequence] => ref _ring[sequence & (_ring.Length - 1)];

    public bool Contains(long sequence) => sequence >= Oldest && sequence <= Newest;

    /// <summary>Remembers a packet and returns its number.</summary>
    public long Add(Timestamp now, SentPacket packet)
    {
        if (_ring.Length == 0)
        {
            _ring = new SentPacket[InitialCapacity];
        }

        uint sentAt = (uint)now.Microseconds;
        long sequence = Newest + 1;
        if (CanGrow && _ring.Length < EngineLimits.MaxSentPacketHistory && sequence - _ring.Length >= _first)
        {
            ref SentPacket reused = ref this[sequence];
            if ((reused.Flags & (SentPacketFlags.Received | SentPacketFlags.Lost)) == SentPacketFlags.None && sentAt - reused.SentAt < Retention)
            {
                Grow();
            }
        }

        Newest = sequence;
        ref SentPacket place = ref this[sequence];
        place = packet;
        place.SentAt = sentAt;
        return sequence;
    }

    /// <summary>The number that a report means by its 16 bits: the nearest one that was sent.</summary>
    public long Unwrap(ushort sequence) => Newest - (ushort)((ushort)Newest - sequence);

    /// <summary>When a packet was sent, as a whole instant.</summary>
    public static Timestamp SentAt(Timestamp now, SentPacket packet) =>
        new(now.Microseconds - ((uint)now.Microseconds - packet.SentAt));

    private void Grow()
    {
        var larger = new SentPacket[_ring.Length * 2];
        for (long sequence = Oldest; sequence <= Newest; sequence++)
        {
            larger[sequence & (larger.Length - 1)] = this[sequence];
        }

        _ring = larger;
    }
}
