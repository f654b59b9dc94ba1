namespace Tureen.Engine.Transports.Pipes;

/// <summary>What the control of a pipe is made of.</summary>
internal sealed record PipeControlOptions
{
    /// <summary>The name of this end.</summary>
    public required Guid Id { get; init; }

    /// <summary>How long the two ends may take to reach each other.</summary>
    public required TimeSpan ConnectTimeout { get; init; }

    /// <summary>How long the other end may be silent.</summary>
    public required TimeSpan PeerTimeout { get; init; }
}
