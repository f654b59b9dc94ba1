namespace Tureen.Engine.Events;

/// <summary>mediasoup's producer "score".</summary>
internal sealed record ProducerScoreEvent(string TargetId, ProducerScore[] Scores) : EngineEvent(TargetId)
{
    public override ReportKind Report => ReportKind.Score;

    /// <inheritdoc/>
    public override EngineLogEvent? Describe(EngineLog log) =>
        log.DebugLine(
            WorkerLogTag.Score, $"producer scores {string.Join(' ', Scores.Select(static stream => stream.Score))} [producerId:{TargetId}]");
}
