using Tureen.Ortc;

namespace Tureen;

/// <summary>How a consumer is made (mediasoup ConsumerOptions).</summary>
public sealed record ConsumerOptions
{
    /// <summary>The id of a producer of the same router.</summary>
    public required string ProducerId { get; init; }

    /// <summary>What the peer can receive. Copied.</summary>
    public required RtpCapabilities RtpCapabilities { get; init; }

    /// <summary>Begins paused. Advised for video: resume when the peer is ready, so that it sees the first key frame.</summary>
    public bool Paused { get; init; }

    /// <summary>The MID (RFC 9143), unique in the transport; a running number unless set.</summary>
    public string? Mid { get; init; }

    /// <summary>The layers to send at most; the highest unless set. For simulcast and SVC.</summary>
    public ConsumerLayers? PreferredLayers { get; init; }

    /// <summary>Repairs losses by retransmission; true for video and false for audio unless set.</summary>
    public bool? EnableRtx { get; init; }

    /// <summary>Does not forward Opus packets of discontinuous transmission.</summary>
    public bool IgnoreDtx { get; init; }

    /// <summary>Forwards all streams of the producer as they are.</summary>
    public bool Pipe { get; init; }

    /// <summary>
    /// Sends with the payload types and the ids of header extensions that <see cref="RtpCapabilities"/> prefer, instead of the router's: for a receiver
    /// that made an offer and expects its own numbers, as in WHEP. Not with <see cref="Pipe"/>. mediasoup has no such option.
    /// </summary>
    public bool UsePreferredNumbers { get; init; }

    /// <summary>The application's own data; empty unless set.</summary>
    public Dictionary<string, object?>? AppData { get; init; }
}
