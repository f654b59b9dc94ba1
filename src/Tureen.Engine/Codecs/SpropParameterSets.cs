using Tureen.Engine.Primitives;

namespace Tureen.Engine.Codecs;

/// <summary>The parameter sets in the parameter <c>sprop-parameter-sets</c> of an H264 codec (RFC 6184 §8.1), in base 64 between commas.</summary>
internal static class SpropParameterSets
{
    public const string Name = "sprop-parameter-sets";

    /// <summary>The sets; null when there is none that can be read.</summary>
    public static ParameterSetStore? Read(string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            return null;
        }

        var store = new ParameterSetStore();
        Span<byte> set = stackalloc byte[EngineLimits.MaxParameterSetLength];
        ReadOnlySpan<char> text = value;
        int count = 0;
        foreach (Range part in text.Split(','))
        {
            if (count++ == EngineLimits.MaxParameterSets)
            {
                break;
            }

            if (Convert.TryFromBase64Chars(text[part], set, out int length) && length > 0)
            {
                store.Add(set[..length]);
            }
        }

        return store.Count > 0 ? store : null;
    }
}
