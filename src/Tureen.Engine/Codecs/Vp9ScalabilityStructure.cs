namespace Tureen.Engine.Codecs;

/// <summary>The layers' sizes and the picture group, which key frames bring.</summary>
/// <remarks>
/// RFC 9628 §4.2.1.
/// <code>
/// | N_S |Y|G|RSV| N_S + 1 spatial layers
/// | WIDTH (16), HEIGHT (16) | Y, per spatial layer
/// |      N_G      | G
/// | TID |U| R |RSV| per picture of the group
/// |    P_DIFF     | R times
/// </code>
/// </remarks>
internal static class Vp9ScalabilityStructure
{
    private const int ResolutionLength = 4;

    /// <summary>Moves <paramref name="offset"/> behind the structure; false when the payload ends before.</summary>
    public static bool TrySkip(ReadOnlySpan<byte> payload, ref int offset)
    {
        if (payload.Length <= offset)
        {
            return false;
        }

        byte flags = payload[offset++];
        if ((flags & 0x10) != 0)
        {
            offset += ((flags >> 5) + 1) * ResolutionLength;
        }

        if ((flags & 0x08) == 0)
        {
            return payload.Length >= offset;
        }

        if (payload.Length <= offset)
        {
            return false;
        }

        for (int pictures = payload[offset++]; pictures > 0; pictures--)
        {
            if (payload.Length <= offset)
            {
                return false;
            }

            offset += 1 + ((payload[offset] >> 2) & 0x03);
        }

        return payload.Length >= offset;
    }
}
