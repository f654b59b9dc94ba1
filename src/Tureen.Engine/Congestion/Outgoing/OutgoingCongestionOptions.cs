using Tureen.Engine.Primitives;

namespace Tureen.Engine.Congestion.Outgoing;

/// <summary>What outgoing congestion control begins with.</summary>
internal sealed record OutgoingCongestionOptions
{
    /// <summary>Available before anything is known.</summary>
    public required Bitrate Initial { get; init; }

    /// <summary>Whether the peer estimates the path itself and reports no arrivals.</summary>
    public bool IsEstimatedByReceiver { get; init; }

    /// <summary>Those of the worker.</summary>
    public CongestionCounters Counters { get; init; } = new();

    /// <summary>The transport-wide number of the packet that was sent last.</summary>
    public ushort NewestSequence { get; init; }
}
