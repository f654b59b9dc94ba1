using System.Buffers.Binary;
using Tureen.Engine.Codecs;
using Tureen.Engine.Congestion.Outgoing;
using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;
using Tureen.Engine.Rtp.Extensions;
using Tureen.Engine.Transports.Mirror;

namespace Tureen.Engine.Transports.Media;

/// <summary>The send path of one transport: each packet of its consumers leaves through here, with its final header.</summary>
internal sealed class RtpEgress(TransportCore transport, ITransportPath path, SendCongestion congestion)
{
    /// <summary>
    /// Bytes that a consumer's header may be longer than the shared one: extension header, MID element, a longer dependency descriptor, padding,
    /// and other ids.
    /// </summary>
    private const int MaxHeaderGrowth = 32 + EngineLimits.MaxRenumberedGrowth;

    private readonly TransportTraffic _traffic = transport.Traffic;
    private readonly Pacer _pacer = congestion.Pacer;
    private readonly SentTraffic _sent = congestion.Sent;

    /// <summary>Whether the transport is connected. Held here, as the mirror is, so that a packet needs no other object for it.</summary>
    public bool IsOpen { get; set; }

    /// <summary>Null while nothing is mirrored.</summary>
    public PacketMirror? Mirror { get; set; }

    /// <summary>The send path of one RTP packet, unless it has to wait for its turn.</summary>
    public void Send(Timestamp now, in OutgoingRtp rtp, IDatagramSink sink)
    {
        if (_pacer.IsLimiting && IsOpen && rtp.Stream.IsPaced && congestion.TryHold(now, rtp, sink))
        {
            return;
        }

        SendNow(now, rtp, sink);
    }

    /// <summary>Sends a packet that has waited, as it came in.</summary>
    public void SendPaced(Timestamp now, PacedPacket paced, IDatagramSink sink)
    {
        Span<byte> prefix = stackalloc byte[RtxPayload.OriginalSequenceLength + PayloadRewrite.MaxLength];
        int sequenceLength = 0;
        if (paced.Stream.IsRtx)
        {
            BinaryPrimitives.WriteUInt16BigEndian(prefix, paced.OriginalSequenceNumber);
            sequenceLength = RtxPayload.OriginalSequenceLength;
        }

        SharedRtpPacket packet = paced.Packet!;
        Span<byte> descriptor = stackalloc byte[paced.Rewrite.GetDependencyRoom(packet)];
        int rewrittenLength = paced.Rewrite.Write(packet.Descriptor, packet.Payload, prefix[sequenceLength..], out int replaced);
        var rtp = new OutgoingRtp
        {
            Packet = packet,
            Stream = paced.Stream,
            PayloadType = paced.PayloadType,
            SequenceNumber = paced.SequenceNumber,
            RtpTimestamp = paced.RtpTimestamp,
            Marker = paced.Marker,
            Header = paced.Header,
            Prefix = prefix[..(sequenceLength + rewrittenLength)],
            ReplacedLength = replaced,
            DependencyDescriptor = paced.Rewrite.WriteDependencies(packet, descriptor),
            IsStamped = paced.IsStamped,
            IsRtx = paced.IsResent,
        };
        SendNow(now, rtp, sink);
    }

    /// <summary>Header, prefix and payload go into the send batch once, encrypted.</summary>
    private void SendNow(Timestamp now, in OutgoingRtp rtp, IDatagramSink sink)
    {
        // 1. Space for the largest form that the packet can take. What cannot be repeated to the byte is not.
        bool isRepeat = rtp.IsRtx && !rtp.Stream.IsRtx;
        if (isRepeat && rtp.Stream.Stamps?.TryGet(rtp.SequenceNumber, out _, out _) == false)
        {
            transport.Drop(DropReason.SrtpIndexUsed);
            return;
        }

        int maximum = rtp.Packet.HeaderLength + MaxHeaderGrowth + rtp.Prefix.Length + rtp.Packet.PayloadLength;
        if (!IsOpen || !path.TryOpenRtp(maximum, sink, out Span<byte> space))
        {
            transport.Drop(DropReason.NotConnected);
            return;
        }

        // 2. The header, with this consumer's identifiers.
        int headerLength = WriteHeader(now, rtp, space, out bool isNumbered);

        // 3. What stands before the shared payload.
        rtp.Prefix.CopyTo(space[headerLength..]);

        // 4. The rest, encrypted from the shared bytes into the batch.
        ReadOnlySpan<byte> rest = rtp.Packet.Payload[rtp.ReplacedLength..];
        var draft = new RtpDraft(rtp.Stream, space, headerLength, rtp.Prefix.Length, rest, isRepeat, rtp.Packet);
        Mirror?.HoldSentRtp(draft.Start, draft.Rest);
        DropReason reason = path.SendRtp(draft, sink, out int length);
        if (reason != DropReason.None)
        {
            transport.Drop(reason);
            return;
        }

        // 5. What was sent.
        Mirror?.SendHeld(sink);
        _traffic.CountSentRtp(now, length, draft.PlainLength, rtp.IsRtx);
        if (congestion.IsManaging && !isNumbered)
        {
            _sent.HandleUnnumbered(now, length + path.WireOverhead, rtp);
        }
    }

    /// <summary>Sends a packet that probes or sounds the path.</summary>
    public void SendProbe(Timestamp now, in ProbePacket probe, ProbationStream stream, IDatagramSink sink)
    {
        int length = stream.GetLength(probe.Length - _sent.PacketOverhead);
        if (!IsOpen || !path.TryOpenRtp(length, sink, out Span<byte> space))
        {
            return;
        }

        ushort sequence = _sent.HandleProbation(now, length + _sent.PacketOverhead, probe);
        Span<byte> padding = stackalloc byte[ProbationPacket.MaxLength];
        int headerLength = stream.WriteHeader(now, space, length, sequence);
        padding = padding[..(length - headerLength)];
        padding.Clear();
        var draft = new RtpDraft(stream.Stream, space, headerLength, prefixLength: 0, padding, isRepeat: false);
        Mirror?.HoldSentRtp(draft.Start, draft.Rest);
        if (path.SendRtp(draft, sink, out int sent) == DropReason.None)
        {
            Mirror?.SendHeld(sink);
            _traffic.Sent.Update(now, sent);
        }
    }

    private int WriteHeader(Timestamp now, in OutgoingRtp rtp, Span<byte> destination, out bool isNumbered)
    {
        int length = ConsumerHeaderWriter.Write(
            rtp.Packet,
            destination,
            rtp.Header,
            rtp.Stream.Ssrc,
            rtp.SequenceNumber,
            rtp.RtpTimestamp,
            rtp.Marker,
            out HeaderTemplate template,
            rtp.DependencyDescriptor);
        destination[1] = (byte)((destination[1] & 0x80) | rtp.Header.GetSentPayloadType(rtp.PayloadType));
        isNumbered = false;
        if (rtp.IsStamped)
        {
            int rest = rtp.Prefix.Length + rtp.Packet.PayloadLength - rtp.ReplacedLength;
            isNumbered = Stamp(now, ref template, destination, length + rest, rtp);
        }
        else if (rtp.IsRtx && rtp.Stream.Stamps is { } stamps && stamps.TryGet(rtp.SequenceNumber, out ushort number, out uint sendTime))
        {
            WriteStamps(ref template, destination, number, sendTime);
            _sent.HandleRepeated(number);
        }

        return length;
    }

    /// <summary>Fills in when this packet leaves, and its number on the transport; true when it has one.</summary>
    private bool Stamp(Timestamp now, ref HeaderTemplate template, Span<byte> header, int plainLength, in OutgoingRtp rtp)
    {
        bool isNumbered = template.TransportSequenceOffset > 0 || (_sent.NumbersStreams && rtp.Stream.IsPaced);
        ushort number = isNumbered ? _sent.HandleNumbered(now, plainLength, rtp.IsRtx) : (ushort)0;
        uint sendTime = AbsSendTime.FromTimestamp(now);
        rtp.Stream.Stamps?.Set(rtp.SequenceNumber, number, sendTime);
        WriteStamps(ref template, header, number, sendTime);
        return isNumbered;
    }

    private static void WriteStamps(ref HeaderTemplate template, Span<byte> header, ushort number, uint sendTime)
    {
        if (template.AbsSendTimeOffset > 0)
        {
            AbsSendTime.Write(header[template.AbsSendTimeOffset..], sendTime);
        }

        if (template.TransportSequenceOffset > 0)
        {
            TransportSequence.Write(header[template.TransportSequenceOffset..], number);
        }
    }
}
