namespace Tureen.Engine.Events;

/// <summary>mediasoup's consumer "layerschange"; null when nothing is sent.</summary>
internal sealed record ConsumerLayersEvent(string TargetId, ConsumerLayers? Layers) : EngineEvent(TargetId)
{
    public override ReportKind Report => ReportKind.Layers;

    /// <inheritdoc/>
    public override EngineLogEvent? Describe(EngineLog log)
    {
        WorkerLogTag tag = log.IsDebug(WorkerLogTag.Simulcast) ? WorkerLogTag.Simulcast : WorkerLogTag.Svc;
        string current = Layers is { } chosen ? $"{chosen.SpatialLayer}:{chosen.TemporalLayer}" : "none";
        return log.DebugLine(tag, $"layers {current} [consumerId:{TargetId}]");
    }
}
