using System.Text.Json;
using Tureen.Ortc;

namespace Tureen.Tests.Ortc.Negotiation;

public sealed class ProducerValidationTests
{
    private const string Vp8 = """{"mimeType":"video/VP8","payloadType":96,"clockRate":90000}""";
    private const string Vp9 = """{"mimeType":"video/VP9","payloadType":98,"clockRate":90000}""";
    private const string Rtx = """{"mimeType":"video/rtx","payloadType":97,"clockRate":90000,"parameters":{"apt":96}}""";

    [Theory]
    [InlineData(Vp8, """{"ssrc":1}""", ProducerType.Simple)]
    [InlineData(Vp9, """{"ssrc":1}""", ProducerType.Simple)]
    [InlineData(Vp8, """{"ssrc":1,"scalabilityMode":"L1T3"}""", ProducerType.Svc)]
    [InlineData(Vp9, """{"ssrc":1,"scalabilityMode":"L3T3_KEY"}""", ProducerType.Svc)]
    [InlineData(Vp8 + "," + Rtx, """{"rid":"a"},{"rid":"b","scalabilityMode":"L1T3"}""", ProducerType.Simulcast)]
    public void The_type_follows_the_encodings(string codecs, string encodings, ProducerType type)
    {
        RtpParameters parameters = Parameters(codecs, encodings);
        Assert.Equal(type, Check(parameters));
        Assert.All(
            parameters.Encodings,
            encoding => Assert.Equal(parameters.Codecs[0].PayloadType, encoding.CodecPayloadType));
    }

    [Theory]
    [InlineData("", """{"ssrc":1}""")]
    [InlineData(Vp8, "")]
    [InlineData(Vp8, "{}")]
    [InlineData(Vp8, """{"ssrc":0,"rid":""}""")]
    [InlineData(Vp8 + "," + Vp8, """{"ssrc":1}""")]
    [InlineData(Rtx, """{"ssrc":1}""")]
    [InlineData(Vp9 + "," + Rtx, """{"ssrc":1}""")]
    [InlineData("""{"mimeType":"video/rtx","payloadType":97,"clockRate":90000},""" + Vp8, """{"ssrc":1}""")]
    [InlineData("""{"mimeType":"audio/opus","payloadType":97,"clockRate":48000}""", """{"ssrc":1}""")]
    [InlineData(Vp8, """{"ssrc":1,"codecPayloadType":99}""")]
    [InlineData(Vp8 + "," + Rtx, """{"ssrc":1,"codecPayloadType":97}""")]
    [InlineData(Vp8, """{"ssrc":1},{}""")]
    [InlineData(Vp8, """{"ssrc":1},{"ssrc":2,"scalabilityMode":"L2T1"}""")]
    public void Parameters_that_contradict_themselves_are_a_type_error(string codecs, string encodings)
        => Assert.Throws<MediasoupTypeException>(() => Check(Parameters(codecs, encodings)));

    [Fact]
    public void Codecs_get_the_usual_spelling_of_their_types()
    {
        RtpParameters parameters = Parameters(Vp8.Replace("video/VP8", "Video/vp8", StringComparison.Ordinal) + "," + Rtx, """{"ssrc":1}""");
        Check(parameters);
        Assert.Equal(["video/VP8", "video/rtx"], parameters.Codecs.Select(codec => codec.MimeType));
    }

    [Fact]
    public void A_mid_can_stand_for_the_ssrc_of_a_single_encoding()
    {
        RtpParameters parameters = Parameters(Vp8, "{}");
        parameters.Mid = "0";
        Assert.Equal(ProducerType.Simple, Check(parameters));
    }

    [Fact]
    public void An_extension_with_id_0_is_a_type_error()
    {
        RtpParameters parameters = Parameters(Vp8, """{"ssrc":1}""");
        parameters.HeaderExtensions.Add(new() { Uri = "u", Id = 0 });
        Assert.Throws<MediasoupTypeException>(() => Check(parameters));
    }

    [Fact]
    public void The_mapping_must_fit()
    {
        RtpParameters parameters = Parameters(Vp8, """{"ssrc":1}""");
        Assert.Throws<MediasoupTypeException>(
            () => ProducerValidation.Check(MediaKind.Video, parameters, new()));
        Assert.Throws<MediasoupTypeException>(() => ProducerValidation.Check(
            MediaKind.Video, parameters, new() { Encodings = [new() { MappedSsrc = 0 }] }));
    }

    [Theory]
    [MemberData(nameof(RecordedNegotiationTests.Cases), MemberType = typeof(RecordedNegotiationTests))]
    public void What_browsers_send_is_accepted(string browser, string name)
    {
        JsonElement recorded = BrowserFixture.ServerCase(browser, name);
        RtpParameters parameters = BrowserFixture.Get<RtpParameters>(recorded, "normalizedRtpParameters");
        MediaKind kind = WireEnum.Parse<MediaKind>(recorded.GetProperty("kind").GetString());
        RtpMapping mapping = BrowserFixture.Get<RtpMapping>(recorded, "rtpMapping");

        ProducerType expected = name.Contains("simulcast", StringComparison.Ordinal) ? ProducerType.Simulcast
            : name.Contains("svc", StringComparison.Ordinal) ? ProducerType.Svc
            : ProducerType.Simple;
        Assert.Equal(expected, ProducerValidation.Check(kind, parameters, mapping));
    }

    private static RtpParameters Parameters(string codecs, string encodings)
    {
        RtpParameters parameters =
            OrtcJson.Deserialize<RtpParameters>($$"""{"codecs":[{{codecs}}],"encodings":[{{encodings}}]}""");
        RtpValidation.Validate(parameters);
        return parameters;
    }

    private static ProducerType Check(RtpParameters parameters)
        => ProducerValidation.Check(MediaKind.Video, parameters, new()
        {
            Encodings = [.. parameters.Encodings.Select((_, i) => new RtpEncodingMapping { MappedSsrc = 1 + (uint)i })],
        });
}
