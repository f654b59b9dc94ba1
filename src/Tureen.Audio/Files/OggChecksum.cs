namespace Tureen.Audio.Files;

/// <summary>The checksum of a page (RFC 3533 §6): a CRC with the polynomial 0x04C11DB7, the highest bit first.</summary>
internal static class OggChecksum
{
    private const uint Polynomial = 0x04C1_1DB7;
    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(static value => Step((uint)value << 24, 8))];

    public static uint Of(uint before, ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes)
        {
            before = (before << 8) ^ Table[(before >> 24) ^ value];
        }

        return before;
    }

    private static uint Step(uint value, int bits) =>
        bits == 0 ? value : Step((value << 1) ^ ((value & 0x8000_0000) != 0 ? Polynomial : 0), bits - 1);
}
