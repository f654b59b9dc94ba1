namespace Tureen.Testing.Simulation.Congestion.Receivers;

/// <summary>A participant behind the bottleneck.</summary>
internal sealed record ReceiverOptions
{
    /// <summary>When it joins.</summary>
    public TimeSpan JoinsAt { get; init; }

    /// <summary>Added to the delay of the bottleneck in each direction.</summary>
    public TimeSpan ExtraDelay { get; init; }

    public FeedbackOptions Feedback { get; init; } = new();

    /// <summary>In which form it reports.</summary>
    public FeedbackKind Kind { get; init; }

    /// <summary>It neither receives nor reports packets of the probation stream.</summary>
    public bool IgnoresProbation { get; init; }

    /// <summary>Whether it negotiates transport-wide feedback or REMB, so that the server can know what the path carries.</summary>
    public bool NegotiatesFeedback { get; init; } = true;

    /// <summary>Without RTX lost packets come again as they were, and nothing can be sent in their name.</summary>
    public bool HasRtx { get; init; } = true;

    /// <summary>Whether it requests lost packets although it <see cref="HasRtx">has no RTX</see>.</summary>
    public bool KeepsNack { get; init; }

    /// <summary>The highest layers that it prefers of each video; null for all.</summary>
    public ConsumerLayers? PreferredLayers { get; init; }
}
