using System.Text.Json.Serialization;
using Tureen.Ortc;

namespace Tureen;

/// <summary>The state of a data producer (mediasoup DataProducerDump).</summary>
public sealed record DataProducerDump
{
    /// <summary>The data producer's id.</summary>
    public required string Id { get; init; }

    /// <summary>How it carries its messages.</summary>
    public required DataProducerType Type { get; init; }

    /// <summary>Its SCTP stream; null for type direct.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SctpStreamParameters? SctpStreamParameters { get; init; }

    /// <summary>The label of the data channel.</summary>
    public required string Label { get; init; }

    /// <summary>The subprotocol of the data channel.</summary>
    public required string Protocol { get; init; }

    /// <summary>Whether it is paused.</summary>
    public required bool Paused { get; init; }
}
