namespace Tureen.Ortc;

/// <summary>The layers of a stream, as a scalability mode such as <c>L3T3_KEY</c> describes them.</summary>
/// <param name="SpatialLayers">The number of spatial layers, 1 to 99.</param>
/// <param name="TemporalLayers">The number of temporal layers, 1 to 99.</param>
/// <param name="Ksvc">Whether spatial layers depend on each other in key frames only.</param>
public readonly record struct ScalabilityMode(int SpatialLayers, int TemporalLayers, bool Ksvc)
{
    /// <summary>Reads a scalability mode.</summary>
    /// <param name="text">
    /// <c>L</c> or <c>S</c>, the spatial layers, <c>T</c>, the temporal layers, and perhaps <c>_KEY</c>; anything may
    /// follow.
    /// </param>
    /// <returns>The layers; one spatial and one temporal layer if the text is not a scalability mode.</returns>
    public static ScalabilityMode Parse(string? text)
    {
        var one = new ScalabilityMode(1, 1, false);
        ReadOnlySpan<char> rest = text;
        if (rest.IsEmpty || rest[0] is not ('L' or 'S'))
        {
            return one;
        }

        rest = rest[1..];
        if (!TryReadCount(ref rest, out int spatial) || rest.IsEmpty || rest[0] != 'T')
        {
            return one;
        }

        rest = rest[1..];
        return TryReadCount(ref rest, out int temporal)
            ? new ScalabilityMode(spatial, temporal, rest.StartsWith("_KEY", StringComparison.Ordinal))
            : one;
    }

    private static bool TryReadCount(ref ReadOnlySpan<char> text, out int count)
    {
        count = 0;
        if (text.IsEmpty || text[0] is < '1' or > '9')
        {
            return false;
        }

        int length = text.Length > 1 && char.IsAsciiDigit(text[1]) ? 2 : 1;
        foreach (char digit in text[..length])
        {
            count = (count * 10) + (digit - '0');
        }

        text = text[length..];
        return true;
    }
}
