using System.Diagnostics;
using Tureen.Engine.Primitives;

namespace Tureen.Engine.Rtp;

/// <summary>Gives out <see cref="SharedRtpPacket"/>s over a <see cref="PacketSlab"/>, reusing their objects. One thread.</summary>
/// <remarks>
/// The packets of one transport may hold as many slots as are still free beyond the reserve (<see cref="EngineLimits.PacketReserveDivisor"/>),
/// and always at least a few (<see cref="EngineLimits.LeastPacketShareDivisor"/>). So one greedy transport gets less than half of the slab, and
/// the others find room even if there are many greedy ones. A packet that exceeds a share is forwarded from a spare slot and cannot be kept.
/// </remarks>
internal sealed unsafe class SharedRtpPacketPool
{
    private readonly PacketSlab _slab;
    private readonly Stack<SharedRtpPacket> _free = new();
    private readonly List<SharedRtpPacket> _all = [];
    private readonly SharedRtpPacket _spare;
    private readonly int _reserve;
    private readonly int _leastShare;
    private bool _isSpareRented;

    public SharedRtpPacketPool(PacketSlab slab)
    {
        Debug.Assert(slab.Maximum <= EngineLimits.PacketPoolMaximum, "Retransmission buffers have no room for larger numbers of packets.");
        _slab = slab;
        _spare = new SharedRtpPacket(this, number: -1);
        _reserve = slab.Maximum / EngineLimits.PacketReserveDivisor;
        _leastShare = slab.Maximum / EngineLimits.LeastPacketShareDivisor;
    }

    /// <summary>Packets that are still leased.</summary>
    public int Leased => _slab.Leased;

    /// <summary>The packet with this <see cref="SharedRtpPacket.Number"/>.</summary>
    public SharedRtpPacket this[int number] => _all[number];

    /// <summary>Whether the next packet of this share can be kept.</summary>
    public bool CanKeep(PacketShare share) => share.Leased < Math.Max(_slab.Free - _reserve, _leastShare);

    /// <summary>
    /// A packet with one lease. When its share is used up it cannot be kept (<see cref="SharedRtpPacket.IsKeepable"/>); there is only one
    /// such packet at a time, and false while it is out.
    /// </summary>
    public bool TryRent(PacketShare share, out SharedRtpPacket packet)
    {
        if (!CanKeep(share) || !_slab.TryRent(out byte* slot))
        {
            return TryRentSpare(out packet);
        }

        if (!_free.TryPop(out packet!))
        {
            packet = new SharedRtpPacket(this, _all.Count);
            _all.Add(packet);

            // Many packets may come back at once, for example when a stream falls silent, so their room is made in advance.
            _free.EnsureCapacity(_all.Count);
        }

        share.Leased++;
        packet.Begin(slot, share);
        return true;
    }

    internal void Return(SharedRtpPacket packet, byte* slot)
    {
        if (packet.Share is null)
        {
            _isSpareRented = false;
            return;
        }

        packet.Share.Leased--;
        _slab.Return(slot);
        _free.Push(packet);
    }

    private bool TryRentSpare(out SharedRtpPacket packet)
    {
        packet = _spare;
        if (_isSpareRented)
        {
            return false;
        }

        _isSpareRented = true;
        packet.Begin(_slab.Spare, share: null);
        return true;
    }
}
