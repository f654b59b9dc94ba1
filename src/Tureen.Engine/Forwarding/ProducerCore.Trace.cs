namespace Tureen.Engine.Forwarding;

internal sealed partial class ProducerCore
{
    /// <summary>What the user wants to hear of, in the order given.</summary>
    public IReadOnlyList<ProducerTraceEventType> TraceEventTypes { get; set; } = [];
}
