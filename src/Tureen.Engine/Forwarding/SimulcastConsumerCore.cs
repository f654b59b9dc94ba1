using Tureen.Engine.Codecs;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;
using Tureen.Engine.Streams;

namespace Tureen.Engine.Forwarding;

/// <summary>Forwards one of several encodings of the same media and goes over from one to another at key frames (mediasoup's SimulcastConsumer).</summary>
internal sealed partial class SimulcastConsumerCore : LayeredConsumerCore
{
    /// <summary>Packets after a switch within which older ones of the new encoding are refused.</summary>
    private const int MaxSequenceGap = 100;

    private LayerSelector _selector;
    private readonly uint[] _mappedSsrcs;
    private readonly SimulcastClock _clock;
    private int _currentSpatialLayer = None;

    /// <summary>Nothing more of the current encoding is sent once its frame is complete: the target's key frame comes next.</summary>
    private bool _isStopped;
    private Timestamp _chosenAt = Timestamp.Zero;

    /// <summary>Layers whose Sender Reports have come, one bit each.</summary>
    private uint _reportedLayers;

    public SimulcastConsumerCore(EngineContext context, IMediaTransport transport, ProducerCore producer, ConsumerCoreOptions options)
        : base(context, transport, producer, options, options.ConsumableEncodings.Count)
    {
        _mappedSsrcs = [.. options.ConsumableEncodings.Select(static encoding => encoding.Ssrc ?? 0)];
        _selector = CreateSelector();
        _clock = new SimulcastClock(Stream, producer.Streams);
    }

    protected override int CurrentSpatialLayer => _currentSpatialLayer;

    protected override int CurrentTemporalLayer => _currentSpatialLayer == None ? None : _selector.CurrentTemporalLayer;

    protected override RtpStreamReceiver? CurrentSource =>
        _currentSpatialLayer == None ? null : Producer.Streams[_currentSpatialLayer];

    public override void RequestKeyFrame(Timestamp now, IDatagramSink sink)
    {
        if (!IsActive)
        {
            return;
        }

        RequestKeyFrame(now, TargetSpatialLayer, sink);
        if (_currentSpatialLayer != TargetSpatialLayer)
        {
            RequestKeyFrame(now, _currentSpatialLayer, sink);
        }
    }

    public override void HandlePacket(Timestamp now, SharedRtpPacket packet, IDatagramSink sink)
    {
        // 1. Leave out packets that belong neither to the encoding that is sent nor to the one that is awaited.
        int layer = packet.EncodingIndex;
        bool isCurrent = layer == _currentSpatialLayer;
        bool isTarget = layer == TargetSpatialLayer;
        if (!isCurrent && !isTarget)
        {
            HandleUnused(now, layer, sink);
            return;
        }

        if (!IsActive || !IsLayered(packet) || (_isStopped && isCurrent && Stream.LastMarker))
        {
            SkipIf(isCurrent, now, packet, sink);
            return;
        }

        // 2. A switch, and a source that began anew, wait for a key frame; what overtakes it is kept.
        bool isSwitch = isTarget && !isCurrent;
        if (isCurrent && Stream.RequireSyncIfRestarted(packet.SequenceNumber, packet.SourceRun))
        {
            RequestKeyFrame(now, layer, sink);
        }

        bool isSync = isSwitch || Stream.IsSyncRequired;
        if (isSync && !packet.IsKeyFrame && Waits(now, packet, isTarget, sink))
        {
            return;
        }

        if (packet.PayloadLength == 0)
        {
            SkipIf(isCurrent, now, packet, sink);
            return;
        }

        // 3. The place in sequence and time where the new source goes on.
        if (isSync)
        {
            if (!TrySync(now, layer, packet, sink))
            {
                return;
            }
        }
        else if (Stream.IsBeforeFirst(packet.SequenceNumber))
        {
            return;
        }

        Forward(now, packet, isSync, isSwitch, sink);
    }

    protected override ConsumerStream? StreamOf(int encodingIndex) => encodingIndex == _currentSpatialLayer ? Stream : null;

    protected override void RequestCurrentKeyFrame(Timestamp now, IDatagramSink sink) =>
        RequestKeyFrame(now, _currentSpatialLayer == None ? TargetSpatialLayer : _currentSpatialLayer, sink);

    private LayerSelector CreateSelector() => LayerSelector.Create(LayeredCodec, spatialLayers: 1, TemporalLayers, isKSvc: false);

    private void Forward(Timestamp now, SharedRtpPacket packet, bool isSync, bool isSwitch, IDatagramSink sink)
    {

        // 1. The temporal layer; the first packet goes out in any case.
        int temporal = _selector.CurrentTemporalLayer;
        bool marker = packet.Marker;
        if (!_selector.TrySelect(packet.Descriptor, ref marker, out PayloadRewrite rewrite) && !isSync)
        {
            Stream.Drop(packet.SequenceNumber);
            return;
        }

        RaiseLayersIfChanged(now, packet.EncodingIndex, temporal, isSwitch);

        // 2. Send, then what had overtaken the first packet of the key frame.
        Stream.Send(now, packet, packet.RtpTimestamp - _clock.Offset, marker, rewrite, sink);
        if (isSync)
        {
            foreach (SharedRtpPacket held in Stream.TakeHeld(packet))
            {
                HandlePacket(now, held, sink);
            }
        }
    }

    private void RequestKeyFrame(Timestamp now, int layer, IDatagramSink sink)
    {
        if (layer != None)
        {
            Producer.RequestKeyFrame(now, _mappedSsrcs[layer], sink);
        }
    }

    private void SkipIf(bool isCurrent, Timestamp now, SharedRtpPacket packet, IDatagramSink sink)
    {
        if (isCurrent)
        {
            Skip(now, Stream, packet.SequenceNumber, packet.SourceRun, sink);
        }
    }

    /// <summary>While another encoding flows, the target waits as long as it takes; otherwise only until its requests were in vain.</summary>
    private bool Waits(Timestamp now, SharedRtpPacket packet, bool isTarget, IDatagramSink sink)
    {
        bool isOtherSent = packet.EncodingIndex != _currentSpatialLayer
            && _currentSpatialLayer != None
            && !Stream.IsSyncRequired
            && IsAlive(_currentSpatialLayer);
        if (isOtherSent)
        {
            Stream.Hold(packet);
        }
        else if (!isTarget || !KeyFrames.MustWait(now, Stream, packet, packet.Ssrc, sink))
        {
            return !isTarget;
        }

        RequestAgainIfDue(now, packet.Ssrc, sink);
        return true;
    }

    private bool TrySync(Timestamp now, int layer, SharedRtpPacket packet, IDatagramSink sink)
    {
        if (layer != _currentSpatialLayer && Stream.IsCutShort(packet))
        {
            RequestTargetKeyFrame(now, packet.Ssrc, sink, isForced: true);
            return false;
        }

        if (!_clock.TryAlign(now, layer, packet.RtpTimestamp))
        {
            RequestTargetKeyFrame(now, packet.Ssrc, sink, isForced: true);
            return false;
        }

        // A frame that was cut off leaves one number out, so that the receiver knows.
        bool isCutOff = Stream.HasSent && !Stream.LastMarker;
        Stream.Sync(packet, MaxSequenceGap, gap: isCutOff ? 1 : 0);
        if (layer == TargetSpatialLayer)
        {
            _selector.SetTargets(0, TemporalLayerToSend);
            _isStopped = false;
        }

        _selector.SetCurrent(0, packet.Descriptor.TemporalLayer);
        _selector.RequireSync();
        return true;
    }

    private void RaiseLayersIfChanged(Timestamp now, int layer, int previousTemporalLayer, bool isSwitch)
    {
        if (isSwitch)
        {
            _currentSpatialLayer = layer;
            Stream.Sender.ResetScore(now);
            RaiseLayers();
            RaiseScore();
        }
        else if (_selector.CurrentTemporalLayer != previousTemporalLayer)
        {
            RaiseLayers();
        }
    }
}
