using System.Diagnostics.CodeAnalysis;
using Tureen.Engine.Codecs;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;

namespace Tureen.Engine.Forwarding;

/// <summary>
/// Packets of one producer whose frame is not known yet, because they overtook the packet that names it. No consumer can decide on them.
/// </summary>
/// <remarks>
/// A packet that waits in vain counts as lost: its number stays in the consumers' numbering, because it may belong to a frame whose other
/// packets were sent.
/// </remarks>
internal sealed class UnplacedPackets(EngineContext context, string producerId)
{
    private readonly List<SharedRtpPacket> _packets = [];

    /// <summary>Packets that wait.</summary>
    public int Count => _packets.Count;

    /// <summary>Keeps a packet; the oldest gives way.</summary>
    public void Add(Timestamp now, SharedRtpPacket packet)
    {
        RemoveOld(now);
        if (_packets.Count == EngineLimits.MaxUnplacedPackets)
        {
            Drop(0);
        }

        if (!packet.IsKeepable)
        {
            context.Drop(DropReason.PacketPoolExhausted, producerId);
            return;
        }

        _packets.Add(packet.Retain());
    }

    /// <summary>Gives up what came before the source of a packet began anew or was replaced: no frame of the new run is theirs.</summary>
    public void DropOtherRuns(SharedRtpPacket newest)
    {
        for (int i = _packets.Count - 1; i >= 0; i--)
        {
            if (_packets[i].EncodingIndex == newest.EncodingIndex && _packets[i].SourceRun != newest.SourceRun)
            {
                Drop(i);
            }
        }
    }

    /// <summary>Takes out the first packet, with its lease, whose frame is known by now.</summary>
    public bool TryTake(Timestamp now, FrameReader?[] readers, [NotNullWhen(true)] out SharedRtpPacket? packet)
    {
        RemoveOld(now);
        for (int i = 0; i < _packets.Count; i++)
        {
            packet = _packets[i];
            if (readers[packet.EncodingIndex]!.TryPlace(packet))
            {
                _packets.RemoveAt(i);
                return true;
            }
        }

        packet = null;
        return false;
    }

    /// <summary>Gives all leases back.</summary>
    public void Clear()
    {
        foreach (SharedRtpPacket packet in _packets)
        {
            packet.Release();
        }

        _packets.Clear();
    }

    private void RemoveOld(Timestamp now)
    {
        while (_packets.Count > 0 && now - _packets[0].ReceivedAt > EngineLimits.MaxUnplacedAge)
        {
            Drop(0);
        }
    }

    private void Drop(int index)
    {
        _packets[index].Release();
        _packets.RemoveAt(index);
        context.Drop(DropReason.RtpUnknownFrame, producerId);
    }
}
