namespace Tureen.Engine.Forwarding;

/// <summary>mediasoup's consumer "layerschange"; null when nothing is sent.</summary>
internal sealed record ConsumerLayersEvent(string TargetId, ConsumerLayers? Layers) : EngineEvent(TargetId)
{
    public override ReportKind Report => ReportKind.Layers;
}
