namespace Tureen.Testing.Simulation.Congestion.Receivers;

/// <summary>How a receiver reports what the path to it carries.</summary>
internal enum FeedbackKind
{
    /// <summary>Arrivals by transport-wide numbers.</summary>
    TransportWide,

    /// <summary>Arrivals by the RTP sequence numbers of streams (RFC 8888).</summary>
    Streams,

    /// <summary>Its own estimate (REMB), made by the engine's own generator.</summary>
    Estimate,
}
