namespace Tureen.Ortc;

/// <summary>A codec that both a client and its router know, with the numbers of both sides.</summary>
public sealed class ExtendedRtpCodec
{
    /// <summary>The kind of media.</summary>
    public required MediaKind Kind { get; init; }

    /// <summary>The media type, as the client writes it.</summary>
    public required string MimeType { get; init; }

    /// <summary>The clock rate, in hertz.</summary>
    public required int ClockRate { get; init; }

    /// <summary>The number of channels, for audio.</summary>
    public int? Channels { get; init; }

    /// <summary>The payload type of the client.</summary>
    public required int LocalPayloadType { get; init; }

    /// <summary>The payload type of the client's RTX codec, if both sides have one.</summary>
    public int? LocalRtxPayloadType { get; internal set; }

    /// <summary>The payload type of the router.</summary>
    public required int RemotePayloadType { get; init; }

    /// <summary>The payload type of the router's RTX codec, if both sides have one.</summary>
    public int? RemoteRtxPayloadType { get; internal set; }

    /// <summary>The parameters of the client.</summary>
    public required CodecParameters LocalParameters { get; init; }

    /// <summary>The parameters of the router.</summary>
    public required CodecParameters RemoteParameters { get; init; }

    /// <summary>The feedback mechanisms that both sides know, in the client's order.</summary>
    public required List<RtcpFeedback> RtcpFeedback { get; init; }
}
