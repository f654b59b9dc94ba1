using Tureen.Ortc;
using static Tureen.Tests.Ortc.Parameters;

namespace Tureen.Tests.Ortc.Negotiation;

public sealed class CodecMatchingTests
{
    [Fact]
    public void Media_type_clock_rate_and_channels_must_be_equal()
    {
        RtpCodecCapability opus = Capability("audio/opus", 48000, 2);
        Assert.True(CodecMatching.Matches(opus, Capability("AUDIO/OPUS", 48000, 2)));
        Assert.False(CodecMatching.Matches(opus, Capability("audio/opus", 48000, 1)));
        Assert.False(CodecMatching.Matches(opus, Capability("audio/opus", 48000)));
        Assert.False(CodecMatching.Matches(opus, Capability("audio/opus", 24000, 2)));
        Assert.False(CodecMatching.Matches(opus, Capability("audio/multiopus", 48000, 2)));
    }

    [Fact]
    public void Multiopus_compares_streams_even_when_not_strict()
    {
        RtpCodecCapability six = MultiOpus(4, 2);
        Assert.True(CodecMatching.Matches(six, MultiOpus(4, 2)));
        Assert.False(CodecMatching.Matches(six, MultiOpus(2, 2)));
        Assert.False(CodecMatching.Matches(six, MultiOpus(4, 1)));
        Assert.False(CodecMatching.Matches(six, MultiOpus("4", 2)));
        Assert.True(CodecMatching.MatchesAsClient(six, MultiOpus(2, 1)));
    }

    [Fact]
    public void Vp9_profiles_are_compared_strictly_by_type_and_value()
    {
        RtpCodecCapability zero = Capability("video/VP9", 90000);
        Assert.True(Strict(zero, Vp9(0)));
        Assert.True(Strict(zero, Vp9("")));
        Assert.False(Strict(zero, Vp9(2)));
        Assert.True(Strict(Vp9(2), Vp9(2)));
        Assert.False(Strict(Vp9(2), Vp9("2")));
        Assert.True(CodecMatching.Matches(zero, Vp9(2)));
    }

    [Fact]
    public void H264_packetization_is_compared_strictly()
    {
        Assert.True(Strict(H264(0, "42e01f"), H264(null, "42e01f")));
        Assert.False(Strict(H264(1, "42e01f"), H264(null, "42e01f")));
        Assert.False(Strict(H264(1, "42e01f"), H264("1", "42e01f")));
        Assert.True(CodecMatching.Matches(H264(1, "42e01f"), H264(0, "42001f")));
    }

    [Fact]
    public void H264_profiles_are_compared_strictly()
    {
        Assert.True(Strict(H264(1, "42e01f"), H264(1, "42c015")));
        Assert.False(Strict(H264(1, "42e01f"), H264(1, "42001f")));
        Assert.False(Strict(H264(1, "junk"), H264(1, "junk")));
        Assert.True(Strict(H264(1, null), H264(1, "42e01f")));
    }

    [Fact]
    public void The_h264_level_agreed_on_is_written_to_the_first_codec_alone()
    {
        RtpCodecCapability first = H264(1, "42e01f");
        RtpCodecCapability second = H264(1, "42e015");

        Assert.True(CodecMatching.MatchAndModify(first, second));

        Assert.Equal("42e015", first.Parameters["profile-level-id"]);
        second.Parameters["profile-level-id"] = "42e00a";
        Assert.True(CodecMatching.MatchAndModifyBoth(second, first));
        Assert.Equal("42e00a", first.Parameters["profile-level-id"]);
    }

    [Fact]
    public void A_level_that_cannot_be_written_is_removed()
    {
        RtpCodecCapability first = H264(1, "64100b");
        first.Parameters["profile-level-id"] = "";

        Assert.True(CodecMatching.MatchAndModify(first, H264(1, null)));

        Assert.False(first.Parameters.ContainsKey("profile-level-id"));
    }

    [Fact]
    public void All_rtx_codecs_of_a_kind_match()
        => Assert.True(Strict(
            Capability("video/rtx", 90000, null, 97, new() { ["apt"] = 96 }),
            Capability("video/rtx", 90000, null, 102, new() { ["apt"] = 101 })));

    private static bool Strict(RtpCodec codec, RtpCodec other) => CodecMatching.Matches(codec, other, strict: true);

    private static RtpCodecCapability MultiOpus(CodecParameterValue streams, CodecParameterValue coupledStreams)
        => Capability(
            "audio/multiopus", 48000, 6, null, new() { ["num_streams"] = streams, ["coupled_streams"] = coupledStreams });

    private static RtpCodecCapability Vp9(CodecParameterValue profile)
        => Capability("video/VP9", 90000, null, null, new() { ["profile-id"] = profile });

    private static RtpCodecCapability H264(CodecParameterValue? packetizationMode, string? profileLevelId)
    {
        RtpCodecCapability codec = Capability("video/H264", 90000);
        if (packetizationMode is { } mode)
        {
            codec.Parameters["packetization-mode"] = mode;
        }

        if (profileLevelId is not null)
        {
            codec.Parameters["profile-level-id"] = profileLevelId;
        }

        return codec;
    }
}
