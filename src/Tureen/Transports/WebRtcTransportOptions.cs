namespace Tureen;

/// <summary>How a WebRtcTransport is made (mediasoup WebRtcTransportOptions).</summary>
public sealed record WebRtcTransportOptions : SctpTransportOptions
{
    /// <summary>Where it listens; the first is preferred by peers. Required unless <see cref="ListenIps"/> is given.</summary>
    public IReadOnlyList<TransportListenInfo>? ListenInfos { get; init; }

    /// <summary>The server whose ports it uses instead of its own; of the same worker.</summary>
    public WebRtcServer? WebRtcServer { get; init; }

    /// <summary>Deprecated: where it listens, for older programs.</summary>
    public IReadOnlyList<TransportListenIp>? ListenIps { get; init; }

    /// <summary>Deprecated: a fixed port for <see cref="ListenIps"/>; 0 for any.</summary>
    public int Port { get; init; }

    /// <summary>Listens on UDP at the <see cref="ListenIps"/>; true unless set.</summary>
    public bool EnableUdp { get; init; } = true;

    /// <summary>Listens on TCP, too, at the <see cref="ListenIps"/> or the server; unless set, true with a server and false without.</summary>
    public bool? EnableTcp { get; init; }

    /// <summary>Prefers UDP candidates.</summary>
    public bool PreferUdp { get; init; }

    /// <summary>Prefers TCP candidates.</summary>
    public bool PreferTcp { get; init; }

    /// <summary>How long the peer may be silent in ICE before it counts as gone; 30 s unless set, zero for ever.</summary>
    public TimeSpan IceConsentTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Accepts a peer whose DTLS certificate is known by SHA-1 fingerprints alone; <see langword="false"/> unless set, because two
    /// certificates with the same SHA-1 hash can be made. Of several fingerprints those of the strongest algorithm count in any case.
    /// </summary>
    public bool AllowSha1Fingerprints { get; init; }

    /// <summary>The first estimation of the bandwidth towards the peer, in bits per second; 600000 unless set.</summary>
    public long InitialAvailableOutgoingBitrate { get; init; } = 600_000;

    /// <summary>The application's own data; empty unless set.</summary>
    public Dictionary<string, object?>? AppData { get; init; }
}
