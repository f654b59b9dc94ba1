using System.Diagnostics;
using Tureen.Engine.Codecs;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;

namespace Tureen.Engine.Forwarding;

/// <summary>
/// The packets that bring the parameter sets ahead of a picture which comes without them: made once for all consumers that begin with that
/// picture, one set each, since not every receiver takes aggregates (RFC 6184 §6.2).
/// </summary>
internal sealed class ParameterSetPackets(EngineContext context, PacketShare share, ForwardedHeader header)
{
    private readonly List<SharedRtpPacket> _packets = new(EngineLimits.MaxParameterSets);
    private SharedRtpPacket? _picture;

    /// <summary>The packets for a picture; fewer where the packet slab has no room. They are valid until <see cref="Clear"/>.</summary>
    public IReadOnlyList<SharedRtpPacket> Get(Timestamp now, SharedRtpPacket picture, ParameterSetStore sets)
    {
        if (_picture != picture)
        {
            Clear();
            _picture = picture;
            AddAll(now, sets, ParameterSetKinds.Sequence);
            AddAll(now, sets, ParameterSetKinds.Picture);
        }

        return _packets;
    }

    /// <summary>Gives the leases back; the consumers' buffers have their own.</summary>
    public void Clear()
    {
        if (_picture is null)
        {
            return;
        }

        _picture = null;
        foreach (SharedRtpPacket packet in _packets)
        {
            packet.Release();
        }

        _packets.Clear();
    }

    private void AddAll(Timestamp now, ParameterSetStore sets, ParameterSetKinds kind)
    {
        bool isMissing = (_picture!.Descriptor.MissingParameterSets & kind) != ParameterSetKinds.None;
        for (int i = 0; i < sets.Count && isMissing; i++)
        {
            ReadOnlySpan<byte> set = sets.Get(i, out ParameterSetKinds setKind);
            if (setKind == kind)
            {
                Add(now, _picture, set);
            }
        }
    }

    private void Add(Timestamp now, SharedRtpPacket picture, ReadOnlySpan<byte> set)
    {
        // 1. A packet as the sender could have sent it.
        Span<byte> bytes = stackalloc byte[RtpPacket.FixedHeaderLength + RtpHeaderWriter.ExtensionHeaderLength + EngineLimits.MaxParameterSetLength];
        var writer = new RtpHeaderWriter(
            bytes, picture.PayloadType, marker: false, picture.SequenceNumber, picture.RtpTimestamp, picture.Ssrc);
        int headerLength = writer.Finish();
        set.CopyTo(bytes[headerLength..]);
        if (!RtpPacket.TryParse(bytes[..(headerLength + set.Length)], out RtpPacket packet))
        {
            throw new UnreachableException();
        }

        if (!context.Packets.TryRent(share, out SharedRtpPacket shared))
        {
            context.Drops.Add(DropReason.PacketPoolExhausted);
            return;
        }

        // 2. The same way as all packets of the sender.
        if (!header.TryWrite(packet, default, picture.PayloadType, picture.Ssrc, shared))
        {
            context.Drops.Add(DropReason.RtpTooLong);
            shared.Release();
            return;
        }

        shared.Descriptor = new PayloadDescriptor { IsPresent = true };
        shared.EncodingIndex = picture.EncodingIndex;
        shared.ReceivedAt = now;
        shared.CapturedAt = picture.CapturedAt;
        _packets.Add(shared);
    }
}
