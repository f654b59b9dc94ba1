using Tureen.Ortc;

namespace Tureen;

/// <summary>How a producer is made (mediasoup ProducerOptions).</summary>
public sealed record ProducerOptions
{
    /// <summary>Its id; a random UUID unless set.</summary>
    public string? Id { get; init; }

    /// <summary>Audio or video.</summary>
    public required MediaKind Kind { get; init; }

    /// <summary>What the peer sends. Copied.</summary>
    public required RtpParameters RtpParameters { get; init; }

    /// <summary>Begins paused.</summary>
    public bool Paused { get; init; }

    /// <summary>The least time between two requests for a key frame of one stream; zero unless set. For video.</summary>
    public TimeSpan KeyFrameRequestDelay { get; init; }

    /// <summary>Numbers the packets by the header extension <c>urn:mediasoup:params:rtp-hdrext:packet-id</c>.</summary>
    public bool EnableMediasoupPacketIdHeaderExtension { get; init; }

    /// <summary>The application's own data; empty unless set.</summary>
    public Dictionary<string, object?>? AppData { get; init; }
}
