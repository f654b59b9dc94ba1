namespace Tureen.Net.Loop;

/// <summary>A worker's loop stayed in one turn for so long that it was given up.</summary>
internal sealed class LoopStuckException(TimeSpan timeout)
    : Exception($"the worker's media thread has not turned for {timeout.TotalSeconds:0.###} s and was given up")
{
    /// <summary>How long a turn may take.</summary>
    public TimeSpan Timeout { get; } = timeout;
}
