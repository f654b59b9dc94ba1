using System.Text;
using Tureen.Engine.Codecs;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;
using Tureen.Engine.Streams;

namespace Tureen.Engine.Forwarding;

internal sealed partial class ProducerCore
{
    private const int NotFound = -1;

    /// <summary>Ids of the extensions by which this producer's sender names its streams.</summary>
    private readonly ReceivedExtensionIds _ids = new();

    private bool _isUnnamedStreamRaised;

    /// <summary>The index of the packet's stream, or a negative number when it belongs to none.</summary>
    private int FindOrCreateStream(Timestamp now, in RtpPacket packet, out bool isRtx, out bool isNew)
    {
        isNew = false;
        int place = _bindings.Find(packet.Ssrc);
        if (place >= 0)
        {
            _bindings.HandlePacket(now, place);
            isRtx = StreamBindings.IsRtx(place);
            int known = StreamBindings.EncodingOf(place);
            isNew = !isRtx && packet.PayloadType != _streams[known]!.Parameters.PayloadType && TryChangeCodec(now, known, packet);
            return known;
        }

        ProducerCodec? codec = _codecs.Find(packet.PayloadType);
        isRtx = codec?.IsRtx == true;
        int index = codec is null ? NotFound : FindEncoding(packet, isRtx);
        if (index < 0 || (isRtx && !CanAttachRtx(index, codec!, packet.Ssrc)) || !CanBind(now, index, packet.Ssrc, isRtx))
        {
            return NotFound;
        }

        if (isRtx)
        {
            AttachRtx(now, index, packet.Ssrc);
            return index;
        }

        // What comes between the packets of a stream does not say what the stream is.
        int usual = _streams[index]?.Parameters.PayloadType ?? _encodings[index].Codec.PayloadType;
        CreateStream(now, index, packet.Ssrc, codec!.IsMedia ? codec : _codecs.Find(usual)!);
        isNew = true;
        return index;
    }

    /// <summary>The encoding that a packet of an unknown SSRC names, or <see cref="NotFound"/>.</summary>
    private int FindEncoding(in RtpPacket packet, bool isRtx)
    {
        // 1. By the announced SSRCs, 2. by RID, 3. the only encoding, by MID or since it announced neither.
        bool hasRid = packet.TryGetExtension(_ids.RtpStreamId, out ReadOnlySpan<byte> rid)
            || packet.TryGetExtension(_ids.RepairedRtpStreamId, out rid);
        bool isOnly = !hasRid && _encodings.Length == 1 && (_encodings[0].IsAnonymous || (packet.Ssrc != 0 && CarriesMid(packet)));
        for (int i = 0; i < _encodings.Length; i++)
        {
            ProducerEncoding encoding = _encodings[i];
            uint announced = isRtx ? encoding.RtxSsrc : encoding.Ssrc;
            if ((announced != 0 && announced == packet.Ssrc) || (hasRid && IsEqual(encoding.Rid, rid)) || isOnly)
            {
                return i;
            }
        }

        return NotFound;
    }

    private bool CarriesMid(in RtpPacket packet) =>
        packet.TryGetExtension(_ids.Mid, out ReadOnlySpan<byte> mid) && IsEqual(RtpParameters.Mid, mid);

    /// <summary>Whether nothing came yet and this packet, which names no RID, has a codec of the producer.</summary>
    public bool AwaitsUnnamedStream(in RtpPacket packet)
    {
        if (!Options.RaisesUnnamedStream || _isUnnamedStreamRaised || _codecs.Find(packet.PayloadType) is not { IsMedia: true })
        {
            return false;
        }

        return Array.TrueForAll(_streams, static stream => stream is null)
            && Array.TrueForAll(_encodings, static encoding => encoding.Ssrc == 0)
            && !packet.TryGetExtension(_ids.RtpStreamId, out _);
    }

    public void RaiseUnnamedStream(uint ssrc)
    {
        _isUnnamedStreamRaised = true;
        _context.Events.Enqueue(new ProducerUnnamedStreamEvent(Id, ssrc));
    }

    private int FindStreamIndex(uint ssrc, out bool isRtx)
    {
        int place = _bindings.Find(ssrc);
        isRtx = place >= 0 && StreamBindings.IsRtx(place);
        return place < 0 ? NotFound : StreamBindings.EncodingOf(place);
    }

    private RtpStreamReceiver? FindStreamBySsrc(uint ssrc, out bool isRtx)
    {
        int index = FindStreamIndex(ssrc, out isRtx);
        return index < 0 ? null : _streams[index];
    }

    /// <summary>Whether the SSRC may be that of the stream now. Media on another SSRC than announced has RTX on another one, too.</summary>
    private bool CanBind(Timestamp now, int index, uint ssrc, bool isRtx)
    {
        ProducerEncoding encoding = _encodings[index];
        uint announced = !isRtx ? encoding.Ssrc : IsOnAnnounced(index) ? encoding.RtxSsrc : 0;
        return _bindings.CanBind(now, StreamBindings.PlaceOf(index, isRtx), ssrc, announced);
    }

    private bool IsOnAnnounced(int index) =>
        _encodings[index].Ssrc == 0 || _encodings[index].Ssrc == _streams[index]?.Parameters.Ssrc;

    private bool CanAttachRtx(int index, ProducerCodec rtx, uint ssrc) =>
        _streams[index] is { } stream && stream.Parameters.PayloadType == rtx.Parameters.AssociatedPayloadType && ssrc != 0;

    private void AttachRtx(Timestamp now, int index, uint ssrc)
    {
        int place = StreamBindings.PlaceOf(index, isRtx: true);
        uint? previous = _bindings.SsrcAt(place);
        RtpStreamReceiver stream = _streams[index]!;
        stream.AttachRtx((byte)_codecs.Find(stream.Parameters.PayloadType)!.Rtx!.PayloadType, ssrc);
        _bindings.Bind(now, place, ssrc);
        if (previous is { } other && other != ssrc)
        {
            _transport.ForgetSource(other);
        }
    }

    /// <summary>The sender goes over to another codec on the same SSRC (RFC 3264 §5.1), once that is certain.</summary>
    private bool TryChangeCodec(Timestamp now, int index, in RtpPacket packet)
    {
        RtpStreamReceiver stream = _streams[index]!;
        if (_codecs.Find(packet.PayloadType) is not { IsMedia: true } codec
            || !SerialNumber.IsHigher(packet.SequenceNumber, stream.MaxSequence)
            || !_bindings.HasChangedCodec(now, StreamBindings.PlaceOf(index, isRtx: false), packet))
        {
            return false;
        }

        CreateStream(now, index, packet.Ssrc, codec);
        return true;
    }

    /// <summary>Begins a stream, in place of the one before if there was one.</summary>
    private void CreateStream(Timestamp now, int index, uint ssrc, ProducerCodec codec)
    {
        RtpStreamReceiver? previous = _streams[index];
        int previousPayloadType = previous?.Parameters.PayloadType ?? _encodings[index].Codec.PayloadType;
        RtpStreamParameters parameters = StreamParametersFactory.Create(
            _encodings[index], codec.Parameters, ssrc, RtpParameters.Rtcp.Cname ?? string.Empty);
        _readers[index] = new FrameReader(parameters.Codec, codec.Parameters.Parameters[SpropParameterSets.Name].AsString());
        ushort run = (ushort)(previous is null ? 0 : previous.Run + 1);
        _streams[index] = new RtpStreamReceiver(now, parameters, hasInactivityCheck: _encodings.Length > 1, IsPaused, run)
        {
            CaptureTime = _captureTimes.CreateEstimator(parameters),
        };
        _senderReportTakenAt[index] = Timestamp.Zero;
        if (_context.Log.IsDebug(WorkerLogTag.Rtp))
        {
            _context.Log.Debug(WorkerLogTag.Rtp, $"new stream {index} with SSRC {ssrc}, {parameters.Codec} [producerId:{Id}]");
        }

        BindStream(now, index, ssrc, codec, previous);
        bool isReplaced = previous is not null && previous.Parameters.Ssrc != ssrc;
        foreach (ConsumerCore consumer in _consumers)
        {
            if (isReplaced)
            {
                consumer.HandleProducerSourceReplaced(now, index);
            }

            if (parameters.PayloadType != previousPayloadType)
            {
                consumer.HandleProducerCodec(index);
            }
        }
    }

    /// <summary>Binds the SSRC of a stream and of its RTX as far as that is known, and forgets those that it displaces.</summary>
    private void BindStream(Timestamp now, int index, uint ssrc, ProducerCodec codec, RtpStreamReceiver? previous)
    {
        // 1. The RTX SSRC that goes with it.
        bool isSameSource = previous?.Parameters.Ssrc == ssrc;
        uint rtxSsrc = isSameSource ? previous!.Parameters.RtxSsrc : IsOnAnnounced(index) ? _encodings[index].RtxSsrc : 0;

        // 2. What is no longer received.
        _bindings.Unbind(StreamBindings.PlaceOf(index, isRtx: true));
        if (previous is not null && !isSameSource)
        {
            _keyFrames?.Remove(previous.Parameters.Ssrc);
            _transport.ForgetSource(previous.Parameters.Ssrc);
            if (previous.Parameters.RtxSsrc != rtxSsrc)
            {
                _transport.ForgetSource(previous.Parameters.RtxSsrc);
            }
        }

        // 3. What is.
        _bindings.Bind(now, StreamBindings.PlaceOf(index, isRtx: false), ssrc);
        if (rtxSsrc != 0 && codec.Rtx is not null)
        {
            AttachRtx(now, index, rtxSsrc);
        }
    }

    private static bool IsEqual(string? rid, ReadOnlySpan<byte> value)
    {
        return rid is not null && rid.Length == value.Length && Ascii.Equals(value, rid);
    }
}
