using Tureen.Ortc;

namespace Tureen.Engine.Forwarding;

/// <summary>What a data producer is made of.</summary>
internal sealed record DataProducerCoreOptions
{
    public required string Id { get; init; }

    public required DataProducerType Type { get; init; }

    /// <summary>With their defaults resolved; null for type direct.</summary>
    public SctpStreamParameters? SctpStreamParameters { get; init; }

    public string Label { get; init; } = string.Empty;

    public string Protocol { get; init; } = string.Empty;

    public bool Paused { get; init; }

    /// <summary>The other end of the pipe that it comes from; null where there is none.</summary>
    public IFarEnd? FarEnd { get; init; }
}
