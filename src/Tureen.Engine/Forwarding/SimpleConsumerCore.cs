using Tureen.Engine.Codecs;
using Tureen.Engine.Events;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;
using Tureen.Engine.Streams;
using Tureen.Ortc;

namespace Tureen.Engine.Forwarding;

/// <summary>Forwards the one stream of its producer, from a key frame on (mediasoup's SimpleConsumer).</summary>
internal sealed class SimpleConsumerCore : ConsumerCore
{
    private readonly ConsumerStream _stream;
    private bool _waitsForKeyFrame;
    private bool _ignoresDtx;
    private readonly uint _mappedSsrc;
    private bool _raisesStart;

    public SimpleConsumerCore(EngineContext context, IMediaTransport transport, ProducerCore producer, ConsumerCoreOptions options)
        : base(context, transport, producer, options)
    {
        _stream = Streams[0];
        _raisesStart = options.RaisesStart;
        _mappedSsrc = options.ConsumableEncodings[0].Ssrc ?? 0;
        UseCodec();
    }

    protected override RtpStreamReceiver? CurrentSource => Producer.Streams[0];

    public override void RequestKeyFrame(Timestamp now, IDatagramSink sink)
    {
        if (IsActive && Kind == MediaKind.Video)
        {
            Producer.RequestKeyFrame(now, _mappedSsrc, sink);
        }
    }

    public override void HandleProducerCodec(int index)
    {
        base.HandleProducerCodec(index);
        UseCodec();
    }

    public override void HandlePacket(Timestamp now, SharedRtpPacket packet, IDatagramSink sink)
    {
        // 1. Nobody to send to, or a payload type that was not negotiated.
        if (!IsActive || !IsSupported(packet.PayloadType) || packet.PayloadLength == 0)
        {
            Skip(now, _stream, packet.SequenceNumber, packet.SourceRun, sink);
            return;
        }

        // 2. Wait for a key frame; what overtook it is kept.
        if (_stream.RequireSyncIfRestarted(packet.SequenceNumber, packet.SourceRun))
        {
            RequestKeyFrame(now, sink);
        }

        bool isSync = _stream.IsSyncRequired;
        if (isSync)
        {
            if (_waitsForKeyFrame && !KeyFrames.IsStart(now, _stream, packet, _mappedSsrc, sink))
            {
                return;
            }

            _stream.Sync(packet, SequenceTracker.MaxMisorder);
        }
        else if (_stream.IsBeforeFirst(packet.SequenceNumber))
        {
            return;
        }

        // 3. Silence that the application does not want.
        if (_ignoresDtx && OpusPayload.IsDtx(packet.Payload))
        {
            _stream.Drop(packet.SequenceNumber);
            return;
        }

        // 4. Send, then what had overtaken the first packet of the key frame.
        _stream.Send(now, packet, sink);
        if (_raisesStart)
        {
            _raisesStart = false;
            Context.Events.Enqueue(new ConsumerStartedEvent(Id));
        }

        if (isSync)
        {
            _stream.SendHeld(now, packet, sink);
        }
    }

    protected override void RequestCurrentKeyFrame(Timestamp now, IDatagramSink sink) => RequestKeyFrame(now, sink);

    protected override void OnActive(Timestamp now, IDatagramSink sink)
    {
        _stream.RequireSync();
        _stream.SkipWhatCame(now, CurrentSource);
        RequestKeyFrame(now, sink);
    }

    private void UseCodec()
    {
        _waitsForKeyFrame = CodecTraits.Of(Producer.GetCodec(0)).HasKeyFrames;
        _ignoresDtx = Options.IgnoreDtx && CodecTraits.Find(_stream.Codec.MimeType).Codec == MediaCodec.Opus;
    }
}
