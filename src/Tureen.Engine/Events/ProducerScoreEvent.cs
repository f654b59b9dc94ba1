namespace Tureen.Engine.Forwarding;

/// <summary>mediasoup's producer "score".</summary>
internal sealed record ProducerScoreEvent(string TargetId, ProducerScore[] Scores) : EngineEvent(TargetId)
{
    public override ReportKind Report => ReportKind.Score;
}
