namespace Tureen.Engine.Transports;

/// <summary>What a WebRtcTransport is made of.</summary>
internal sealed record WebRtcTransportCoreOptions
{
    public required string Id { get; init; }

    /// <summary>Where it listens by itself; without effect with a server.</summary>
    public IReadOnlyList<IceListenOptions> Listens { get; init; } = [];

    /// <summary>Whose sockets it uses instead of its own.</summary>
    public WebRtcServerCore? Server { get; init; }

    public IceProtocolUse Protocols { get; init; } = IceProtocolUse.All;

    /// <summary>Zero disables; otherwise clamped to 10..60 s (RFC 7675).</summary>
    public TimeSpan IceConsentTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>SHA-1 fingerprints of the peer's certificate count, too.</summary>
    public bool AllowSha1Fingerprints { get; init; }

    /// <summary>Bits per second.</summary>
    public long InitialAvailableOutgoingBitrate { get; init; } = 600_000;

    public DataTransportOptions Data { get; init; } = new() { IsDataChannel = true };
}
