using Tureen.Engine.Codecs;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;
using Tureen.Engine.Streams;
using Tureen.Ortc;

namespace Tureen.Engine.Forwarding;

/// <summary>Forwards some layers of one stream that carries several (mediasoup's SvcConsumer).</summary>
internal sealed class SvcConsumerCore : LayeredConsumerCore
{
    private LayerSelector _selector;
    private readonly uint _mappedSsrc;
    private readonly bool _isKSvc;

    public SvcConsumerCore(EngineContext context, IMediaTransport transport, ProducerCore producer, ConsumerCoreOptions options)
        : base(context, transport, producer, options, ScalabilityMode.Parse(options.RtpParameters.Encodings[0].ScalabilityMode).SpatialLayers)
    {
        _mappedSsrc = options.ConsumableEncodings[0].Ssrc ?? 0;
        _isKSvc = ScalabilityMode.Parse(options.RtpParameters.Encodings[0].ScalabilityMode).Ksvc;
        _selector = CreateSelector();
    }

    protected override int CurrentSpatialLayer => _selector.CurrentSpatialLayer;

    protected override int CurrentTemporalLayer => _selector.CurrentTemporalLayer;

    protected override RtpStreamReceiver? CurrentSource => Producer.Streams[0];

    private bool WaitsForKeyFrame =>
        Stream.IsSyncRequired
        || (_isKSvc && TargetSpatialLayer != _selector.CurrentSpatialLayer)
        || TargetSpatialLayer > _selector.CurrentSpatialLayer;

    public override void HandleProducerStream(Timestamp now, int index, IDatagramSink sink) => ChangeLayersIfNeeded(now, sink);

    public override void HandleProducerLayers(Timestamp now, IDatagramSink sink) => ChangeLayersIfNeeded(now, sink);

    public override void RequestKeyFrame(Timestamp now, IDatagramSink sink)
    {
        if (IsActive)
        {
            Producer.RequestKeyFrame(now, _mappedSsrc, sink);
        }
    }

    public override void HandlePacket(Timestamp now, SharedRtpPacket packet, IDatagramSink sink)
    {
        // 1. Nobody to send to, nothing to send, or a payload type that was not negotiated.
        bool isWanted = IsActive && TargetSpatialLayer != None && IsLayered(packet) && packet.PayloadLength > 0;
        if (!isWanted)
        {
            Skip(now, Stream, packet.SequenceNumber, packet.SourceRun, sink);
            return;
        }

        // 2. Wait for a key frame; what overtakes it is kept.
        if (Stream.RequireSyncIfRestarted(packet.SequenceNumber, packet.SourceRun))
        {
            RequestTargetKeyFrame(now, _mappedSsrc, sink);
        }

        bool isSync = Stream.IsSyncRequired;
        if (isSync)
        {
            if (!KeyFrames.IsStart(now, Stream, packet, _mappedSsrc, sink))
            {
                RequestAgainIfDue(now, _mappedSsrc, sink);
                return;
            }

            Stream.Sync(packet, SequenceTracker.MaxMisorder);
            _selector.RequireSync();
            if (!packet.IsKeyFrame)
            {
                // None came; layers that only a key frame opens are taken as they are.
                _selector.SetCurrent(TargetSpatialLayer, TargetTemporalLayer);
            }
        }
        else if (Stream.IsBeforeFirst(packet.SequenceNumber))
        {
            return;
        }

        Forward(now, packet, isSync, sink);
    }

    protected override void OnCodecChanged() => _selector = CreateSelector();

    protected override void RequestCurrentKeyFrame(Timestamp now, IDatagramSink sink) => RequestKeyFrame(now, sink);

    protected override void OnActive(Timestamp now, IDatagramSink sink)
    {
        Stream.RequireSync();
        base.OnActive(now, sink);
    }

    public override double GetDesiredBitrate(Timestamp now) => Producer.Streams[0]?.Layers.GetBitrate(now).BitsPerSecond ?? 0;

    protected override bool IsFlowing(Timestamp now, int spatialLayer) =>
        Producer.Streams[0] is RtpStreamReceiver { Score: > 0 } stream && stream.Layers.GetSpatialLayerBitrate(now, spatialLayer) > Bitrate.Zero;

    protected override LayerSource GetSource(int spatialLayer) =>
        new(spatialLayer, Producer.Streams[0], spatialLayer, FirstLayer: _isKSvc ? spatialLayer : 0);

    protected override void OnDrainingChanged()
    {
        if (TargetSpatialLayer != None)
        {
            _selector.SetTargets(TargetSpatialLayer, TemporalLayerToSend);
        }
    }

    protected override int ChooseSpatialLayer(Timestamp now)
    {
        if (Producer.Streams[0] is not RtpStreamReceiver { Score: > 0 } stream)
        {
            return None;
        }

        int chosen = None;
        for (int layer = 0; layer < SpatialLayers; layer++)
        {
            if (layer > PreferredSpatialLayer && chosen != None)
            {
                break;
            }

            if (stream.Layers.GetSpatialLayerBitrate(now, layer) > Bitrate.Zero)
            {
                chosen = layer;
            }
        }

        return chosen;
    }

    /// <summary>Where pictures of spatial layers do not depend on each other, every switch needs a key frame; otherwise only a switch up needs one.</summary>
    protected override void OnTargetsChanged(Timestamp now, int previousSpatialLayer, in StepDown down, IDatagramSink sink)
    {
        _selector.SetTargets(TargetSpatialLayer, TemporalLayerToSend);
        if (previousSpatialLayer == None)
        {
            Stream.SkipWhatCame(now, CurrentSource);
        }

        if (WaitsForKeyFrame)
        {
            RequestTargetKeyFrame(now, _mappedSsrc, sink);
        }
    }

    protected override void OnTargetsCleared()
    {
        Stream.RequireSync();
        _selector.SetTargets(None, None);
        _selector.SetCurrent(None, None);
    }

    private LayerSelector CreateSelector() => LayerSelector.Create(LayeredCodec, SpatialLayers, TemporalLayers, _isKSvc);

    private void Forward(Timestamp now, SharedRtpPacket packet, bool isSync, IDatagramSink sink)
    {
        // 1. The layers. Nobody could use a key frame whose first packet came late.
        if (WaitsForKeyFrame)
        {
            RequestAgainIfDue(now, _mappedSsrc, sink);
        }

        int spatial = _selector.CurrentSpatialLayer;
        int temporal = _selector.CurrentTemporalLayer;
        bool marker = packet.Marker;
        if (!_selector.TrySelect(packet.Descriptor, ref marker, out PayloadRewrite rewrite))
        {
            Stream.Drop(packet.SequenceNumber);
            return;
        }

        if (_selector.CurrentSpatialLayer != spatial || _selector.CurrentTemporalLayer != temporal)
        {
            RaiseLayers();
        }

        // 2. Send, then what had overtaken the first packet of the key frame.
        Stream.Send(now, packet, Stream.ToOutgoing(now, packet.RtpTimestamp), marker, rewrite, sink);
        if (isSync)
        {
            foreach (SharedRtpPacket held in Stream.TakeHeld(packet))
            {
                HandlePacket(now, held, sink);
            }
        }
    }
}
