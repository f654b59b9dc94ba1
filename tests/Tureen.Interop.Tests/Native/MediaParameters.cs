using System.Globalization;
using System.Text.Json.Nodes;

namespace Tureen.Interop.Tests.Native;

/// <summary>RTP parameters of producers.</summary>
internal static class MediaParameters
{
    public const byte OpusType = 111;
    public const byte Vp8Type = 96;
    public const byte Vp9Type = 98;
    public const byte Av1Type = 45;

    /// <summary>The id of the dependency descriptor's header extension.</summary>
    public const int DependencyDescriptorId = 8;

    private static int _lastMid;

    public static JsonObject Opus(uint ssrc) => Create(
        [$$$"""{"mimeType":"audio/opus","payloadType":{{{OpusType}}},"clockRate":48000,"channels":2,"parameters":{},"rtcpFeedback":[]}"""],
        [new JsonObject { ["ssrc"] = ssrc }]);

    public static JsonObject Vp8(params uint[] ssrcs) => Create([Video("VP8", Vp8Type)], [.. ssrcs.Select(ssrc => new JsonObject { ["ssrc"] = ssrc })]);

    public static JsonObject Vp9(uint ssrc, string scalabilityMode) => Create(
        [Video("VP9", Vp9Type, """{"profile-id":0}""")], [new JsonObject { ["ssrc"] = ssrc, ["scalabilityMode"] = scalabilityMode }]);

    public static JsonObject Av1(uint ssrc, string scalabilityMode)
    {
        JsonObject parameters = Create([Video("AV1", Av1Type)], [new JsonObject { ["ssrc"] = ssrc, ["scalabilityMode"] = scalabilityMode }]);
        parameters["headerExtensions"] = new JsonArray(new JsonObject
        {
            ["uri"] = "https://aomediacodec.github.io/av1-rtp-spec/#dependency-descriptor-rtp-header-extension",
            ["id"] = DependencyDescriptorId,
        });
        return parameters;
    }

    /// <summary>Two encodings of different codecs.</summary>
    public static JsonObject Mixed(uint vp8Ssrc, uint vp9Ssrc) => Create(
        [Video("VP8", Vp8Type), Video("VP9", Vp9Type, """{"profile-id":0}""")],
        [
            new JsonObject { ["ssrc"] = vp8Ssrc, ["codecPayloadType"] = Vp8Type },
            new JsonObject { ["ssrc"] = vp9Ssrc, ["codecPayloadType"] = Vp9Type },
        ]);

    private static string Video(string name, byte payloadType, string parameters = "{}") =>
        $$$"""{"mimeType":"video/{{{name}}}","payloadType":{{{payloadType}}},"clockRate":90000,"parameters":{{{parameters}}},"rtcpFeedback":[{"type":"nack"},{"type":"nack","parameter":"pli"}]}""";

    private static JsonObject Create(string[] codecs, JsonObject[] encodings) => new()
    {
        ["mid"] = "m" + Interlocked.Increment(ref _lastMid).ToString(CultureInfo.InvariantCulture),
        ["codecs"] = new JsonArray([.. codecs.Select(static codec => JsonNode.Parse(codec))]),
        ["headerExtensions"] = new JsonArray(),
        ["encodings"] = new JsonArray([.. encodings]),
        ["rtcp"] = new JsonObject { ["cname"] = "name" },
    };
}
