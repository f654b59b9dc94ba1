namespace Tureen.Engine.Events;

/// <summary>mediasoup's data consumer "sctpsendbufferfull".</summary>
internal sealed record DataConsumerSendBufferFullEvent(string TargetId) : EngineEvent(TargetId)
{
    public override ReportKind Report => ReportKind.SendBufferFull;

    /// <inheritdoc/>
    public override EngineLogEvent? Describe(EngineLog log) =>
        log.WarnLine(WorkerLogTag.Message, $"send buffer full [dataConsumerId:{TargetId}]");
}
