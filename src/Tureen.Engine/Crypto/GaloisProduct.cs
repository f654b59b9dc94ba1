using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Tureen.Engine.Crypto;

/// <summary>The sum of the products of eight blocks and the powers of the hash key, two blocks in each vector, before it is reduced.</summary>
internal unsafe struct GaloisProduct
{
    private Vector256<ulong> _low;
    private Vector256<ulong> _middle;
    private Vector256<ulong> _high;

    /// <summary>Adds the products of blocks 2 × <paramref name="pair"/> and the next one; the hash so far goes into the first of all.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(byte* blocks, int pair, AesGcmKey key, Vector128<ulong> hash = default)
    {
        Vector256<byte> reversal = Vector256.Create(
            (byte)15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
        Vector256<ulong> block = Avx2.Shuffle(Vector256.Load(blocks + (32 * pair)), reversal).AsUInt64() ^ hash.ToVector256();
        Vector256<ulong> power = ((Vector256<ulong>*)key.Powers)[pair];
        Vector256<ulong> sum = block ^ Avx2.Shuffle(block.AsInt32(), 0b_01_00_11_10).AsUInt64();
        _low ^= MultiplyLow(block, power);
        _high ^= MultiplyHigh(block, power);
        _middle ^= MultiplyLow(sum, ((Vector256<ulong>*)key.Sums)[pair]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly Vector128<ulong> Reduce() => GaloisHash.Reduce(Fold(_low), Fold(_middle), Fold(_high));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> Fold(Vector256<ulong> value) => value.GetLower() ^ value.GetUpper();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> MultiplyLow(Vector256<ulong> a, Vector256<ulong> b) => Pclmulqdq.V256.IsSupported
        ? Pclmulqdq.V256.CarrylessMultiply(a, b, 0x00)
        : Vector256.Create(
            Pclmulqdq.CarrylessMultiply(a.GetLower(), b.GetLower(), 0x00), Pclmulqdq.CarrylessMultiply(a.GetUpper(), b.GetUpper(), 0x00));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> MultiplyHigh(Vector256<ulong> a, Vector256<ulong> b) => Pclmulqdq.V256.IsSupported
        ? Pclmulqdq.V256.CarrylessMultiply(a, b, 0x11)
        : Vector256.Create(
            Pclmulqdq.CarrylessMultiply(a.GetLower(), b.GetLower(), 0x11), Pclmulqdq.CarrylessMultiply(a.GetUpper(), b.GetUpper(), 0x11));
}
