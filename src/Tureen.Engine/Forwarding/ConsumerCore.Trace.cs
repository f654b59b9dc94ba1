namespace Tureen.Engine.Forwarding;

internal abstract partial class ConsumerCore
{
    /// <summary>What the user wants to hear of, in the order given.</summary>
    public IReadOnlyList<ConsumerTraceEventType> TraceEventTypes { get; set; } = [];
}
