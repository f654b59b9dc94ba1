namespace Tureen.Engine.Events;

/// <summary>mediasoup's consumer "trace".</summary>
internal sealed record ConsumerTraceEvent(string TargetId, ConsumerTrace Trace) : EngineEvent(TargetId)
{
    public override bool IsTrace => true;
}
