namespace Tureen.Engine.Events;

/// <summary>mediasoup's transport "trace".</summary>
internal sealed record TransportTraceEvent(string TargetId, TransportTrace Trace) : EngineEvent(TargetId)
{
    public override bool IsTrace => true;
}
