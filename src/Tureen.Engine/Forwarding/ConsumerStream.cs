using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Tureen.Engine.Codecs;
using Tureen.Engine.Congestion.Outgoing;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;
using Tureen.Engine.Rtp;
using Tureen.Engine.Streams;
using Tureen.Ortc;

namespace Tureen.Engine.Forwarding;

/// <summary>
/// One stream that a consumer sends, with its RTX stream: the consumer's sequence numbers, what was sent and may be sent again,
/// and the packets that wait for a key frame. The consumer decides which packets go out.
/// </summary>
internal sealed partial class ConsumerStream
{
    private const int MinInitialSequence = 1000;

    private readonly IMediaTransport _transport;
    private readonly ConsumerCore _consumer;
    private readonly OutgoingStream _media;
    private readonly OutgoingStream? _rtx;
    private readonly SequenceRewriter _sequence;
    private readonly HeldPackets _held = new();
    private readonly RtpStreamSender _sender;
    private OutgoingClock _clock;
    private StreamStart _start;
    private WithheldMedia _withheld;
    private bool _needsParameterSets;
    private byte _payloadType;
    private bool _isStamped;

    public ConsumerStream(EngineContext context, IMediaTransport transport, ConsumerCore consumer, int index)
    {
        _transport = transport;
        _consumer = consumer;
        RtpParameters parameters = consumer.Options.RtpParameters;
        RtpEncodingParameters encoding = parameters.Encodings[index];
        Codec = StreamParametersFactory.FindCodec(parameters, encoding);
        RtpCodecParameters? rtxCodec = parameters.Codecs.Find(rtx => rtx.IsRtx && rtx.AssociatedPayloadType == Codec.PayloadType);
        _media = new OutgoingStream(encoding.Ssrc!.Value, isRtx: false, consumer.Kind == MediaKind.Video);
        _rtx = encoding.Rtx is not null && rtxCodec is not null ? new OutgoingStream(encoding.Rtx.Ssrc, isRtx: true, _media.IsPaced) : null;
        Outgoing = _rtx is null ? [_media] : [_media, _rtx];
        _sender = StreamParametersFactory.CreateSender(context, parameters, index, Codec, _rtx is null ? null : rtxCodec);
        Rtcp = new SentStreamRtcp(context, _sender);
        _payloadType = (byte)Codec.PayloadType;
        _isStamped = CanStamp(_payloadType);
        _sequence = new SequenceRewriter(16, (ushort)context.Random.Next(MinInitialSequence, EngineLimits.MaxInitialSequence - 1));
    }

    public uint Ssrc => _media.Ssrc;

    /// <summary>The codec that is sent, as it was negotiated.</summary>
    public RtpCodecParameters Codec { get; private set; }

    /// <summary>The SSRCs: media, then RTX if there is one.</summary>
    public OutgoingStream[] Outgoing { get; }

    public RtpStreamSender Sender => _sender;

    public SentStreamRtcp Rtcp { get; }

    /// <summary>Whether anything has been sent yet.</summary>
    public bool HasSent { get; private set; }

    /// <summary>The marker of the newest packet sent.</summary>
    public bool LastMarker { get; private set; } = true;

    public void DropHeld() => _held.Clear();

    /// <summary>Nothing that was sent is worth sending again: a key frame of another encoding follows.</summary>
    public void ForgetSent() => _sender.Pause();

    /// <summary>The packet with this number of the source is not sent; those after it close the gap. Before a sync there is no gap to close.</summary>
    public void Drop(ushort sequenceNumber)
    {
        if (!IsSyncRequired)
        {
            _sequence.Drop(sequenceNumber);
        }
    }

    /// <summary>Sends the packet as it came.</summary>
    public bool Send(Timestamp now, SharedRtpPacket packet, IDatagramSink sink) =>
        Send(now, packet, _clock.ToOutgoing(now, packet.RtpTimestamp, _sender), packet.Marker, default, sink);

    /// <summary>Sends what had overtaken the first packet of a key frame, as it came.</summary>
    public void SendHeld(Timestamp now, SharedRtpPacket first, IDatagramSink sink)
    {
        foreach (SharedRtpPacket held in TakeHeld(first))
        {
            Send(now, held, sink);
        }
    }

    /// <summary>Sends the packet with this consumer's changes; false when it was sent before or has been dropped.</summary>
    public bool Send(
        Timestamp now, SharedRtpPacket packet, uint timestamp, bool marker, PayloadRewrite rewrite, IDatagramSink sink)
    {
        if (_needsParameterSets && packet.Descriptor.BeginsIdr)
        {
            SendParameterSets(now, packet, timestamp, sink);
        }

        if (!_sequence.TryMap(packet.SequenceNumber, out ushort sequenceNumber)
            || !TrySend(now, packet, sequenceNumber, timestamp, marker, rewrite, sink))
        {
            return false;
        }

        if (sequenceNumber == _sequence.MaxOutput)
        {
            LastMarker = marker;
        }

        return true;
    }

    /// <summary>Gives up some of the oldest packets that may be sent again: the sender of this stream takes more than its share.</summary>
    public void GiveWay() => _sender.GiveWay();

    /// <summary>Nothing is sent for a while.</summary>
    public void Pause()
    {
        _sender.Pause();
        _held.Clear();
        RequireSync();
        _transport.DiscardPaced(Outgoing);
    }

    /// <summary>Gives all leases back.</summary>
    public void Close() => Pause();

    private bool TrySend(
        Timestamp now, SharedRtpPacket packet, ushort sequenceNumber, uint timestamp, bool marker, in PayloadRewrite rewrite, IDatagramSink sink)
    {
        if (!_sender.HandlePacket(now, packet, sequenceNumber, timestamp, marker, rewrite))
        {
            return false;
        }

        HasSent = true;
        if (packet.IsKeyFrame)
        {
            Rtcp.HandleKeyFrameSent(now);
        }

        if (rewrite.IsNone)
        {
            Transmit(now, packet, sequenceNumber, timestamp, marker, prefix: default, replaced: 0, descriptor: default, default, sink);
        }
        else
        {
            TransmitRewritten(now, packet, sequenceNumber, timestamp, marker, rewrite, sink);
        }

        return true;
    }

    /// <remarks>Not inlined, so that a packet which goes out as it came does not pay for clearing the buffers.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void TransmitRewritten(
        Timestamp now, SharedRtpPacket packet, ushort sequenceNumber, uint timestamp, bool marker, in PayloadRewrite rewrite, IDatagramSink sink)
    {
        Span<byte> prefix = stackalloc byte[PayloadRewrite.MaxLength];
        Span<byte> descriptor = stackalloc byte[rewrite.GetDependencyRoom(packet)];
        int length = rewrite.Write(packet.Descriptor, packet.Payload, prefix, out int replaced);
        Transmit(now, packet, sequenceNumber, timestamp, marker, prefix[..length], replaced, rewrite.WriteDependencies(packet, descriptor), rewrite, sink);
    }

    private void Transmit(
        Timestamp now,
        SharedRtpPacket packet,
        ushort sequenceNumber,
        uint timestamp,
        bool marker,
        ReadOnlySpan<byte> prefix,
        int replaced,
        ReadOnlySpan<byte> descriptor,
        PayloadRewrite rewrite,
        IDatagramSink sink)
    {
        var rtp = new OutgoingRtp
        {
            Packet = packet,
            Stream = _media,
            PayloadType = packet.PayloadType,
            SequenceNumber = sequenceNumber,
            RtpTimestamp = timestamp,
            Marker = marker,
            Header = _consumer.Header,
            Prefix = prefix,
            ReplacedLength = replaced,
            DependencyDescriptor = descriptor,
            Rewrite = rewrite,
            IsStamped = packet.PayloadType == _payloadType ? _isStamped : CanStamp(packet.PayloadType),
        };
        _transport.SendRtp(now, rtp, sink);
        _consumer.Traces.HandlePacket(now, rtp);
    }

    /// <summary>Whether retransmissions of such packets have their own indices, or there are none, or they repeat what was written first.</summary>
    private bool CanStamp(byte payloadType)
    {
        bool isSentAgain = _sender.Parameters.UseNack && !_sender.HasRtxFor(payloadType);
        if (isSentAgain && _media.Stamps is null && _media.IsPaced && FeedbackNegotiation.NeedsNumbers(_consumer.Options.RtpParameters))
        {
            // Without numbers in its packets a video would leave the transport without reports about its path.
            _media.Stamps = new SentStamps(SentStamps.CapacityOfRepeats);
        }

        return !isSentAgain || _media.Stamps is not null;
    }

    /// <summary>The receiver lost packets: sends again those that are kept, as far as the transport has bandwidth for that.</summary>
    public void HandleNack(Timestamp now, GenericNack nack, IDatagramSink sink)
    {
        foreach (Retransmission retransmission in _sender.HandleNack(now, nack))
        {
            if (!_transport.TryTakeResend(now, retransmission.Packet.PayloadLength))
            {
                return;
            }

            Resend(now, retransmission, sink);
        }
    }

    /// <summary>Sends a packet again, on the RTX stream if there is one.</summary>
    public void Resend(Timestamp now, in Retransmission retransmission, IDatagramSink sink)
    {
        Span<byte> prefix = stackalloc byte[RtxPayload.OriginalSequenceLength + PayloadRewrite.MaxLength];
        bool isRtx = retransmission.IsRtx;
        int sequenceLength = 0;
        if (isRtx)
        {
            BinaryPrimitives.WriteUInt16BigEndian(prefix, retransmission.SequenceNumber);
            sequenceLength = RtxPayload.OriginalSequenceLength;
        }

        SharedRtpPacket packet = retransmission.Packet;
        Span<byte> descriptor = stackalloc byte[retransmission.Rewrite.GetDependencyRoom(packet)];
        int rewrittenLength = retransmission.Rewrite.Write(
            packet.Descriptor, packet.Payload, prefix[sequenceLength..], out int replaced);
        var rtp = new OutgoingRtp
        {
            Packet = packet,
            Stream = isRtx ? _rtx! : _media,
            PayloadType = retransmission.PayloadType,
            SequenceNumber = isRtx ? retransmission.RtxSequenceNumber : retransmission.SequenceNumber,
            RtpTimestamp = retransmission.RtpTimestamp,
            Marker = retransmission.Marker,
            Header = _consumer.Header,
            Prefix = prefix[..(sequenceLength + rewrittenLength)],
            ReplacedLength = replaced,
            DependencyDescriptor = retransmission.Rewrite.WriteDependencies(packet, descriptor),
            Rewrite = retransmission.Rewrite,
            IsStamped = isRtx,
            IsRtx = true,
        };
        _transport.SendRtp(now, rtp, sink);
        _consumer.Traces.HandlePacket(now, rtp);
    }
}
