namespace Tureen.Engine.Events;

/// <summary>mediasoup's producer "trace".</summary>
internal sealed record ProducerTraceEvent(string TargetId, ProducerTrace Trace) : EngineEvent(TargetId)
{
    public override bool IsTrace => true;
}
