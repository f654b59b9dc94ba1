namespace Tureen.Engine.Events;

/// <summary>A line for the worker's log. It may be left out when its reader is slow.</summary>
internal sealed record EngineLogEvent(WorkerLogLevel Level, WorkerLogTag Tag, string Text) : EngineEvent(string.Empty)
{
    public override bool IsTrace => true;
}
