namespace Tureen.Engine.Events;

/// <summary>mediasoup's consumer "score".</summary>
internal sealed record ConsumerScoreEvent(string TargetId, ConsumerScore Score) : EngineEvent(TargetId)
{
    public override ReportKind Report => ReportKind.Score;

    /// <inheritdoc/>
    public override EngineLogEvent? Describe(EngineLog log) =>
        log.DebugLine(WorkerLogTag.Score, $"consumer score {Score.Score} [consumerId:{TargetId}]");
}
