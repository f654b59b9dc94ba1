namespace Tureen.Ortc;

/// <summary>Determines whether two codecs are the same codec.</summary>
public static class CodecMatching
{
    /// <summary>
    /// Compares two codecs by media type, clock rate and channels, and strictly also by what makes streams of one
    /// codec incompatible. Feedback and <c>apt</c> are not compared, so all RTX codecs of one kind match.
    /// </summary>
    /// <param name="codec">One codec.</param>
    /// <param name="other">The other codec.</param>
    /// <param name="strict">Whether to compare the profiles of H264 and VP9 and the packetization of H264.</param>
    /// <returns>Whether they match.</returns>
    public static bool Matches(RtpCodec codec, RtpCodec other, bool strict = false)
        => Matches(codec, other, strict, compareMultiOpus: true, out _);

    /// <summary>Like <see cref="Matches(RtpCodec, RtpCodec, bool)"/>, strictly, as a client does it.</summary>
    internal static bool MatchesAsClient(RtpCodec codec, RtpCodec other)
        => Matches(codec, other, strict: true, compareMultiOpus: false, out _);

    /// <summary>Compares strictly, and gives <paramref name="codec"/> the H264 level that both agree on.</summary>
    internal static bool MatchAndModify(RtpCodec codec, RtpCodec other)
    {
        if (!Matches(codec, other, strict: true, compareMultiOpus: true, out string? profileLevelId))
        {
            return false;
        }

        SetProfileLevelId(codec, profileLevelId);
        return true;
    }

    /// <summary>Compares strictly, as a client does it, and gives both codecs the H264 level that they agree on.</summary>
    internal static bool MatchAndModifyBoth(RtpCodec codec, RtpCodec other)
    {
        if (!Matches(codec, other, strict: true, compareMultiOpus: false, out string? profileLevelId))
        {
            return false;
        }

        SetProfileLevelId(codec, profileLevelId);
        SetProfileLevelId(other, profileLevelId);
        return true;
    }

    private static bool Matches(
        RtpCodec codec,
        RtpCodec other,
        bool strict,
        bool compareMultiOpus,
        out string? profileLevelId)
    {
        profileLevelId = null;
        if (!Is(codec, other.MimeType) || codec.ClockRate != other.ClockRate || codec.Channels != other.Channels)
        {
            return false;
        }

        CodecParameters a = codec.Parameters;
        CodecParameters b = other.Parameters;
        if (compareMultiOpus && Is(codec, "audio/multiopus"))
        {
            return a["num_streams"] == b["num_streams"] && a["coupled_streams"] == b["coupled_streams"];
        }

        if (strict && Is(codec, "video/H264"))
        {
            return OrZero(a["packetization-mode"]) == OrZero(b["packetization-mode"])
                && H264ProfileLevelId.TryRead(a, out H264ProfileLevelId ours)
                && H264ProfileLevelId.TryRead(b, out H264ProfileLevelId theirs)
                && ours.Profile == theirs.Profile
                && H264ProfileLevelId.TryAnswer(a, b, out profileLevelId);
        }

        return !strict || !Is(codec, "video/VP9") || OrZero(a["profile-id"]) == OrZero(b["profile-id"]);
    }

    private static bool Is(RtpCodec codec, string mimeType)
        => string.Equals(codec.MimeType, mimeType, StringComparison.OrdinalIgnoreCase);

    private static CodecParameterValue OrZero(CodecParameterValue value) => value.IsFalsy ? 0 : value;

    private static void SetProfileLevelId(RtpCodec codec, string? profileLevelId)
    {
        if (!Is(codec, "video/H264"))
        {
            return;
        }

        if (profileLevelId is null)
        {
            codec.Parameters.Remove("profile-level-id");
        }
        else
        {
            codec.Parameters["profile-level-id"] = profileLevelId;
        }
    }
}
