using Tureen.Ortc;

namespace Tureen;

/// <summary>Where the peer of a PlainTransport is, and its SRTP key.</summary>
public sealed record PlainTransportConnectOptions
{
    /// <summary>Its IP address. Required unless its address is found by its packets (comedia).</summary>
    public string? Ip { get; init; }

    /// <summary>Its port for RTP, 1 to 65535. Required unless comedia.</summary>
    public int? Port { get; init; }

    /// <summary>Its port for RTCP. Required without rtcpMux, and must not be given with it.</summary>
    public int? RtcpPort { get; init; }

    /// <summary>Its SRTP parameters. Required with SRTP, and must not be given without.</summary>
    public SrtpParameters? SrtpParameters { get; init; }

    /// <summary>
    /// Nothing is sent to the address before a packet has come from there, so that nobody can have media sent to somebody who
    /// does not want it; false unless set. Has no effect with comedia. Tureen's own; mediasoup has no such option.
    /// </summary>
    public bool ConfirmRemote { get; init; }
}
