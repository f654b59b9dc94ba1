using System.Text.Json.Nodes;
using Tureen.Ortc;

namespace Tureen.Tests.Ortc.Negotiation;

public sealed class SupportedRtpCapabilitiesTests
{
    [Fact]
    public void Altering_the_result_does_not_change_the_next_one()
    {
        string before = OrtcJson.Serialize(SupportedRtpCapabilities.Get());
        RtpCapabilities capabilities = SupportedRtpCapabilities.Get();
        capabilities.Codecs[1].Parameters["num_streams"] = 77;
        capabilities.Codecs[0].RtcpFeedback.Clear();
        capabilities.HeaderExtensions[0].PreferredId = 99;
        capabilities.Codecs.RemoveAt(3);

        Assert.Equal(before, OrtcJson.Serialize(SupportedRtpCapabilities.Get()));
    }

    [Fact]
    public void What_the_table_leaves_out_is_absent()
    {
        RtpCapabilities capabilities = SupportedRtpCapabilities.Get();

        JsonAssert.Same(
            JsonNode.Parse("""
                {"kind":"audio","mimeType":"audio/PCMU","preferredPayloadType":0,"clockRate":8000,
                 "rtcpFeedback":[{"type":"transport-cc"}]}
                """),
            JsonNode.Parse(OrtcJson.Serialize(capabilities.Codecs[4])));
        JsonAssert.Same(
            JsonNode.Parse("""{"kind":"audio","mimeType":"audio/telephone-event","clockRate":8000}"""),
            JsonNode.Parse(OrtcJson.Serialize(capabilities.Codecs[20])));
    }

    [Fact]
    public void All_codecs_and_extensions_are_there()
    {
        RtpCapabilities capabilities = SupportedRtpCapabilities.Get();

        Assert.Equal(21, capabilities.Codecs.Count(static codec => codec.Kind == MediaKind.Audio));
        Assert.Equal(18, capabilities.HeaderExtensions.Count);
        string[] video = [.. capabilities.Codecs.Where(static codec => codec.Kind == MediaKind.Video).Select(static codec => codec.MimeType)];
        Assert.Equal(["video/VP8", "video/VP9", "video/H264", "video/AV1"], video.Take(4));
    }
}
