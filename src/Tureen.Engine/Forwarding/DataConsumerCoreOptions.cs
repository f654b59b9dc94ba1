using Tureen.Ortc;

namespace Tureen.Engine.Forwarding;

/// <summary>What a data consumer is made of, with its stream already chosen.</summary>
internal sealed record DataConsumerCoreOptions
{
    public required string Id { get; init; }

    public required DataConsumerType Type { get; init; }

    /// <summary>With their defaults resolved; null for type direct.</summary>
    public SctpStreamParameters? SctpStreamParameters { get; init; }

    public string Label { get; init; } = string.Empty;

    public string Protocol { get; init; } = string.Empty;

    public bool Paused { get; init; }

    public IReadOnlyList<ushort> Subchannels { get; init; } = [];

    /// <summary>The other end of the pipe that it goes into; nothing is sent before it has accepted it; null where there is none.</summary>
    public IFarEnd? FarEnd { get; init; }
}
