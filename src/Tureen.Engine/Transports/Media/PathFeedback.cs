namespace Tureen.Engine.Transports.Media;

/// <summary>How a peer reports what the path to it carries.</summary>
internal enum PathFeedback : byte
{
    /// <summary>Arrivals by transport-wide numbers.</summary>
    TransportWide,

    /// <summary>Its own estimate (REMB).</summary>
    ReceiverEstimate,
}
