namespace Tureen.Engine.Events;

/// <summary>Consumers want other layers of a video than before.</summary>
internal sealed record ProducerLayersWantedEvent(string TargetId, ProducerLayersWanted Layers) : EngineEvent(TargetId)
{
    public override ReportKind Report => ReportKind.LayersWanted;
}
