namespace Tureen.Recording.Matroska;

/// <summary>The header of an element in a file.</summary>
/// <param name="Id">What it is.</param>
/// <param name="DataStart">Offset of its data.</param>
/// <param name="Size">Bytes of its data; null if nobody knows.</param>
internal readonly record struct EbmlElement(uint Id, long DataStart, long? Size)
{
    private const int MaxIdLength = 4;
    private const int MaxSizeLength = 8;

    /// <summary>Behind its data.</summary>
    public long End => DataStart + (Size ?? 0);

    /// <summary>Reads the header at the position of a file; false at its end and where there is none.</summary>
    public static bool TryRead(Stream stream, out EbmlElement element)
    {
        element = default;
        if (!TryReadNumber(stream, MaxIdLength, keepsMarker: true, out ulong id, out _)
            || !TryReadNumber(stream, MaxSizeLength, keepsMarker: false, out ulong size, out int length))
        {
            return false;
        }

        bool isUnknown = size == (1UL << (7 * length)) - 1;
        if (!isUnknown && size > long.MaxValue / 2)
        {
            return false;
        }

        element = new EbmlElement((uint)id, stream.Position, isUnknown ? null : (long)size);
        return true;
    }

    private static bool TryReadNumber(Stream stream, int maxLength, bool keepsMarker, out ulong value, out int length)
    {
        value = 0;
        length = 0;
        int first = stream.ReadByte();
        if (first <= 0)
        {
            return false;
        }

        length = System.Numerics.BitOperations.LeadingZeroCount((uint)first) - 23;
        if (length > maxLength)
        {
            return false;
        }

        value = keepsMarker ? (ulong)first : (ulong)first & ((1UL << (8 - length)) - 1);
        for (int i = 1; i < length; i++)
        {
            int next = stream.ReadByte();
            if (next < 0)
            {
                return false;
            }

            value = (value << 8) | (uint)next;
        }

        return true;
    }
}
