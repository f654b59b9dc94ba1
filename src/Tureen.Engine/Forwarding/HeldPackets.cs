using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;

namespace Tureen.Engine.Forwarding;

/// <summary>Packets that overtook the first packet of a key frame, in order of arrival; the oldest gives way.</summary>
/// <remarks>
/// A packet is reconsidered once. While held packets are taken out, none is added: the handler of one may find that it has to wait
/// again, and would otherwise be handed the same packet for ever.
/// </remarks>
internal sealed class HeldPackets
{
    private readonly Queue<SharedRtpPacket> _packets = new();
    private bool _isTaking;

    /// <summary>Packets that wait.</summary>
    public int Count => _packets.Count;

    /// <summary>Keeps a packet, if its transport's share of the packet slab allows it.</summary>
    public void Add(SharedRtpPacket packet)
    {
        if (_isTaking || !packet.IsKeepable)
        {
            return;
        }

        if (_packets.Count == EngineLimits.MaxHeldPackets)
        {
            _packets.Dequeue().Release();
        }

        _packets.Enqueue(packet.Retain());
    }

    /// <summary>Takes out all packets, one after the other; those that follow <paramref name="first"/> are handed out.</summary>
    public HeldPacketEnumerator TakeAll(SharedRtpPacket first)
    {
        bool isOuter = !_isTaking;
        _isTaking = true;
        return new HeldPacketEnumerator(isOuter ? this : null, first);
    }

    public void Clear()
    {
        while (TryDequeue(out SharedRtpPacket packet))
        {
            packet.Release();
        }
    }

    /// <summary>Hands a packet out with its lease.</summary>
    internal bool TryDequeue(out SharedRtpPacket packet) => _packets.TryDequeue(out packet!);

    internal void EndTaking() => _isTaking = false;
}
