namespace Tureen.Engine.Forwarding;

/// <summary>mediasoup's consumer "score".</summary>
internal sealed record ConsumerScoreEvent(string TargetId, ConsumerScore Score) : EngineEvent(TargetId)
{
    public override ReportKind Report => ReportKind.Score;
}
