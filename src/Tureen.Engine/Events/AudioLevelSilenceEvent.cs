namespace Tureen.Engine.Events;

/// <summary>mediasoup's "silence".</summary>
internal sealed record AudioLevelSilenceEvent(string TargetId) : EngineEvent(TargetId)
{
    public override ReportKind Report => ReportKind.AudioLevels;
}
