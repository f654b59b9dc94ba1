using Tureen.Engine.Primitives;

namespace Tureen.Engine.Rtp;

/// <summary>Gives out <see cref="SharedRtpPacket"/>s over a <see cref="PacketSlab"/>, reusing their objects. One thread.</summary>
internal sealed unsafe class SharedRtpPacketPool(PacketSlab slab)
{
    private readonly Stack<SharedRtpPacket> _free = new();
    private int _created;

    /// <summary>Packets that somebody still holds.</summary>
    public int Leased => slab.Leased;

    /// <summary>A packet with one lease, or false when the slab's bound is reached.</summary>
    public bool TryRent(out SharedRtpPacket packet)
    {
        if (!slab.TryRent(out byte* slot))
        {
            packet = null!;
            return false;
        }

        if (!_free.TryPop(out packet!))
        {
            packet = new SharedRtpPacket(this);

            // Packets that all come back at once, as when a stream falls silent, must find their room made.
            _free.EnsureCapacity(++_created);
        }

        packet.Begin(slot);
        return true;
    }

    internal void Return(SharedRtpPacket packet, byte* slot)
    {
        slab.Return(slot);
        _free.Push(packet);
    }
}
