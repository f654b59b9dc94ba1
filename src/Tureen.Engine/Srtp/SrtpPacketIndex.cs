namespace Tureen.Engine.Srtp;

/// <summary>The 48-bit packet index: rollover counter and sequence number (RFC 3711 §3.3.1).</summary>
internal static class SrtpPacketIndex
{
    private const ulong Cycle = 0x1_0000;
    private const ulong HalfCycle = 0x8000;

    /// <summary>The last index that a key may be used for.</summary>
    public const ulong Last = 0xFFFF_FFFF_FFFF;

    /// <summary>The index of the same sequence number one cycle later; false when the key may not be used for it.</summary>
    public static bool TryGetNextCycle(ulong index, out ulong later)
    {
        later = index + Cycle;
        return later <= Last;
    }

    /// <summary>The index nearest to <paramref name="highest"/> that ends in <paramref name="sequenceNumber"/>.</summary>
    /// <remarks>Before the first cycle there is nothing: a number that would lie there lies at the end of the first one.</remarks>
    public static ulong Guess(ulong highest, ushort sequenceNumber)
    {
        ulong index = (highest & ~(Cycle - 1)) | sequenceNumber;
        if (index > highest + HalfCycle && index >= Cycle)
        {
            return index - Cycle;
        }

        if (index + HalfCycle < highest && index + Cycle <= Last)
        {
            return index + Cycle;
        }

        return index;
    }
}
