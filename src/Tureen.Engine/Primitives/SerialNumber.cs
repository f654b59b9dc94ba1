namespace Tureen.Engine.Primitives;

/// <summary>Comparison of numbers that wrap (RFC 1982; RFC 3550 for sequence numbers and timestamps).</summary>
/// <remarks><c>a</c> is higher than <c>b</c> when it lies at most half the range ahead; exactly half ahead, when it is the larger.</remarks>
internal static class SerialNumber
{
    public static bool IsHigher(byte a, byte b) => IsHigher(a, b, 8);

    public static bool IsHigher(ushort a, ushort b)
    {
        ushort difference = (ushort)(a - b);
        return difference == 0x8000 ? a > b : difference is > 0 and < 0x8000;
    }

    public static bool IsHigher(uint a, uint b)
    {
        uint difference = a - b;
        return difference == 0x80000000 ? a > b : difference is > 0 and < 0x80000000;
    }

    /// <summary>The comparison of numbers of <paramref name="bits"/> bits.</summary>
    public static bool IsHigher(int a, int b, int bits)
    {
        int half = 1 << (bits - 1);
        int difference = (a - b) & ((1 << bits) - 1);
        return difference == half ? a > b : difference > 0 && difference < half;
    }

    public static bool IsLower(ushort a, ushort b) => IsHigher(b, a);

    public static bool IsLower(uint a, uint b) => IsHigher(b, a);
}
