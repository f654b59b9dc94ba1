using Tureen.Ortc;

namespace Tureen.Client;

/// <summary>What a handler is to send, and how.</summary>
public sealed class HandlerSendOptions
{
    /// <summary>The track.</summary>
    public required IMediaStreamTrack Track { get; init; }

    /// <summary>The stream that receivers shall play in step; the handler's own if not given.</summary>
    public string? StreamId { get; init; }

    /// <summary>The encodings, lowest first, already normalised; null or empty for one with the defaults of the media stack.</summary>
    public IReadOnlyList<RtpEncodingParameters>? Encodings { get; init; }

    /// <summary>Options of the codec.</summary>
    public ProducerCodecOptions? CodecOptions { get; init; }

    /// <summary>The codec; the first that fits if not given.</summary>
    public RtpCodecCapability? Codec { get; init; }

    /// <summary>Called with the media stack's sender as soon as it exists.</summary>
    public Action<object>? OnRtpSender { get; init; }
}
