namespace Tureen;

/// <summary>How a WebRtcServer is made (mediasoup WebRtcServerOptions).</summary>
public sealed record WebRtcServerOptions
{
    /// <summary>Where it listens, by UDP and TCP; the first is preferred by peers. At least one.</summary>
    public required IReadOnlyList<TransportListenInfo> ListenInfos { get; init; }

    /// <summary>The application's own data; empty unless set.</summary>
    public Dictionary<string, object?>? AppData { get; init; }
}
