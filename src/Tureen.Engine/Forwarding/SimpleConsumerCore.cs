using Tureen.Engine.Codecs;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;
using Tureen.Engine.Streams;
using Tureen.Ortc;

namespace Tureen.Engine.Forwarding;

/// <summary>Forwards the one stream of its producer, from a key frame on (mediasoup's SimpleConsumer).</summary>
internal sealed partial class SimpleConsumerCore : ConsumerCore
{
    private readonly RtpStreamSender _stream;
    private readonly OutgoingStream _media;
    private readonly OutgoingStream? _rtx;
    private readonly OutgoingStream[] _outgoing;
    private readonly SequenceRewriter _sequence;
    private readonly HeldPackets _held = new();
    private readonly bool _waitsForKeyFrame;
    private readonly bool _ignoresDtx;
    private readonly uint _mappedSsrc;
    private ushort _firstSequence;
    private bool _isSyncRequired;
    private bool _isFirstNear;

    public SimpleConsumerCore(EngineContext context, IMediaTransport transport, ProducerCore producer, ConsumerCoreOptions options)
        : base(context, transport, producer, options)
    {
        RtpEncodingParameters encoding = options.RtpParameters.Encodings[0];
        RtpCodecParameters codec = options.RtpParameters.Codecs.Find(static codec => !codec.IsRtx)!;
        RtpCodecParameters? rtxCodec =
            options.RtpParameters.Codecs.Find(rtx => rtx.IsRtx && rtx.AssociatedPayloadType == codec.PayloadType);
        _mappedSsrc = options.ConsumableEncodings[0].Ssrc ?? 0;
        _media = new OutgoingStream(encoding.Ssrc!.Value, isRtx: false);
        _rtx = encoding.Rtx is not null && rtxCodec is not null ? new OutgoingStream(encoding.Rtx.Ssrc, isRtx: true) : null;
        _outgoing = _rtx is null ? [_media] : [_media, _rtx];
        RtpStreamParameters parameters = StreamParametersFactory.Create(
            0, _media.Ssrc, null, codec, options.RtpParameters.Rtcp.Cname ?? string.Empty);
        _stream = new RtpStreamSender(parameters, context.Random);
        if (_rtx is not null)
        {
            _stream.AttachRtx((byte)rtxCodec!.PayloadType, _rtx.Ssrc);
        }

        _sequence = new SequenceRewriter(16, (ushort)context.Random.Next(1000, 32767));
        _waitsForKeyFrame = KeyFrameDetection.IsSupported(codec.MimeType);
        _ignoresDtx = options.IgnoreDtx && KeyFrameDetection.ParseMimeType(codec.MimeType) == MediaCodec.Opus;
        _isSyncRequired = true;
    }

    /// <summary>Retransmissions have indices of their own, or there are none.</summary>
    private bool IsStamped => _rtx is not null || !_stream.Parameters.UseNack;

    public override IReadOnlyList<OutgoingStream> OutgoingStreams => _outgoing;

    public RtpStreamSender Stream => _stream;

    public override ConsumerScore GetScore()
    {
        int[] all = Producer.GetStreamScores();
        return new ConsumerScore(_stream.Score, all[0], all);
    }

    public override void RequestKeyFrame(Timestamp now, IDatagramSink sink)
    {
        if (IsActive && Kind == MediaKind.Video)
        {
            Producer.RequestKeyFrame(now, _mappedSsrc, sink);
        }
    }

    public override void HandlePacket(Timestamp now, SharedRtpPacket packet, IDatagramSink sink)
    {
        // 1. Nobody to send to, or a payload type that was not negotiated.
        if (packet.Ssrc != _mappedSsrc)
        {
            return;
        }

        if (!IsActive || !IsSupported(packet.PayloadType) || packet.PayloadLength == 0)
        {
            _sequence.Drop(packet.SequenceNumber);
            return;
        }

        // 2. Wait for a key frame; what overtook it is kept.
        MayRequireSync(now, packet.SequenceNumber, sink);
        bool isSync = _isSyncRequired;
        if (isSync)
        {
            if (_waitsForKeyFrame && !packet.IsKeyFrame)
            {
                _held.Add(packet);
                return;
            }

            Sync(packet.SequenceNumber);
        }
        else if (IsBeforeFirst(packet.SequenceNumber))
        {
            return;
        }

        // 3. Silence that the application does not want.
        if (_ignoresDtx && OpusPayload.IsDtx(packet.Payload))
        {
            _sequence.Drop(packet.SequenceNumber);
            return;
        }

        // 4. Send, then what had overtaken the first packet of the key frame.
        Send(now, packet, sink);
        if (isSync)
        {
            SendHeld(now, packet.SequenceNumber, sink);
        }
    }

    protected override void OnActive(Timestamp now, IDatagramSink sink)
    {
        _isSyncRequired = true;
        _held.Clear();
        RequestKeyFrame(now, sink);
    }

    protected override void OnInactive()
    {
        _stream.Pause();
        _held.Clear();
    }

    protected override void OnClosed()
    {
        _stream.Close();
        _held.Clear();
    }

    /// <summary>A source that began anew must not make our sequence jump: SRTP would take the jump for old packets.</summary>
    private void MayRequireSync(Timestamp now, ushort sequenceNumber, IDatagramSink sink)
    {
        if (!_isSyncRequired && SequenceTracker.IsRestart(_sequence.MaxInput, sequenceNumber))
        {
            _isSyncRequired = true;
            RequestKeyFrame(now, sink);
        }
    }

    private void Sync(ushort first)
    {
        _isSyncRequired = false;
        _firstSequence = first;
        _isFirstNear = true;
        _sequence.Sync((ushort)(first - 1));
    }

    /// <summary>What is older than the first packet sent would take numbers that were used before the pause or the restart.</summary>
    private bool IsBeforeFirst(ushort sequenceNumber)
    {
        if (!_isFirstNear)
        {
            return false;
        }

        bool isBefore = SerialNumber.IsLower(sequenceNumber, _firstSequence);
        _isFirstNear = isBefore || (ushort)(sequenceNumber - _firstSequence) <= SequenceTracker.MaxMisorder;
        return isBefore;
    }

    private void SendHeld(Timestamp now, ushort after, IDatagramSink sink)
    {
        while (_held.TryDequeue(out SharedRtpPacket packet))
        {
            if (SerialNumber.IsHigher(packet.SequenceNumber, after))
            {
                Send(now, packet, sink);
            }

            packet.Release();
        }
    }

    private void Send(Timestamp now, SharedRtpPacket packet, IDatagramSink sink)
    {
        if (!_sequence.TryMap(packet.SequenceNumber, out ushort sequenceNumber)
            || !_stream.HandlePacket(now, packet, sequenceNumber, packet.RtpTimestamp, packet.Marker))
        {
            return;
        }

        var rtp = new OutgoingRtp
        {
            Packet = packet,
            Stream = _media,
            PayloadType = packet.PayloadType,
            SequenceNumber = sequenceNumber,
            RtpTimestamp = packet.RtpTimestamp,
            Marker = packet.Marker,
            Mid = Mid,
            IsStamped = IsStamped,
        };
        Transport.SendRtp(now, rtp, sink);
        TracePacket(now, rtp);
    }
}
