using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;

namespace Tureen.Engine.Forwarding;

/// <summary>Packets that overtook the first packet of a key frame, in order of arrival; the oldest gives way.</summary>
internal sealed class HeldPackets
{
    private readonly Queue<SharedRtpPacket> _packets = new(EngineLimits.MaxHeldPackets);

    public void Add(SharedRtpPacket packet)
    {
        if (_packets.Count == EngineLimits.MaxHeldPackets)
        {
            _packets.Dequeue().Release();
        }

        _packets.Enqueue(packet.Retain());
    }

    /// <summary>Hands a packet out with its lease.</summary>
    public bool TryDequeue(out SharedRtpPacket packet) => _packets.TryDequeue(out packet!);

    public void Clear()
    {
        while (_packets.TryDequeue(out SharedRtpPacket? packet))
        {
            packet.Release();
        }
    }
}
