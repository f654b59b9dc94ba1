using System.Globalization;

namespace Tureen.Ortc;

/// <summary>The <c>profile-level-id</c> parameter of H.264 (RFC 6184, section 8.1).</summary>
/// <param name="Profile">The profile.</param>
/// <param name="Level">Ten times the level (31 is level 3.1), or <see cref="Level1b"/>.</param>
public readonly record struct H264ProfileLevelId(H264Profile Profile, int Level)
{
    /// <summary>Stands for level 1b, which lies between levels 1 and 1.1.</summary>
    public const int Level1b = 0;

    /// <summary>What counts when an endpoint gives no <c>profile-level-id</c>.</summary>
    public static readonly H264ProfileLevelId Default = new(H264Profile.ConstrainedBaseline, 31);

    // Levels 1 and 1.1 with this bit of profile_iop are level 1b.
    private const int ConstraintSet3 = 0x10;

    // profile_idc, the bits of profile_iop that matter, what they must be, the profile. The first match counts.
    private static readonly (int Idc, int Mask, int Iop, H264Profile Profile)[] Patterns =
    [
        (0x42, 0b0100_1111, 0b0100_0000, H264Profile.ConstrainedBaseline),
        (0x4D, 0b1000_1111, 0b1000_0000, H264Profile.ConstrainedBaseline),
        (0x58, 0b1100_1111, 0b1100_0000, H264Profile.ConstrainedBaseline),
        (0x42, 0b0100_1111, 0b0000_0000, H264Profile.Baseline),
        (0x58, 0b1100_1111, 0b1000_0000, H264Profile.Baseline),
        (0x4D, 0b1010_1111, 0b0000_0000, H264Profile.Main),
        (0x64, 0b1111_1111, 0b0000_0000, H264Profile.High),
        (0x64, 0b1111_1111, 0b0000_1100, H264Profile.ConstrainedHigh),
        (0xF4, 0b1111_1111, 0b0000_0000, H264Profile.PredictiveHigh444),
    ];

    private static readonly int[] Levels = [10, 11, 12, 13, 20, 21, 22, 30, 31, 32, 40, 41, 42, 50, 51, 52];

    /// <summary>Reads six hexadecimal digits.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">Profile and level, if both are known.</param>
    /// <returns>Whether both are known.</returns>
    public static bool TryParse(string? text, out H264ProfileLevelId value)
    {
        value = default;
        if (text is not { Length: 6 }
            || !int.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int number))
        {
            return false;
        }

        int idc = number >> 16;
        int iop = (number >> 8) & 0xFF;
        int level = number & 0xFF;
        if (!Levels.AsSpan().Contains(level))
        {
            return false;
        }

        foreach ((int Idc, int Mask, int Iop, H264Profile Profile) pattern in Patterns)
        {
            if (pattern.Idc == idc && (iop & pattern.Mask) == pattern.Iop)
            {
                bool is1b = level == 11 && (iop & ConstraintSet3) != 0;
                value = new H264ProfileLevelId(pattern.Profile, is1b ? Level1b : level);
                return true;
            }
        }

        return false;
    }

    /// <summary>Reads the profile and level of a codec; without <c>profile-level-id</c> it is the default.</summary>
    /// <param name="parameters">The parameters of an H.264 codec.</param>
    /// <param name="value">Profile and level, if both are known.</param>
    /// <returns>Whether both are known.</returns>
    public static bool TryRead(CodecParameters parameters, out H264ProfileLevelId value)
    {
        CodecParameterValue given = parameters["profile-level-id"];
        if (given.IsFalsy)
        {
            value = Default;
            return true;
        }

        return TryParse(given.AsString(), out value);
    }

    /// <summary>Computes the <c>profile-level-id</c> that two endpoints agree on (RFC 6184, section 8.2.2).</summary>
    /// <param name="local">The parameters of the endpoint whose level counts if the levels may differ.</param>
    /// <param name="remote">The parameters of the other endpoint.</param>
    /// <param name="answer">The text agreed on; null if neither endpoint gives one, or none can be written.</param>
    /// <returns>Whether both are valid and of one profile.</returns>
    public static bool TryAnswer(CodecParameters local, CodecParameters remote, out string? answer)
    {
        answer = null;
        if (local["profile-level-id"].IsFalsy && remote["profile-level-id"].IsFalsy)
        {
            return true;
        }

        if (!TryRead(local, out H264ProfileLevelId ours)
            || !TryRead(remote, out H264ProfileLevelId theirs)
            || ours.Profile != theirs.Profile)
        {
            return false;
        }

        bool levelsMayDiffer = AllowsAsymmetry(local) && AllowsAsymmetry(remote);
        int level = levelsMayDiffer || Rank(ours.Level) <= Rank(theirs.Level) ? ours.Level : theirs.Level;
        answer = new H264ProfileLevelId(ours.Profile, level).ToText();
        return true;
    }

    /// <summary>Writes six hexadecimal digits in the canonical form.</summary>
    /// <returns>The text, or null if the profile has no level 1b.</returns>
    public string? ToText()
    {
        if (Level == Level1b)
        {
            return Profile switch
            {
                H264Profile.ConstrainedBaseline => "42f00b",
                H264Profile.Baseline => "42100b",
                H264Profile.Main => "4d100b",
                _ => null,
            };
        }

        string profile = Profile switch
        {
            H264Profile.ConstrainedBaseline => "42e0",
            H264Profile.Baseline => "4200",
            H264Profile.Main => "4d00",
            H264Profile.ConstrainedHigh => "640c",
            H264Profile.High => "6400",
            _ => "f400",
        };
        return profile + Level.ToString("x2", CultureInfo.InvariantCulture);
    }

    private static int Rank(int level) => level == Level1b ? 105 : level * 10;

    private static bool AllowsAsymmetry(CodecParameters parameters)
    {
        CodecParameterValue value = parameters["level-asymmetry-allowed"];
        return value == 1 || value == "1";
    }
}
