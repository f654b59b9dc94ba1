using System.Text.Json.Nodes;
using Tureen.Ortc;

namespace Tureen.V2;

/// <summary>The codecs of mediasoup v2, in its order. A payload type of -1 is chosen by the room.</summary>
internal static class SupportedCodecs
{
    public const int DynamicPayloadType = -1;

    private const int VideoClockRate = 90_000;

    public static IReadOnlyList<V2Codec> All { get; } =
    [
        Audio("opus", 48_000, channels: 2),
        Audio("PCMU", 8_000, payloadType: 0),
        Audio("PCMA", 8_000, payloadType: 8),
        Audio("ISAC", 32_000),
        Audio("ISAC", 16_000),
        Audio("G722", 8_000, payloadType: 9),
        Audio("iLBC", 8_000),
        Audio("SILK", 24_000),
        Audio("SILK", 16_000),
        Audio("SILK", 12_000),
        Audio("SILK", 8_000),
        Audio("CN", 32_000, payloadType: 13),
        Audio("CN", 16_000, payloadType: 13),
        Audio("CN", 8_000, payloadType: 13),
        Audio("telephone-event", 48_000),
        Audio("telephone-event", 32_000),
        Audio("telephone-event", 16_000),
        Audio("telephone-event", 8_000),
        Video("VP8"),
        Video("VP9"),
        Video("H264", packetizationMode: 0),
        Video("H264", packetizationMode: 1),
        Video("H265"),
    ];

    private static V2Codec Audio(string name, int clockRate, int? channels = null, int payloadType = DynamicPayloadType) => new()
    {
        Kind = MediaKind.Audio,
        Name = name,
        MimeType = "audio/" + name,
        ClockRate = clockRate,
        Channels = channels,
        PayloadType = payloadType,
    };

    private static V2Codec Video(string name, int? packetizationMode = null) => new()
    {
        Kind = MediaKind.Video,
        Name = name,
        MimeType = "video/" + name,
        ClockRate = VideoClockRate,
        PayloadType = DynamicPayloadType,
        RtcpFeedback =
        [
            new JsonObject { ["type"] = "nack" },
            new JsonObject { ["type"] = "nack", ["parameter"] = "pli" },
            new JsonObject { ["type"] = "ccm", ["parameter"] = "fir" },
            new JsonObject { ["type"] = "goog-remb" },
        ],
        Parameters = packetizationMode is { } mode ? new JsonObject { ["packetization-mode"] = mode } : [],
    };
}
