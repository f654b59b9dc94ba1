using Tureen.Ortc;
using static Tureen.Tests.Ortc.Parameters;

namespace Tureen.Tests.Ortc.Negotiation;

/// <summary>Error messages name the value and the reason.</summary>
public sealed class CodecMismatchTests
{
    [Fact]
    public void Opus_without_channels_is_refused_with_the_channels()
    {
        UnsupportedException error = Assert.Throws<UnsupportedException>(
            () => RouterNegotiation.GenerateRouterRtpCapabilities([Capability("audio/opus", 48000)]));

        Assert.Equal("media codec not supported [mimeType:audio/opus]: channels is 1, not 2", error.Message);
    }

    [Theory]
    [InlineData("video/VP7", 90000, "no codec of this name")]
    [InlineData("video/VP8", 48000, "clockRate is 48000, not 90000")]
    public void A_codec_that_no_router_has_is_named_with_the_reason(string mimeType, int clockRate, string reason)
    {
        UnsupportedException error = Assert.Throws<UnsupportedException>(
            () => RouterNegotiation.GenerateRouterRtpCapabilities([Capability(mimeType, clockRate)]));

        Assert.EndsWith($"[mimeType:{mimeType}]: {reason}", error.Message, StringComparison.Ordinal);
    }

    /// <summary>H.264 of small boards: neither profile nor packetization mode is given, which is mode 0 (RFC 6184, section 8.1).</summary>
    [Fact]
    public void An_absent_packetization_mode_is_0_and_named_where_the_router_has_1()
    {
        RtpParameters sent = new()
        {
            Codecs = [Codec("video/H264", 96, 90_000)],
            Encodings = [new RtpEncodingParameters { Ssrc = 1 }],
        };
        RtpValidation.Validate(sent);
        RtpCapabilities one = RouterNegotiation.GenerateRouterRtpCapabilities(
            [Capability("video/H264", 90_000, null, null, new() { ["packetization-mode"] = 1, ["profile-level-id"] = "42e01f" })]);
        UnsupportedException error = Assert.Throws<UnsupportedException>(() => RouterNegotiation.GetProducerRtpParametersMapping(sent, one));
        Assert.Equal("unsupported codec [mimeType:video/H264, payloadType:96]: packetization-mode is absent (0), not 1", error.Message);

        foreach (CodecParameters router in (CodecParameters[])[[], new() { ["packetization-mode"] = 0 }, new() { ["profile-level-id"] = "42e01f" }])
        {
            RtpCapabilities zero = RouterNegotiation.GenerateRouterRtpCapabilities([Capability("video/H264", 90_000, null, null, router)]);
            Assert.Single(RouterNegotiation.GetProducerRtpParametersMapping(sent.Clone(), zero).Codecs);
        }
    }

    [Fact]
    public void A_text_where_a_number_is_meant_and_another_profile_are_named()
    {
        RtpCodecCapability router = Capability("video/H264", 90_000, null, 101, new() { ["packetization-mode"] = 1, ["profile-level-id"] = "4d0032" });
        RtpCodecCapability other = Capability("video/H264", 90_000, null, 101, new() { ["packetization-mode"] = "1", ["profile-level-id"] = "42e01f" });

        Assert.Equal(
            "packetization-mode is \"1\", not 1, profile-level-id is \"42e01f\", not \"4d0032\"", CodecMismatch.Describe(other, [router]));
    }

    [Theory]
    [InlineData("opus", "invalid codec.mimeType 'opus', not audio/… or video/…")]
    [InlineData("audio/", "invalid codec.mimeType 'audio/', the name is missing")]
    public void A_wrong_mime_type_is_named(string mimeType, string message) => Assert.Equal(
        message, Assert.Throws<MediasoupTypeException>(() => RtpValidation.Validate(Capability(mimeType, 48000))).Message);

    [Fact]
    public void A_number_out_of_range_is_named_with_the_range()
    {
        RtpParameters parameters = new() { Codecs = [Codec("audio/opus", 128, 48000, 2)] };

        Assert.Equal(
            "invalid codec.payloadType 128, not from 0 to 127",
            Assert.Throws<MediasoupTypeException>(() => RtpValidation.Validate(parameters)).Message);
    }
}
