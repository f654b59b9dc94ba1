namespace Tureen.Engine.Events;

/// <summary>mediasoup's "volumes": the loudest first.</summary>
internal sealed record AudioLevelVolumesEvent(string TargetId, AudioLevelVolume[] Volumes) : EngineEvent(TargetId)
{
    public override ReportKind Report => ReportKind.AudioLevels;
}
