using Tureen.Ortc;

namespace Tureen;

/// <summary>How a PlainTransport is made (mediasoup PlainTransportOptions).</summary>
public sealed record PlainTransportOptions : SctpTransportOptions
{
    /// <summary>Where it listens, by UDP. Required unless <see cref="ListenIp"/> is given.</summary>
    public TransportListenInfo? ListenInfo { get; init; }

    /// <summary>Deprecated: where it listens, for older programs.</summary>
    public TransportListenIp? ListenIp { get; init; }

    /// <summary>Deprecated: a fixed port for <see cref="ListenIp"/>; 0 for any.</summary>
    public int Port { get; init; }

    /// <summary>Where RTCP is received; sets <see cref="RtcpMux"/> to false.</summary>
    public TransportListenInfo? RtcpListenInfo { get; init; }

    /// <summary>RTCP goes with RTP over one port (RFC 5761); true unless set.</summary>
    public bool RtcpMux { get; init; } = true;

    /// <summary>The address of the peer is that of its first packet; false unless set.</summary>
    public bool Comedia { get; init; }

    /// <summary>Media is encrypted; false unless set.</summary>
    public bool EnableSrtp { get; init; }

    /// <summary>The SRTP protection profile. That of the peer overrides it. AES_CM_128_HMAC_SHA1_80 unless set.</summary>
    public SrtpCryptoSuite SrtpCryptoSuite { get; init; } = SrtpCryptoSuite.AesCm128HmacSha1_80;

    /// <summary>The application's own data; empty unless set.</summary>
    public Dictionary<string, object?>? AppData { get; init; }
}
