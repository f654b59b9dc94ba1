using Tureen.Engine.Rtp;

namespace Tureen.Engine.Codecs;

/// <summary>
/// Decides for one consumer which packets of one encoding it gets, by the layers that it wants and those that it can decode
/// now (mediasoup's EncodingContext with the Process of its payload descriptors).
/// </summary>
/// <remarks>Layers count from 0; <see cref="None"/> stands for no layer.</remarks>
internal abstract class LayerSelector
{
    public const int None = -1;

    private byte _counting;

    /// <summary>The highest spatial layer to send.</summary>
    public int TargetSpatialLayer { get; private set; } = None;

    /// <summary>The highest temporal layer to send.</summary>
    public int TargetTemporalLayer { get; private set; } = None;

    /// <summary>The spatial layer that is sent now.</summary>
    public int CurrentSpatialLayer { get; protected set; } = None;

    /// <summary>The temporal layer that is sent now.</summary>
    public int CurrentTemporalLayer { get; protected set; } = None;

    protected bool IsSyncRequired { get; private set; }

    /// <summary>Makes the selector of a codec.</summary>
    /// <param name="codec">The codec.</param>
    /// <param name="spatialLayers">Spatial layers that were announced; 1 for an encoding of simulcast.</param>
    /// <param name="temporalLayers">Temporal layers that were announced.</param>
    /// <param name="isKSvc">Spatial layers depend on each other in key pictures alone.</param>
    public static LayerSelector Create(MediaCodec codec, int spatialLayers, int temporalLayers, bool isKSvc) =>
        CodecTraits.Of(codec).CreateSelector(spatialLayers, temporalLayers, isKSvc);

    public void SetTargets(int spatialLayer, int temporalLayer)
    {
        TargetSpatialLayer = spatialLayer;
        TargetTemporalLayer = temporalLayer;
    }

    /// <summary>Takes other current layers, as after a switch to another encoding or when nothing can be sent.</summary>
    public void SetCurrent(int spatialLayer, int temporalLayer)
    {
        CurrentSpatialLayer = spatialLayer;
        CurrentTemporalLayer = temporalLayer;
    }

    /// <summary>The next packet comes after a break: picture ids go on from the last ones sent.</summary>
    public void RequireSync() => IsSyncRequired = true;

    /// <summary>Takes a packet in order of arrival.</summary>
    /// <param name="descriptor">What the packet says about its frame and layers.</param>
    /// <param name="marker">The packet's marker in, the marker to send out.</param>
    /// <param name="rewrite">What to write into the payload descriptor.</param>
    /// <returns>False when the packet must not be sent.</returns>
    public bool TrySelect(in PayloadDescriptor descriptor, ref bool marker, out PayloadRewrite rewrite)
    {
        if (descriptor.IsPresent && descriptor.Counting != _counting && !TryFollow(descriptor.Counting))
        {
            rewrite = default;
            return false;
        }

        bool isSelected = TrySelectCore(descriptor, ref marker, out rewrite);
        IsSyncRequired = false;
        return isSelected;
    }

    /// <summary>Switches to another counting of the encoder; false for a packet of the previous one, whose numbers mean nothing any more.</summary>
    private bool TryFollow(byte counting)
    {
        bool isOlder = (sbyte)(counting - _counting) < 0;
        if (isOlder && !IsSyncRequired)
        {
            return false;
        }

        _counting = counting;
        IsSyncRequired = true;
        return true;
    }

    protected abstract bool TrySelectCore(in PayloadDescriptor descriptor, ref bool marker, out PayloadRewrite rewrite);
}
