namespace Tureen.Engine.Forwarding;

/// <summary>How a peer reports what the path to it carries.</summary>
internal enum PathFeedback : byte
{
    /// <summary>Arrivals by transport-wide numbers.</summary>
    TransportWide,

    /// <summary>Arrivals by the RTP sequence numbers of streams (RFC 8888).</summary>
    Streams,

    /// <summary>Its own estimate (REMB).</summary>
    ReceiverEstimate,
}
