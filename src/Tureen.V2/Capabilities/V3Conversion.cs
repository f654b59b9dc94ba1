using System.Text.Json.Nodes;
using Tureen.Ortc;

namespace Tureen.V2;

/// <summary>Parts of parameters as the v3 API has them.</summary>
internal static class V3Conversion
{
    /// <exception cref="MediasoupTypeException">A value is neither text nor number.</exception>
    public static CodecParameters Parameters(JsonObject parameters) => CodecParameters.FromJson(parameters.ToElement());

    /// <exception cref="MediasoupTypeException">An entry is malformed.</exception>
    public static List<RtcpFeedback> Feedback(JsonArray? feedback) =>
        [.. (feedback ?? []).Select(static entry => ToFeedback(entry as JsonObject))];

    public static RtpCodecParameters Codec(V2Codec codec, MediaKind kind) => new()
    {
        MimeType = codec.MimeType ?? $"{kind.ToText()}/{codec.Name}",
        PayloadType = codec.PayloadType,
        ClockRate = codec.ClockRate,
        Channels = kind == MediaKind.Audio ? codec.Channels ?? 1 : null,
        Parameters = Parameters(codec.Parameters),
        RtcpFeedback = Feedback(codec.RtcpFeedback),
    };

    private static RtcpFeedback ToFeedback(JsonObject? fields)
    {
        string type = fields?.Text("type") ?? throw new MediasoupTypeException("invalid rtcpFeedback");
        return new RtcpFeedback { Type = type, Parameter = fields.Text("parameter") ?? string.Empty };
    }
}
