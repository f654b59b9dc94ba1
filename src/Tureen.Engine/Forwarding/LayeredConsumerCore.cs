using Tureen.Engine.Codecs;
using Tureen.Engine.Events;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;
using Tureen.Ortc;

namespace Tureen.Engine.Forwarding;

/// <summary>A consumer that sends some of several layers: those that the user prefers, as far as they flow.</summary>
/// <remarks>Layers count from 0, the lowest; <see cref="LayerSelector.None"/> stands for no layer.</remarks>
internal abstract partial class LayeredConsumerCore : ConsumerCore
{
    protected const int None = LayerSelector.None;

    /// <summary>How often a request for a key frame is repeated, because both request and answer can be lost.</summary>
    private static readonly TimeSpan KeyFrameRetryInterval = TimeSpan.FromMilliseconds(1000);

    /// <summary>Payload types of the layered codec.</summary>
    private PayloadTypeSet _layeredPayloadTypes;

    private readonly AllocatedLayers _allocated = new();
    private readonly LayerSteps _steps;
    private Timestamp _keyFrameWantedAt = Timestamp.Zero;
    private bool _isKeyFrameDelayed;

    protected LayeredConsumerCore(
        EngineContext context,
        IMediaTransport transport,
        ProducerCore producer,
        ConsumerCoreOptions options,
        int spatialLayers)
        : base(context, transport, producer, options, repeatsKeyFrameRequests: false)
    {
        ScalabilityMode mode = ScalabilityMode.Parse(options.RtpParameters.Encodings[0].ScalabilityMode);
        SpatialLayers = spatialLayers;
        TemporalLayers = mode.TemporalLayers;
        _steps = new LayerSteps(options.ConsumableEncodings, TemporalLayers);
        PreferredSpatialLayer = spatialLayers - 1;
        PreferredTemporalLayer = mode.TemporalLayers - 1;
        Stream = Streams[0];
        SetLayeredCodec(producer.GetCodec(0));
        if (options.PreferredLayers is ConsumerLayers preferred)
        {
            SetPreferred(preferred);
        }
    }

    public override ConsumerLayers PreferredLayers => new(PreferredSpatialLayer, PreferredTemporalLayer);

    public override ConsumerLayers? CurrentLayers => CurrentSpatialLayer == None || CurrentTemporalLayer == None
        ? null
        : new ConsumerLayers(CurrentSpatialLayer, CurrentTemporalLayer);

    /// <summary>The layers that it is to send; null for none.</summary>
    public ConsumerLayers? TargetLayers => TargetSpatialLayer == None ? null : new ConsumerLayers(TargetSpatialLayer, TargetTemporalLayer);

    /// <summary>The codec of the producer's encodings, whose layers the consumer chooses from.</summary>
    protected MediaCodec LayeredCodec { get; private set; }

    protected int SpatialLayers { get; }

    protected int TemporalLayers { get; }

    protected int PreferredSpatialLayer { get; private set; }

    protected int PreferredTemporalLayer { get; private set; }

    protected int TargetSpatialLayer { get; set; } = None;

    protected int TargetTemporalLayer { get; set; } = None;

    protected abstract int CurrentSpatialLayer { get; }

    /// <summary>
    /// Whether a packet is of the layered codec: what another codec says about its layers must be neither taken nor rewritten
    /// as if it were this one's.
    /// </summary>
    protected bool IsLayered(SharedRtpPacket packet)
    {
        bool isLayered = _layeredPayloadTypes.Has(packet.PayloadType);
        if (!isLayered && IsSupported(packet.PayloadType))
        {
            Context.Drop(DropReason.RtpForeignCodec, Transport.Id);
        }

        return isLayered;
    }

    protected abstract int CurrentTemporalLayer { get; }

    protected ConsumerStream Stream { get; }

    public override ConsumerLayers SetPreferredLayers(Timestamp now, ConsumerLayers layers, IDatagramSink sink)
    {
        SetPreferred(layers);
        Producer.HandleWishes();
        ChangeLayersIfNeeded(now, sink, isRaised: true);
        return PreferredLayers;
    }

    public override void HandleProducerScore(Timestamp now, IDatagramSink sink)
    {
        base.HandleProducerScore(now, sink);
        ChangeLayersIfNeeded(now, sink);
    }

    /// <summary>The layers of the other codec are chosen anew, from a key frame on.</summary>
    public override void HandleProducerCodec(int index)
    {
        base.HandleProducerCodec(index);
        MediaCodec codec = Producer.GetCodec(index);
        if (codec == LayeredCodec || !IsSupported(Producer.GetMappedPayloadType(index)))
        {
            return;
        }

        ClearTargets();
        Stream.RequireSync();
        SetLayeredCodec(codec);
        OnCodecChanged();
    }

    public override ConsumerDump Dump() => base.Dump() with
    {
        PreferredSpatialLayer = PreferredSpatialLayer,
        TargetSpatialLayer = TargetSpatialLayer,
        CurrentSpatialLayer = CurrentSpatialLayer,
        PreferredTemporalLayer = PreferredTemporalLayer,
        TargetTemporalLayer = TargetTemporalLayer,
        CurrentTemporalLayer = CurrentTemporalLayer,
    };

    protected override void OnActive(Timestamp now, IDatagramSink sink) => ChangeLayersIfNeeded(now, sink, isRaised: true);

    protected override void OnInactive() => ClearTargets();

    /// <summary>Chooses the layers anew, and requests what the choice needs.</summary>
    protected void ChangeLayersIfNeeded(Timestamp now, IDatagramSink sink, bool isRaised = false)
    {
        if (!IsActive)
        {
            return;
        }

        if (Transport.ManagesBitrate)
        {
            Transport.HandleBitrateNeed(now, isRaised, sink);
            return;
        }

        int spatial = ChooseSpatialLayer(now);
        int temporal = spatial == None ? None : Math.Min(PreferredTemporalLayer, TemporalLayers - 1);
        if (spatial == TargetSpatialLayer && temporal == TargetTemporalLayer)
        {
            return;
        }

        if (spatial == None)
        {
            ClearTargets();
            return;
        }

        SetTargets(now, spatial, temporal, default, sink);
    }

    /// <summary>The highest layer that can be sent and is not above the preferred one; None when nothing flows.</summary>
    protected abstract int ChooseSpatialLayer(Timestamp now);

    protected abstract void OnTargetsChanged(Timestamp now, int previousSpatialLayer, in StepDown down, IDatagramSink sink);

    /// <summary>Nothing can be sent.</summary>
    protected abstract void OnTargetsCleared();

    /// <summary>Packets of another codec are selected from now on.</summary>
    protected abstract void OnCodecChanged();

    protected void RaiseLayers() => Context.Events.Enqueue(new ConsumerLayersEvent(Id, CurrentLayers));

    /// <summary>Requests the key frame that the target layer waits for.</summary>
    protected void RequestTargetKeyFrame(Timestamp now, uint mappedSsrc, IDatagramSink sink, bool isForced = false)
    {
        _keyFrameWantedAt = now;
        _isKeyFrameDelayed = false;
        Producer.RequestKeyFrame(now, mappedSsrc, sink, isForced);
    }

    /// <summary>Repeats the request now and then while packets come without a key frame, also for a layer that is not withheld.</summary>
    protected void RequestAgainIfDue(Timestamp now, uint mappedSsrc, IDatagramSink sink)
    {
        if (now - _keyFrameWantedAt >= KeyFrameRetryInterval)
        {
            RequestTargetKeyFrame(now, mappedSsrc, sink);
        }
    }

    /// <summary>Requests the key frame that was put off.</summary>
    protected void RequestDelayedKeyFrame(Timestamp now, uint mappedSsrc, IDatagramSink sink)
    {
        if (_isKeyFrameDelayed)
        {
            RequestTargetKeyFrame(now, mappedSsrc, sink);
        }
    }

    /// <summary>Requests the key frame that the target layer waits for, but not before some time has passed.</summary>
    protected void RequestTargetKeyFrameAfter(Timestamp now, TimeSpan delay, uint mappedSsrc, IDatagramSink sink)
    {
        if (delay <= TimeSpan.Zero)
        {
            RequestTargetKeyFrame(now, mappedSsrc, sink);
        }
        else
        {
            _keyFrameWantedAt = now + delay - KeyFrameRetryInterval;
            _isKeyFrameDelayed = true;
        }
    }

    private void SetTargets(Timestamp now, int spatial, int temporal, in StepDown down, IDatagramSink sink)
    {
        int previousSpatialLayer = TargetSpatialLayer;
        TargetSpatialLayer = spatial;
        TargetTemporalLayer = temporal;
        OnTargetsChanged(now, previousSpatialLayer, down, sink);
    }

    private void SetLayeredCodec(MediaCodec layeredCodec)
    {
        LayeredCodec = layeredCodec;
        _layeredPayloadTypes.Clear();
        foreach (RtpCodecParameters codec in Options.RtpParameters.Codecs)
        {
            if (!codec.IsRtx && CodecTraits.Find(codec.MimeType).Codec == layeredCodec)
            {
                _layeredPayloadTypes.Add(codec.PayloadType);
            }
        }
    }

    private void SetPreferred(ConsumerLayers layers)
    {
        PreferredSpatialLayer = Math.Clamp(layers.SpatialLayer, 0, SpatialLayers - 1);
        PreferredTemporalLayer = Math.Clamp(layers.TemporalLayer ?? TemporalLayers - 1, 0, TemporalLayers - 1);
    }

    private void ClearTargets()
    {
        bool hadTargets = TargetSpatialLayer != None;
        TargetSpatialLayer = None;
        TargetTemporalLayer = None;
        Stream.DropHeld();
        OnTargetsCleared();
        if (hadTargets)
        {
            RaiseLayers();
        }
    }
}
