namespace Tureen;

/// <summary>How one end of a pipe between two routers is made. SCTP is always on, and everything is encrypted with AEAD_AES_256_GCM.</summary>
public sealed record RouterPipeOptions : SctpTransportOptions
{
    /// <summary>SCTP carries the pipe's own messages, too, and cannot be switched off.</summary>
    public RouterPipeOptions()
    {
        EnableSctp = true;
    }

    /// <summary>
    /// Where it listens, by UDP. The other end sends to this address, or to the announced one, which must be an IP address: a name is not
    /// resolved.
    /// </summary>
    public required TransportListenInfo ListenInfo { get; init; }

    /// <summary>Lost packets are asked for and sent again; true unless set.</summary>
    public bool EnableRtx { get; init; } = true;

    /// <summary>How long the two ends may take from here to reach each other; 30 seconds unless set. Then this end closes itself.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long the other end may be silent, at least 200 ms; 3 seconds unless set. Then this end closes itself. The other end gives six signs
    /// of life in this time, and one each second at least; what else it sends counts, too.
    /// </summary>
    public TimeSpan PeerTimeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>The application's own data for <see cref="RouterPipe.Transport"/>; empty unless set.</summary>
    public Dictionary<string, object?>? AppData { get; init; }
}
