namespace Tureen.Testing.Simulation;

/// <summary>How a simulated stream is named on the wire.</summary>
internal sealed record SimulatedStream
{
    public required uint Ssrc { get; init; }

    public required uint RtxSsrc { get; init; }

    public required byte PayloadType { get; init; }

    public required byte RtxPayloadType { get; init; }

    public required string Mid { get; init; }

    public int MidId { get; init; } = 1;
}
