namespace Tureen.Engine.Events;

/// <summary>mediasoup's "dominantspeaker".</summary>
internal sealed record DominantSpeakerEvent(string TargetId, string ProducerId) : EngineEvent(TargetId)
{
    public override ReportKind Report => ReportKind.DominantSpeaker;
}
