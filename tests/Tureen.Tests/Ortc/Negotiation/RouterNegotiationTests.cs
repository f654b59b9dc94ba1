using Tureen.Ortc;
using static Tureen.Tests.Ortc.Parameters;

namespace Tureen.Tests.Ortc.Negotiation;

public sealed class RouterNegotiationTests
{
    [Fact]
    public void P01_Payload_types_are_given_out_in_order_around_the_forced_ones()
    {
        RtpCapabilities capabilities = RouterNegotiation.GenerateRouterRtpCapabilities(
        [
            Capability("audio/opus", 48000, 2, null, new() { ["useinbandfec"] = 1, ["foo"] = "bar" }),
            Capability("video/VP8", 90000, null, 125, null, Feedback("ignored")),
            Capability(
                "video/H264",
                90000,
                null,
                null,
                new() { ["level-asymmetry-allowed"] = 1, ["profile-level-id"] = "42e01f", ["foo"] = "bar" },
                Feedback("foo", "bar")),
        ]);

        Assert.Equal(
            ["audio/opus 100", "video/VP8 125", "video/rtx 101", "video/H264 102", "video/rtx 103"],
            capabilities.Codecs.Select(codec => $"{codec.MimeType} {codec.PreferredPayloadType}"));
        Assert.Equal([null, null, 125, null, 102], capabilities.Codecs.Select(codec => codec.AssociatedPayloadType));
        Assert.Equal(["useinbandfec", "foo"], capabilities.Codecs[0].Parameters.Names);
        Assert.Equal(
            ["level-asymmetry-allowed", "profile-level-id", "foo"], capabilities.Codecs[3].Parameters.Names);
        Assert.Equal(["nack", "transport-cc"], capabilities.Codecs[0].RtcpFeedback.Select(feedback => feedback.Type));
        Assert.Equal(
            ["nack ", "nack pli", "ccm fir", "goog-remb ", "transport-cc "],
            capabilities.Codecs[3].RtcpFeedback.Select(feedback => $"{feedback.Type} {feedback.Parameter}"));
        Assert.Empty(capabilities.Codecs[4].RtcpFeedback);
        Assert.Equal(18, capabilities.HeaderExtensions.Count);
    }

    [Fact]
    public void No_codecs_give_header_extensions_alone()
    {
        RtpCapabilities capabilities = RouterNegotiation.GenerateRouterRtpCapabilities([]);
        Assert.Empty(capabilities.Codecs);
        Assert.Equal(18, capabilities.HeaderExtensions.Count);
    }

    [Fact]
    public void The_given_codecs_are_not_changed()
    {
        RtpCodecCapability given = new() { MimeType = "audio/PCMU", ClockRate = 8000 };
        string before = OrtcJson.Serialize(given);
        Assert.Equal(0, RouterNegotiation.GenerateRouterRtpCapabilities([given]).Codecs[0].PreferredPayloadType);
        Assert.Equal(before, OrtcJson.Serialize(given));
    }

    [Theory]
    [InlineData("audio/chicken", 48000, 2)]
    [InlineData("audio/opus", 48000, 1)]
    [InlineData("audio/opus", 24000, 2)]
    [InlineData("video/rtx", 90000, null)]
    [InlineData("audio/x-aiff", 8000, null)]
    [InlineData("video/3gpp", 90000, null)]
    public void P02_A_codec_that_is_not_supported_is_refused(string mimeType, int clockRate, int? channels)
        => Assert.Throws<UnsupportedException>(
            () => RouterNegotiation.GenerateRouterRtpCapabilities([Capability(mimeType, clockRate, channels)]));

    [Fact]
    public void P03_Payload_types_run_out()
    {
        MediasoupException error = Assert.Throws<MediasoupException>(() => RouterNegotiation
            .GenerateRouterRtpCapabilities(Enumerable.Repeat(Capability("audio/opus", 48000, 2), 100)));
        Assert.Contains("cannot allocate", error.Message, StringComparison.Ordinal);
        Assert.Equal(
            [100, 127, 96, 99],
            RouterNegotiation.GenerateRouterRtpCapabilities(Enumerable.Repeat(Capability("audio/opus", 48000, 2), 32))
                .Codecs.Select(codec => codec.PreferredPayloadType!.Value).Where((_, i) => i is 0 or 27 or 28 or 31));
    }

    [Fact]
    public void A_payload_type_is_used_once()
    {
        Assert.Throws<MediasoupTypeException>(() => RouterNegotiation.GenerateRouterRtpCapabilities(
            [Capability("audio/opus", 48000, 2), Capability("video/VP8", 90000, null, 100)]));
        Assert.Throws<MediasoupTypeException>(() => RouterNegotiation.GenerateRouterRtpCapabilities(
            [Capability("audio/PCMU", 8000, 1), Capability("audio/PCMU", 8000)]));
        Assert.Throws<MediasoupTypeException>(() => RouterNegotiation.GenerateRouterRtpCapabilities(null!));
        Assert.Throws<MediasoupTypeException>(() => RouterNegotiation.GenerateRouterRtpCapabilities([null!]));
    }

    [Fact]
    public void P05_A_producer_of_another_codec_is_refused()
    {
        RtpCapabilities router = RouterNegotiation.GenerateRouterRtpCapabilities(
            [Capability("audio/opus", 48000, 2), Capability("video/H264", 90000)]);
        RtpParameters parameters = new()
        {
            Codecs = [Codec("video/VP8", 120, 90000, null, null, Feedback("nack"), Feedback("nack", "fir"))],
            Encodings = [new() { Ssrc = 11111111 }],
            Rtcp = new() { Cname = "qwerty1234" },
        };
        RtpValidation.Validate(parameters);

        Assert.Throws<UnsupportedException>(
            () => RouterNegotiation.GetProducerRtpParametersMapping(parameters, router));
    }

    [Fact]
    public void Rtx_needs_its_media_codec_and_the_routers_rtx()
    {
        RtpCapabilities router = RouterNegotiation.GenerateRouterRtpCapabilities([Capability("video/VP8", 90000)]);
        RtpParameters orphan = Producer(Codec("video/rtx", 97, 90000, null, new() { ["apt"] = 96 }));
        Assert.Throws<MediasoupTypeException>(
            () => RouterNegotiation.GetProducerRtpParametersMapping(orphan, router));
        RtpParameters ofItself = Producer(Codec("video/rtx", 97, 90000, null, new() { ["apt"] = 97 }));
        Assert.Throws<MediasoupTypeException>(
            () => RouterNegotiation.GetProducerRtpParametersMapping(ofItself, router));

        router.Codecs.RemoveAll(codec => codec.IsRtx);
        RtpParameters parameters = Producer(
            Codec("video/rtx", 97, 90000, null, new() { ["apt"] = 96 }), Codec("video/VP8", 96, 90000));
        Assert.Throws<UnsupportedException>(
            () => RouterNegotiation.GetProducerRtpParametersMapping(parameters, router));
    }

    [Fact]
    public void Media_codecs_are_mapped_before_rtx_and_ssrcs_count_up()
    {
        RtpCapabilities router = RouterNegotiation.GenerateRouterRtpCapabilities([Capability("video/VP8", 90000)]);
        RtpParameters parameters = Producer(
            Codec("video/rtx", 97, 90000, null, new() { ["apt"] = 96 }), Codec("video/VP8", 96, 90000));
        parameters.Encodings = [new() { Ssrc = 0, Rid = "" }, new() { Rid = "x" }, new() { Ssrc = 5 }];

        RtpMapping mapping = RouterNegotiation.GetProducerRtpParametersMapping(parameters, router, 1000);

        Assert.Equal("""
            {"codecs":[{"payloadType":96,"mappedPayloadType":100},{"payloadType":97,"mappedPayloadType":101}],
            "encodings":[{"mappedSsrc":1000},{"rid":"x","mappedSsrc":1001},{"ssrc":5,"mappedSsrc":1002}]}
            """.ReplaceLineEndings(""), OrtcJson.Serialize(mapping));
        Assert.InRange(
            RouterNegotiation.GetProducerRtpParametersMapping(parameters, router).Encodings[0].MappedSsrc,
            100_000_000u,
            999_999_999u);
    }

    [Fact]
    public void The_capture_time_is_offered_only_if_the_producer_sends_it()
    {
        RtpCapabilities router = RouterNegotiation.GenerateRouterRtpCapabilities([Capability("audio/opus", 48000, 2)]);
        RtpParameters parameters = Producer(Codec("audio/opus", 111, 48000, 2));
        RtpMapping mapping = RouterNegotiation.GetProducerRtpParametersMapping(parameters, router);
        Assert.DoesNotContain(10, ExtensionIds());

        parameters.HeaderExtensions.Add(ExtensionInUse(RtpHeaderExtensionUri.AbsCaptureTime, 13));
        Assert.Equal([1, 4, 6, 10, 11, 12], ExtensionIds());

        int[] ExtensionIds() => [.. RouterNegotiation
            .GetConsumableRtpParameters(MediaKind.Audio, parameters, router, mapping)
            .HeaderExtensions.Select(extension => extension.Id)];
    }

    private static RtpParameters Producer(params RtpCodecParameters[] codecs)
    {
        RtpParameters parameters = new() { Codecs = [.. codecs] };
        RtpValidation.Validate(parameters);
        return parameters;
    }
}
