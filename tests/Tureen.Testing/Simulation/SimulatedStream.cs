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

    /// <summary>Id of the transport-wide sequence number, 0 for none.</summary>
    public int TransportSequenceId { get; init; }

    /// <summary>Id of the abs-send-time, 0 for none.</summary>
    public int AbsSendTimeId { get; init; }
}
