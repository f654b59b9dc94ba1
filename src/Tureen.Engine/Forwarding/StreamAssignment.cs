using System.Text;
using Tureen.Engine.Events;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;
using Tureen.Engine.Streams;

namespace Tureen.Engine.Forwarding;

/// <summary>Finds which stream of a producer a packet belongs to, and begins streams: by SSRC, by RID, or as the only one.</summary>
internal sealed class StreamAssignment(
    EngineContext context,
    IMediaTransport transport,
    ProducerCoreOptions options,
    ReceivedExtensionIds ids,
    ReceivedStreams streams,
    CaptureTimes captureTimes,
    KeyFrameDuty keyFrames)
{
    private const int NotFound = -1;

    private readonly ProducerCodecs _codecs = new(options.RtpParameters);
    private readonly StreamBindings _bindings = new(streams.Encodings.Length);
    private bool _isUnnamedStreamRaised;

    /// <summary>The index of the packet's stream, or a negative number when it belongs to none.</summary>
    /// <param name="now">The current instant.</param>
    /// <param name="packet">The packet as it was received.</param>
    /// <param name="isRtx">Whether it is a retransmission.</param>
    /// <param name="changes">Whether the stream begins with it, and what stream it displaces.</param>
    public int FindOrBegin(Timestamp now, in RtpPacket packet, out bool isRtx, out StreamChanges changes)
    {
        changes = StreamChanges.None;
        int place = _bindings.Find(packet.Ssrc);
        if (place < 0)
        {
            return FindUnbound(now, packet, out isRtx, out changes);
        }

        _bindings.HandlePacket(now, place);
        isRtx = StreamBindings.IsRtx(place);
        int index = StreamBindings.EncodingOf(place);
        if (!isRtx && packet.PayloadType != streams.All[index]!.Parameters.PayloadType)
        {
            changes = ChangeCodecIfNeeded(now, index, packet);
        }

        return index;
    }

    /// <summary>The index of the stream that is received on an SSRC, or a negative number for none.</summary>
    public int Find(uint ssrc, out bool isRtx)
    {
        int place = _bindings.Find(ssrc);
        isRtx = place >= 0 && StreamBindings.IsRtx(place);
        return place < 0 ? NotFound : StreamBindings.EncodingOf(place);
    }

    /// <summary>The sender says that one of its SSRCs leaves.</summary>
    public void HandleBye(Timestamp now, uint ssrc) => _bindings.HandleBye(now, ssrc);

    /// <summary>Whether nothing came yet and this packet, which names no RID, has a codec of the producer.</summary>
    public bool AwaitsUnnamedStream(in RtpPacket packet)
    {
        if (!options.RaisesUnnamedStream || _isUnnamedStreamRaised || _codecs.Find(packet.PayloadType) is not { IsMedia: true })
        {
            return false;
        }

        return streams.IsEmpty
            && Array.TrueForAll(streams.Encodings, static encoding => encoding.Ssrc == 0)
            && !packet.TryGetExtension(ids.RtpStreamId, out _);
    }

    public void RaiseUnnamedStream(uint ssrc)
    {
        _isUnnamedStreamRaised = true;
        context.Events.Enqueue(new ProducerUnnamedStreamEvent(options.Id, ssrc));
    }

    private int FindUnbound(Timestamp now, in RtpPacket packet, out bool isRtx, out StreamChanges changes)
    {
        changes = StreamChanges.None;
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
        changes = Begin(now, index, packet.Ssrc, codec!.IsMedia ? codec : _codecs.Find(streams.GetPayloadType(index))!);
        return index;
    }

    /// <summary>The encoding that a packet of an unknown SSRC names, or <see cref="NotFound"/>.</summary>
    private int FindEncoding(in RtpPacket packet, bool isRtx)
    {
        // 1. By the announced SSRCs, 2. by RID, 3. the only encoding, by MID or since it announced neither.
        bool hasRid = packet.TryGetExtension(ids.RtpStreamId, out ReadOnlySpan<byte> rid)
            || packet.TryGetExtension(ids.RepairedRtpStreamId, out rid);
        ProducerEncoding[] encodings = streams.Encodings;
        bool isOnly = !hasRid && encodings.Length == 1 && (encodings[0].IsAnonymous || (packet.Ssrc != 0 && CarriesMid(packet)));
        for (int i = 0; i < encodings.Length; i++)
        {
            uint announced = isRtx ? encodings[i].RtxSsrc : encodings[i].Ssrc;
            if ((announced != 0 && announced == packet.Ssrc) || (hasRid && IsEqual(encodings[i].Rid, rid)) || isOnly)
            {
                return i;
            }
        }

        return NotFound;
    }

    private bool CarriesMid(in RtpPacket packet) =>
        packet.TryGetExtension(ids.Mid, out ReadOnlySpan<byte> mid) && IsEqual(options.RtpParameters.Mid, mid);

    /// <summary>Whether the SSRC may be that of the stream now. Media on another SSRC than announced has RTX on another one, too.</summary>
    private bool CanBind(Timestamp now, int index, uint ssrc, bool isRtx)
    {
        ProducerEncoding encoding = streams.Encodings[index];
        uint announced = !isRtx ? encoding.Ssrc : IsOnAnnounced(index) ? encoding.RtxSsrc : 0;
        return _bindings.CanBind(now, StreamBindings.PlaceOf(index, isRtx), ssrc, announced);
    }

    private bool IsOnAnnounced(int index)
    {
        uint announced = streams.Encodings[index].Ssrc;
        return announced == 0 || announced == streams.All[index]?.Parameters.Ssrc;
    }

    private bool CanAttachRtx(int index, ProducerCodec rtx, uint ssrc) =>
        streams.All[index] is { } stream && stream.Parameters.PayloadType == rtx.Parameters.AssociatedPayloadType && ssrc != 0;

    private void AttachRtx(Timestamp now, int index, uint ssrc)
    {
        int place = StreamBindings.PlaceOf(index, isRtx: true);
        uint? previous = _bindings.SsrcAt(place);
        RtpStreamReceiver stream = streams.All[index]!;
        stream.AttachRtx((byte)_codecs.Find(stream.Parameters.PayloadType)!.Rtx!.PayloadType, ssrc);
        _bindings.Bind(now, place, ssrc);
        if (previous is { } other && other != ssrc)
        {
            transport.ForgetSource(other);
        }
    }

    /// <summary>The sender goes over to another codec on the same SSRC (RFC 3264 §5.1), once that is certain.</summary>
    private StreamChanges ChangeCodecIfNeeded(Timestamp now, int index, in RtpPacket packet)
    {
        if (_codecs.Find(packet.PayloadType) is not { IsMedia: true } codec
            || !SerialNumber.IsHigher(packet.SequenceNumber, streams.All[index]!.MaxSequence)
            || !_bindings.HasChangedCodec(now, StreamBindings.PlaceOf(index, isRtx: false), packet))
        {
            return StreamChanges.None;
        }

        return Begin(now, index, packet.Ssrc, codec);
    }

    /// <summary>Begins a stream, in place of the one before if there was one.</summary>
    private StreamChanges Begin(Timestamp now, int index, uint ssrc, ProducerCodec codec)
    {
        RtpStreamReceiver? previous = streams.All[index];
        int previousPayloadType = streams.GetPayloadType(index);
        RtpStreamParameters parameters = StreamParametersFactory.Create(
            streams.Encodings[index], codec.Parameters, ssrc, options.RtpParameters.Rtcp.Cname ?? string.Empty);
        streams.Begin(now, parameters, codec.Parameters, captureTimes.CreateEstimator(parameters));
        if (context.Log.IsDebug(WorkerLogTag.Rtp))
        {
            context.Log.Debug(WorkerLogTag.Rtp, $"new stream {index} with SSRC {ssrc}, {parameters.Codec} [producerId:{options.Id}]");
        }

        Bind(now, index, ssrc, codec, previous);
        return StreamChanges.Begun
            | (previous is not null && previous.Parameters.Ssrc != ssrc ? StreamChanges.Source : StreamChanges.None)
            | (parameters.PayloadType != previousPayloadType ? StreamChanges.Codec : StreamChanges.None);
    }

    /// <summary>Binds the SSRC of a stream and of its RTX as far as that is known, and forgets those that it displaces.</summary>
    private void Bind(Timestamp now, int index, uint ssrc, ProducerCodec codec, RtpStreamReceiver? previous)
    {
        // 1. The RTX SSRC that goes with it.
        bool isSameSource = previous?.Parameters.Ssrc == ssrc;
        uint rtxSsrc = isSameSource ? previous!.Parameters.RtxSsrc : IsOnAnnounced(index) ? streams.Encodings[index].RtxSsrc : 0;

        // 2. What is no longer received.
        _bindings.Unbind(StreamBindings.PlaceOf(index, isRtx: true));
        if (previous is not null && !isSameSource)
        {
            keyFrames.HandleStreamGone(previous);
            transport.ForgetSource(previous.Parameters.Ssrc);
            if (previous.Parameters.RtxSsrc != rtxSsrc)
            {
                transport.ForgetSource(previous.Parameters.RtxSsrc);
            }
        }

        // 3. What is.
        _bindings.Bind(now, StreamBindings.PlaceOf(index, isRtx: false), ssrc);
        if (rtxSsrc != 0 && codec.Rtx is not null)
        {
            AttachRtx(now, index, rtxSsrc);
        }
    }

    private static bool IsEqual(string? rid, ReadOnlySpan<byte> value) =>
        rid is not null && rid.Length == value.Length && Ascii.Equals(value, rid);
}
