using Tureen.Engine.Rtp;

namespace Tureen.Engine.Codecs;

/// <summary>Selects all packets of a codec whose layers are unknown.</summary>
internal sealed class NoLayerSelector : LayerSelector
{
    protected override bool TrySelectCore(in PayloadDescriptor descriptor, ref bool marker, out PayloadRewrite rewrite)
    {
        rewrite = default;
        CurrentSpatialLayer = TargetSpatialLayer;
        CurrentTemporalLayer = TargetTemporalLayer;
        return true;
    }
}
