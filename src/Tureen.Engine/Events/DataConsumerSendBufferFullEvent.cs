namespace Tureen.Engine.Forwarding;

/// <summary>mediasoup's data consumer "sctpsendbufferfull".</summary>
internal sealed record DataConsumerSendBufferFullEvent(string TargetId) : EngineEvent(TargetId)
{
    public override ReportKind Report => ReportKind.SendBufferFull;
}
