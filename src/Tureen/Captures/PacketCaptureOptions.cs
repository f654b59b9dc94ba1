namespace Tureen;

/// <summary>What a capture writes besides the datagrams as they are on the wire, and how much. Tureen's own; mediasoup has no captures.</summary>
public sealed record PacketCaptureOptions
{
    /// <summary>
    /// Writes the RTP, RTCP and SCTP packets in the clear too, as a second interface named <c>decrypted</c>; false unless set. The file then has
    /// what the participants say and show, and must be kept as secret as they want that.
    /// </summary>
    public bool IncludeDecrypted { get; init; }

    /// <summary>
    /// Writes the keys of DTLS handshakes that are completed during the capture, so that Wireshark decrypts their records; false unless set. With
    /// the keys anybody can decrypt DTLS and SRTP of the session.
    /// </summary>
    public bool IncludeDtlsKeys { get; init; }

    /// <summary>Bytes of each packet that are written, at least 12; null for all. 64 are enough for the headers of RTP.</summary>
    public int? MaxPacketLength { get; init; }

    /// <summary>Bytes after which the capture ends, at least 4096; 1 GiB unless set.</summary>
    public long MaxFileLength { get; init; } = CaptureLimits.DefaultFileLength;
}
