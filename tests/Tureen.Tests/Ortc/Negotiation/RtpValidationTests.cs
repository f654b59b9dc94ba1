using Tureen.Ortc;

namespace Tureen.Tests.Ortc.Negotiation;

public sealed class RtpValidationTests
{
    [Theory]
    [InlineData("""[]""")]
    [InlineData("""123""")]
    [InlineData("""null""")]
    [InlineData("""{"codecs":{}}""")]
    [InlineData("""{"codecs":"foo"}""")]
    [InlineData("""{"codecs":[null]}""")]
    [InlineData("""{"codecs":[{}]}""")]
    [InlineData("""{"codecs":[{"mimeType":"chicken/VP8","clockRate":90000}]}""")]
    [InlineData("""{"codecs":[{"mimeType":"video/","clockRate":90000}]}""")]
    [InlineData("""{"codecs":[{"mimeType":7,"clockRate":90000}]}""")]
    [InlineData("""{"codecs":[{"mimeType":"video/VP8"}]}""")]
    [InlineData("""{"codecs":[{"mimeType":"video/VP8","clockRate":"90000"}]}""")]
    [InlineData("""{"codecs":[{"mimeType":"video/VP8","clockRate":90000,"preferredPayloadType":"96"}]}""")]
    [InlineData("""{"codecs":[{"mimeType":"video/VP8","clockRate":90000,"preferredPayloadType":300}]}""")]
    [InlineData("""{"codecs":[{"mimeType":"video/VP8","clockRate":90000,"parameters":{"foo":null}}]}""")]
    [InlineData("""{"codecs":[{"mimeType":"video/VP8","clockRate":90000,"parameters":{"foo":true}}]}""")]
    [InlineData("""{"codecs":[{"mimeType":"video/VP8","clockRate":90000,"parameters":{"foo":{}}}]}""")]
    [InlineData("""{"codecs":[{"mimeType":"video/VP8","clockRate":90000,"parameters":{"foo":[1]}}]}""")]
    [InlineData("""{"codecs":[{"mimeType":"video/rtx","clockRate":90000,"parameters":{"apt":"96"}}]}""")]
    [InlineData("""{"codecs":[{"mimeType":"video/VP8","clockRate":90000,"rtcpFeedback":[null]}]}""")]
    [InlineData("""{"codecs":[{"mimeType":"video/VP8","clockRate":90000,"rtcpFeedback":[{}]}]}""")]
    [InlineData("""{"codecs":[{"mimeType":"video/VP8","clockRate":90000,"rtcpFeedback":[{"type":1}]}]}""")]
    [InlineData("""{"headerExtensions":{"a":1}}""")]
    [InlineData("""{"headerExtensions":[{"uri":"u","preferredId":1}]}""")]
    [InlineData("""{"headerExtensions":[{"kind":"chicken","uri":"u","preferredId":1}]}""")]
    [InlineData("""{"headerExtensions":[{"kind":"audio","uri":"","preferredId":1}]}""")]
    [InlineData("""{"headerExtensions":[{"kind":"audio","preferredId":1}]}""")]
    [InlineData("""{"headerExtensions":[{"kind":"audio","uri":"u"}]}""")]
    [InlineData("""{"headerExtensions":[{"kind":"audio","uri":"u","preferredId":"1"}]}""")]
    [InlineData("""{"headerExtensions":[{"kind":"audio","uri":"u","preferredId":1,"preferredEncrypt":"x"}]}""")]
    [InlineData("""{"headerExtensions":[{"kind":"audio","uri":"u","preferredId":1,"direction":5}]}""")]
    public void Wrong_capabilities_are_a_type_error(string json)
        => Assert.Throws<MediasoupTypeException>(() => RtpValidation.Validate(OrtcJson.Deserialize<RtpCapabilities>(json)));

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"codecs":null}""")]
    [InlineData("""{"codecs":{}}""")]
    [InlineData("""{"codecs":[],"mid":7}""")]
    [InlineData("""{"codecs":[],"msid":{"a":1}}""")]
    [InlineData("""{"codecs":[{"mimeType":"video/VP8","clockRate":90000}]}""")]
    [InlineData("""{"codecs":[{"mimeType":"video/VP8","clockRate":90000,"payloadType":"96"}]}""")]
    [InlineData("""{"codecs":[{"mimeType":"video/VP8","clockRate":90000,"payloadType":-1}]}""")]
    [InlineData("""{"codecs":[{"mimeType":"video/VP8","clockRate":90000,"payloadType":96.5}]}""")]
    [InlineData("""{"codecs":[],"headerExtensions":"x"}""")]
    [InlineData("""{"codecs":[],"headerExtensions":[{"id":1}]}""")]
    [InlineData("""{"codecs":[],"headerExtensions":[{"uri":"u"}]}""")]
    [InlineData("""{"codecs":[],"headerExtensions":[{"uri":"u","id":"1"}]}""")]
    [InlineData("""{"codecs":[],"headerExtensions":[{"uri":"u","id":1,"encrypt":"yes"}]}""")]
    [InlineData("""{"codecs":[],"headerExtensions":[{"uri":"u","id":1,"parameters":{"a":false}}]}""")]
    [InlineData("""{"codecs":[],"encodings":{"a":1}}""")]
    [InlineData("""{"codecs":[],"encodings":[null]}""")]
    [InlineData("""{"codecs":[],"encodings":[{"ssrc":"1111"}]}""")]
    [InlineData("""{"codecs":[],"encodings":[{"ssrc":-1}]}""")]
    [InlineData("""{"codecs":[],"encodings":[{"ssrc":4294967296}]}""")]
    [InlineData("""{"codecs":[],"encodings":[{"rid":5}]}""")]
    [InlineData("""{"codecs":[],"encodings":[{"rtx":5}]}""")]
    [InlineData("""{"codecs":[],"encodings":[{"rtx":{}}]}""")]
    [InlineData("""{"codecs":[],"encodings":[{"rtx":{"ssrc":"5"}}]}""")]
    [InlineData("""{"codecs":[],"encodings":[{"scalabilityMode":3}]}""")]
    [InlineData("""{"codecs":[],"rtcp":5}""")]
    [InlineData("""{"codecs":[],"rtcp":{"cname":5}}""")]
    [InlineData("""{"codecs":[],"mid":"\ud800"}""")]
    [InlineData("""{"codecs":[],"encodings":[{"maxBitrate":1e99}]}""")]
    [InlineData("""{"codecs":""")]
    public void Wrong_parameters_are_a_type_error(string json)
        => Assert.Throws<MediasoupTypeException>(() => RtpValidation.Validate(OrtcJson.Deserialize<RtpParameters>(json)));

    [Fact]
    public void Falsy_optional_members_count_as_not_given()
    {
        RtpParameters parameters = OrtcJson.Deserialize<RtpParameters>("""
            {"mid":null,"msid":0,"codecs":[{"mimeType":"audio/opus","clockRate":48000,"payloadType":100,
             "channels":"2","parameters":"x","rtcpFeedback":"y"}],
             "headerExtensions":null,"encodings":[{"ssrc":0,"rid":"","rtx":0,"dtx":"yes","scalabilityMode":false}],
             "rtcp":0}
            """);
        RtpValidation.Validate(parameters);

        JsonAssert.Same(
            System.Text.Json.Nodes.JsonNode.Parse("""
                {"codecs":[{"mimeType":"audio/opus","clockRate":48000,"payloadType":100,"channels":1,
                 "parameters":{},"rtcpFeedback":[]}],"headerExtensions":[],
                 "encodings":[{"ssrc":0,"rid":"","dtx":false}],"rtcp":{"reducedSize":true}}
                """),
            System.Text.Json.Nodes.JsonNode.Parse(OrtcJson.Serialize(parameters)));
    }

    [Fact]
    public void A_given_reducedSize_of_false_becomes_true()
    {
        RtpParameters parameters = OrtcJson.Deserialize<RtpParameters>("""{"codecs":[],"rtcp":{"reducedSize":false}}""");
        RtpValidation.Validate(parameters);
        Assert.True(parameters.Rtcp.ReducedSize);
    }

    [Fact]
    public void Capabilities_get_their_defaults()
    {
        RtpCapabilities capabilities = OrtcJson.Deserialize<RtpCapabilities>("""
            {"codecs":[{"kind":"audio","mimeType":"VIDEO/VP8","clockRate":90000,"channels":2,
             "parameters":{"foo":222.222,"bar":""},"rtcpFeedback":[{"type":"nack"}]}],
             "headerExtensions":[{"kind":"audio","uri":"u","preferredId":1}]}
            """);
        RtpValidation.Validate(capabilities);

        JsonAssert.Same(
            System.Text.Json.Nodes.JsonNode.Parse("""
                {"codecs":[{"kind":"video","mimeType":"VIDEO/VP8","clockRate":90000,
                 "parameters":{"foo":222.222,"bar":""},"rtcpFeedback":[{"type":"nack","parameter":""}]}],
                 "headerExtensions":[{"kind":"audio","uri":"u","preferredId":1,"preferredEncrypt":false,
                 "direction":"sendrecv"}]}
                """),
            System.Text.Json.Nodes.JsonNode.Parse(OrtcJson.Serialize(capabilities)));
        Assert.Throws<MediasoupTypeException>(() => RtpValidation.Validate(capabilities, requirePayloadTypes: true));
    }

    [Fact]
    public void An_undefined_parameter_becomes_an_empty_string()
    {
        RtpCodecCapability codec = Parameters.Capability("video/VP8", 90000, null, null, new() { ["foo"] = default });
        RtpValidation.Validate(codec);
        Assert.Equal("", codec.Parameters["foo"]);
    }

    [Fact]
    public void Nothing_at_all_is_a_type_error()
    {
        Assert.Throws<MediasoupTypeException>(() => RtpValidation.Validate((RtpParameters?)null));
        Assert.Throws<MediasoupTypeException>(() => RtpValidation.Validate((RtpCapabilities?)null));
        Assert.Throws<MediasoupTypeException>(() => RtpValidation.Validate((SctpStreamParameters?)null));
        Assert.Throws<MediasoupTypeException>(() => ConsumerNegotiation.CanConsume(new() { Codecs = [] }, null!));
    }

    [Theory]
    [InlineData("""{"streamId":1}""", true)]
    [InlineData("""{"streamId":1,"ordered":true}""", true)]
    [InlineData("""{"streamId":1,"ordered":false}""", false)]
    [InlineData("""{"streamId":1,"ordered":"no"}""", true)]
    [InlineData("""{"streamId":1,"maxRetransmits":3}""", false)]
    [InlineData("""{"streamId":1,"maxRetransmits":0}""", true)]
    [InlineData("""{"streamId":1,"ordered":true,"maxRetransmits":0}""", true)]
    [InlineData("""{"streamId":1,"maxPacketLifeTime":3,"maxRetransmits":0}""", false)]
    [InlineData("""{"streamId":1,"ordered":false,"maxPacketLifeTime":3}""", false)]
    public void The_order_of_a_stream_follows_its_limits(string json, bool ordered)
    {
        SctpStreamParameters parameters = OrtcJson.Deserialize<SctpStreamParameters>(json);
        RtpValidation.Validate(parameters);
        Assert.Equal(ordered, parameters.Ordered);
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""7""")]
    [InlineData("""{"streamId":"1"}""")]
    [InlineData("""{"streamId":-1}""")]
    [InlineData("""{"streamId":1,"maxPacketLifeTime":"3"}""")]
    [InlineData("""{"streamId":1,"maxRetransmits":{}}""")]
    [InlineData("""{"streamId":1,"maxPacketLifeTime":3,"maxRetransmits":3}""")]
    [InlineData("""{"streamId":1,"ordered":true,"maxPacketLifeTime":3}""")]
    [InlineData("""{"streamId":1,"ordered":true,"maxRetransmits":3}""")]
    public void Wrong_stream_parameters_are_a_type_error(string json)
        => Assert.Throws<MediasoupTypeException>(
            () => RtpValidation.Validate(OrtcJson.Deserialize<SctpStreamParameters>(json)));

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"numStreams":5}""")]
    [InlineData("""{"numStreams":{"OS":5}}""")]
    [InlineData("""{"numStreams":{"OS":5,"MIS":"5"}}""")]
    public void Wrong_sctp_capabilities_are_a_type_error(string json)
        => Assert.Throws<MediasoupTypeException>(
            () => RtpValidation.Validate(OrtcJson.Deserialize<SctpCapabilities>(json)));
}
