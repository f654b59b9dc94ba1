using System.Text.Json;
using Tureen.Engine.Forwarding;
using Tureen.Ortc;

namespace Tureen.Fuzz.Scenes;

/// <summary>What the streams of a <see cref="MediaScene"/> are, negotiated once.</summary>
internal static class MediaParameters
{
    public const byte RtxOffset = 1;

    private const string VideoExtensions = """
        { "uri": "urn:ietf:params:rtp-hdrext:sdes:mid", "id": 1 },
        { "uri": "urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id", "id": 2 },
        { "uri": "urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id", "id": 3 },
        { "uri": "http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time", "id": 4 },
        { "uri": "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01", "id": 5 },
        { "uri": "https://aomediacodec.github.io/av1-rtp-spec/#dependency-descriptor-rtp-header-extension", "id": 8 },
        { "uri": "urn:3gpp:video-orientation", "id": 11 },
        { "uri": "urn:ietf:params:rtp-hdrext:toffset", "id": 12 },
        { "uri": "http://www.webrtc.org/experiments/rtp-hdrext/abs-capture-time", "id": 13 },
        { "uri": "http://www.webrtc.org/experiments/rtp-hdrext/playout-delay", "id": 14 }
        """;

    private const string AudioExtensions = """
        { "uri": "urn:ietf:params:rtp-hdrext:sdes:mid", "id": 1 },
        { "uri": "urn:ietf:params:rtp-hdrext:ssrc-audio-level", "id": 10 },
        { "uri": "http://www.webrtc.org/experiments/rtp-hdrext/abs-capture-time", "id": 13 }
        """;

    public static RtpCapabilities Router { get; } = RouterNegotiation.GenerateRouterRtpCapabilities(
    [
        Codec("audio/opus", 48_000, 2),
        Codec("video/VP8", 90_000),
        Codec("video/VP9", 90_000),
        Codec("video/AV1", 90_000),
        Codec("video/H264", 90_000, parameters: new CodecParameters { ["packetization-mode"] = 1, ["profile-level-id"] = "42e01f" }),
    ]);

    public static IReadOnlyList<MediaSource> Sources { get; } =
    [
        Video("vp8", "VP8", 96, [1001, 1003, 1005], "L1T3", ConsumerType.Simulcast),
        Video("vp9", "VP9", 98, [2001], "L3T3", ConsumerType.Svc),
        Video("av1-l1t2", "AV1", 100, [3001], "L1T2", ConsumerType.Svc),
        Video("av1-ksvc", "AV1", 100, [4001], "L3T3_KEY", ConsumerType.Svc),
        Video("h264", "H264", 102, [5001, 5003], "L1T2", ConsumerType.Simulcast),
        Video("vp8-rid", "VP8", 96, [], "L1T2", ConsumerType.Simulcast),
        Audio("opus", 111, 6001),
    ];

    private static MediaSource Video(string id, string codec, int payloadType, uint[] ssrcs, string mode, ConsumerType type)
    {
        string parameters = codec == "H264" ? """ "parameters": { "packetization-mode": 1, "profile-level-id": "42e01f" },""" : string.Empty;
        string encodings = ssrcs.Length > 0
            ? string.Join(',', ssrcs.Select(ssrc => $$"""{ "ssrc": {{ssrc}}, "rtx": { "ssrc": {{ssrc + 1}} }, "scalabilityMode": "{{mode}}" }"""))
            : $$"""{ "rid": "a", "scalabilityMode": "{{mode}}" }, { "rid": "b", "scalabilityMode": "{{mode}}" }""";
        return Source(id, MediaKind.Video, type, $$"""
        {
          "mid": "{{id}}",
          "codecs": [
            {
              "mimeType": "video/{{codec}}", "payloadType": {{payloadType}}, "clockRate": 90000,{{parameters}}
              "rtcpFeedback": [
                { "type": "nack" }, { "type": "nack", "parameter": "pli" }, { "type": "ccm", "parameter": "fir" },
                { "type": "goog-remb" }, { "type": "transport-cc" }
              ]
            },
            { "mimeType": "video/rtx", "payloadType": {{payloadType + RtxOffset}}, "clockRate": 90000, "parameters": { "apt": {{payloadType}} } }
          ],
          "headerExtensions": [{{VideoExtensions}}],
          "encodings": [{{encodings}}],
          "rtcp": { "cname": "fuzz" }
        }
        """);
    }

    private static MediaSource Audio(string id, int payloadType, uint ssrc) => Source(id, MediaKind.Audio, ConsumerType.Simple, $$"""
        {
          "mid": "{{id}}",
          "codecs": [
            {
              "mimeType": "audio/opus", "payloadType": {{payloadType}}, "clockRate": 48000, "channels": 2,
              "parameters": { "useinbandfec": 1, "usedtx": 1 }, "rtcpFeedback": [{ "type": "nack" }]
            }
          ],
          "headerExtensions": [{{AudioExtensions}}],
          "encodings": [{ "ssrc": {{ssrc}}, "dtx": true }],
          "rtcp": { "cname": "fuzz" }
        }
        """);

    private static MediaSource Source(string id, MediaKind kind, ConsumerType type, string json)
    {
        RtpParameters parameters = RtpParameters.FromJson(JsonDocument.Parse(json).RootElement);
        return new MediaSource
        {
            Type = type,
            Producer = new ProducerCoreOptions
            {
                Id = id,
                Kind = kind,
                RtpParameters = parameters,
                RtpMapping = RouterNegotiation.GetProducerRtpParametersMapping(parameters, Router, FirstMappedSsrc(id)),
            },
        };
    }

    /// <summary>Apart for each source, so that one transport can carry them all.</summary>
    private static uint FirstMappedSsrc(string id) => 70_000 + ((uint)id.Sum(static character => character) * 16);

    private static RtpCodecCapability Codec(string mimeType, int clockRate, int? channels = null, CodecParameters? parameters = null) => new()
    {
        Kind = mimeType.StartsWith("audio", StringComparison.Ordinal) ? MediaKind.Audio : MediaKind.Video,
        MimeType = mimeType,
        ClockRate = clockRate,
        Channels = channels,
        Parameters = parameters ?? [],
    };
}
