namespace Tureen.Ortc;

/// <summary>Describes why a codec matches none of the given candidates, for error messages.</summary>
internal static class CodecMismatch
{
    /// <summary>The parameters in which the codec differs from the nearest of its name, with both values.</summary>
    /// <param name="codec">The codec that was given.</param>
    /// <param name="candidates">The codecs that it could have been.</param>
    public static string Describe(RtpCodec codec, IEnumerable<RtpCodec> candidates)
    {
        string[]? nearest = candidates
            .Where(candidate => string.Equals(candidate.MimeType, codec.MimeType, StringComparison.OrdinalIgnoreCase))
            .Select(candidate => Differences(codec, candidate).ToArray())
            .MinBy(static differences => differences.Length);
        return nearest switch
        {
            null => "no codec of this name",
            [] => "its parameters differ",
            _ => string.Join(", ", nearest),
        };
    }

    private static IEnumerable<string> Differences(RtpCodec codec, RtpCodec other)
    {
        if (codec.ClockRate != other.ClockRate)
        {
            yield return $"clockRate is {codec.ClockRate}, not {other.ClockRate}";
        }

        if (codec.Channels != other.Channels)
        {
            yield return $"channels is {codec.Channels?.ToString() ?? "absent"}, not {other.Channels?.ToString() ?? "absent"}";
        }

        // What counts for which codec, and what an absent parameter stands for (RFC 6184, section 8.1; RFC 9628, section 6).
        (string Name, CodecParameterValue Absent)[] parameters = codec.MimeType.ToLowerInvariant() switch
        {
            "video/h264" => [("packetization-mode", 0), ("profile-level-id", "42e01f")],
            "video/vp9" => [("profile-id", 0)],
            "audio/multiopus" => [("num_streams", default), ("coupled_streams", default)],
            _ => [],
        };
        foreach ((string name, CodecParameterValue absent) in parameters)
        {
            CodecParameterValue ours = codec.Parameters[name];
            CodecParameterValue theirs = other.Parameters[name];
            if ((ours.IsFalsy ? absent : ours) != (theirs.IsFalsy ? absent : theirs) && !IsSameProfile(name, codec, other))
            {
                yield return $"{name} is {Text(ours, absent)}, not {Text(theirs, absent)}";
            }
        }
    }

    private static bool IsSameProfile(string name, RtpCodec codec, RtpCodec other) =>
        string.Equals(name, "profile-level-id", StringComparison.Ordinal)
        && H264ProfileLevelId.TryRead(codec.Parameters, out H264ProfileLevelId ours)
        && H264ProfileLevelId.TryRead(other.Parameters, out H264ProfileLevelId theirs)
        && ours.Profile == theirs.Profile;

    /// <summary>Puts a text in quotation marks, because "1" is another value than 1.</summary>
    private static string Text(CodecParameterValue value, CodecParameterValue absent) => value switch
    {
        { IsFalsy: true } when absent.IsFalsy && absent.Kind == CodecParameterValueKind.Undefined => "absent",
        { IsFalsy: true, Kind: CodecParameterValueKind.Undefined } => $"absent ({absent})",
        { Kind: CodecParameterValueKind.String } => $"\"{value}\"",
        _ => $"{value}",
    };
}
