using Tureen.Ortc;

namespace Tureen.Tests.Ortc.Negotiation;

public sealed class H264ProfileLevelIdTests
{
    [Theory]
    [InlineData("42e01f", H264Profile.ConstrainedBaseline, 31)]
    [InlineData("42E01F", H264Profile.ConstrainedBaseline, 31)]
    [InlineData("42c02a", H264Profile.ConstrainedBaseline, 42)]
    [InlineData("4de01f", H264Profile.ConstrainedBaseline, 31)]
    [InlineData("58f01f", H264Profile.ConstrainedBaseline, 31)]
    [InlineData("42a01f", H264Profile.Baseline, 31)]
    [InlineData("42001f", H264Profile.Baseline, 31)]
    [InlineData("58a01f", H264Profile.Baseline, 31)]
    [InlineData("4d401f", H264Profile.Main, 31)]
    [InlineData("4d0032", H264Profile.Main, 50)]
    [InlineData("64001f", H264Profile.High, 31)]
    [InlineData("640c1f", H264Profile.ConstrainedHigh, 31)]
    [InlineData("640c2a", H264Profile.ConstrainedHigh, 42)]
    [InlineData("f4001f", H264Profile.PredictiveHigh444, 31)]
    [InlineData("42f00b", H264Profile.ConstrainedBaseline, H264ProfileLevelId.Level1b)]
    [InlineData("42100b", H264Profile.Baseline, H264ProfileLevelId.Level1b)]
    [InlineData("42e00b", H264Profile.ConstrainedBaseline, 11)]
    [InlineData("42e00a", H264Profile.ConstrainedBaseline, 10)]
    public void A_known_profile_and_level_is_read(string text, H264Profile profile, int level)
    {
        Assert.True(H264ProfileLevelId.TryParse(text, out H264ProfileLevelId value));
        Assert.Equal(new H264ProfileLevelId(profile, level), value);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" 42e01f")]
    [InlineData("4242e01f")]
    [InlineData("e01f")]
    [InlineData("gggggg")]
    [InlineData("000000")]
    [InlineData("42e000")]
    [InlineData("42e00f")]
    [InlineData("42e0ff")]
    [InlineData("42e11f")]
    [InlineData("58601f")]
    [InlineData("64e01f")]
    [InlineData("+2e01f")]
    public void Anything_else_is_no_value(string? text) => Assert.False(H264ProfileLevelId.TryParse(text, out _));

    [Theory]
    [InlineData(H264Profile.ConstrainedBaseline, 31, "42e01f")]
    [InlineData(H264Profile.Baseline, 10, "42000a")]
    [InlineData(H264Profile.Main, 31, "4d001f")]
    [InlineData(H264Profile.ConstrainedHigh, 42, "640c2a")]
    [InlineData(H264Profile.High, 42, "64002a")]
    [InlineData(H264Profile.PredictiveHigh444, 52, "f40034")]
    [InlineData(H264Profile.ConstrainedBaseline, H264ProfileLevelId.Level1b, "42f00b")]
    [InlineData(H264Profile.Baseline, H264ProfileLevelId.Level1b, "42100b")]
    [InlineData(H264Profile.Main, H264ProfileLevelId.Level1b, "4d100b")]
    [InlineData(H264Profile.High, H264ProfileLevelId.Level1b, null)]
    [InlineData(H264Profile.ConstrainedHigh, H264ProfileLevelId.Level1b, null)]
    public void The_canonical_text_is_written(H264Profile profile, int level, string? text)
        => Assert.Equal(text, new H264ProfileLevelId(profile, level).ToText());

    [Theory]
    [InlineData("42e015", "42e01f", 0, 0, "42e015")]
    [InlineData("42e01f", "42e015", 0, 0, "42e015")]
    [InlineData("42e01f", "42e015", 1, 1, "42e01f")]
    [InlineData("42e015", "42e01f", 1, 1, "42e015")]
    [InlineData("42e01f", "42e015", 1, 0, "42e015")]
    [InlineData("42c01f", "42f01f", 1, 1, "42e01f")]
    [InlineData("42f00b", "42e00a", 0, 0, "42e00a")]
    [InlineData("42f00b", "42e00b", 0, 0, "42f00b")]
    [InlineData("42e00a", null, 0, 0, "42e00a")]
    [InlineData(null, "42e034", 0, 0, "42e01f")]
    [InlineData(null, null, 0, 0, null)]
    public void The_answer_takes_the_level_that_both_can_do(
        string? local, string? remote, int localAsymmetry, int remoteAsymmetry, string? expected)
    {
        Assert.True(H264ProfileLevelId.TryAnswer(
            Codec(local, localAsymmetry), Codec(remote, remoteAsymmetry), out string? answer));
        Assert.Equal(expected, answer);
    }

    [Theory]
    [InlineData("42e01f", "42001f")]
    [InlineData("42e01f", "junk")]
    [InlineData("junk", "junk")]
    [InlineData(null, "4d001f")]
    public void There_is_no_answer_between_profiles_that_differ(string? local, string? remote)
        => Assert.False(H264ProfileLevelId.TryAnswer(Codec(local, 1), Codec(remote, 1), out _));

    [Fact]
    public void Asymmetry_may_be_allowed_by_text()
    {
        CodecParameters local = Codec("42e01f", 0);
        local["level-asymmetry-allowed"] = "1";

        Assert.True(H264ProfileLevelId.TryAnswer(local, Codec("42e015", 1), out string? answer));
        Assert.Equal("42e01f", answer);
    }

    private static CodecParameters Codec(string? profileLevelId, int asymmetry)
    {
        CodecParameters parameters = new() { ["level-asymmetry-allowed"] = asymmetry };
        if (profileLevelId is not null)
        {
            parameters["profile-level-id"] = profileLevelId;
        }

        return parameters;
    }
}
