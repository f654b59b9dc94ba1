using System.Text.Json.Serialization;
using Tureen.Ortc;

namespace Tureen;

/// <summary>The state of a producer (mediasoup ProducerDump).</summary>
public sealed record ProducerDump
{
    /// <summary>The producer's id.</summary>
    public required string Id { get; init; }

    /// <summary>Audio or video.</summary>
    public required MediaKind Kind { get; init; }

    /// <summary>How its streams are made.</summary>
    public required ProducerType Type { get; init; }

    /// <summary>What it sends; each encoding with its payload type.</summary>
    public required RtpParameters RtpParameters { get; init; }

    /// <summary>How the router renumbers what it sends.</summary>
    public required RtpMapping RtpMapping { get; init; }

    /// <summary>Its streams that have sent something.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<RtpStreamDump>? RtpStreams { get; init; }

    /// <summary>What is traced.</summary>
    public required IReadOnlyList<ProducerTraceEventType> TraceEventTypes { get; init; }

    /// <summary>Whether it is paused.</summary>
    public required bool Paused { get; init; }
}
