using Tureen.Ortc;

namespace Tureen.Tests.Ortc;

/// <summary>Short forms of parameters for tables of tests.</summary>
internal static class Parameters
{
    public static RtpCodecCapability Capability(
        string mimeType,
        int clockRate,
        int? channels = null,
        int? payloadType = null,
        CodecParameters? parameters = null,
        params RtcpFeedback[] feedback)
        => new()
        {
            MimeType = mimeType,
            Kind = mimeType.StartsWith("video/", StringComparison.Ordinal) ? MediaKind.Video : MediaKind.Audio,
            ClockRate = clockRate,
            Channels = channels,
            PreferredPayloadType = payloadType,
            Parameters = parameters ?? [],
            RtcpFeedback = [.. feedback],
        };

    public static RtpCodecParameters Codec(
        string mimeType,
        int payloadType,
        int clockRate,
        int? channels = null,
        CodecParameters? parameters = null,
        params RtcpFeedback[] feedback)
        => new()
        {
            MimeType = mimeType,
            PayloadType = payloadType,
            ClockRate = clockRate,
            Channels = channels,
            Parameters = parameters ?? [],
            RtcpFeedback = [.. feedback],
        };

    public static RtcpFeedback Feedback(string type, string? parameter = null)
        => new() { Type = type, Parameter = parameter };

    public static RtpHeaderExtension Extension(MediaKind kind, string uri, int id)
        => new() { Kind = kind, Uri = uri, PreferredId = id };

    public static RtpHeaderExtensionParameters ExtensionInUse(string uri, int id) => new() { Uri = uri, Id = id };
}
