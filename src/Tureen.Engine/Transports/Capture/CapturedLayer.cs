namespace Tureen.Engine.Transports.Capture;

/// <summary>Which form of a packet is captured.</summary>
internal enum CapturedLayer
{
    /// <summary>A datagram, or a frame of a TCP connection, as it is on the wire.</summary>
    Wire,

    /// <summary>An RTP or RTCP packet in the clear.</summary>
    Media,

    /// <summary>An SCTP packet in the clear.</summary>
    Sctp,
}
