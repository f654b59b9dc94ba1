using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Tureen.Engine.Crypto;

/// <summary>The sum of the products of blocks and powers of the hash key before it is reduced, by Karatsuba's three parts.</summary>
/// <remarks>Where the processor multiplies two pairs at once, two blocks are in each vector.</remarks>
internal unsafe struct GaloisProduct
{
    private Vector128<ulong> _low;
    private Vector128<ulong> _middle;
    private Vector128<ulong> _high;
    private Vector256<ulong> _wideLow;
    private Vector256<ulong> _wideMiddle;
    private Vector256<ulong> _wideHigh;

    private static bool IsWide => Pclmulqdq.V256.IsSupported && Avx2.IsSupported;

    /// <summary>Adds one block; <paramref name="hash"/> is the hash so far for the first, and zero for the others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(byte* block, int power, AesGcmKey key, Vector128<ulong> hash)
    {
        Vector128<ulong> value = GaloisHash.Reverse(Vector128.Load(block)).AsUInt64() ^ hash;
        Vector128<ulong> factor = key.Powers[power];
        _low ^= CipherInstructions.MultiplyLow(value, factor);
        _high ^= CipherInstructions.MultiplyHigh(value, factor);
        _middle ^= CipherInstructions.MultiplyLow(value ^ CipherInstructions.Swap(value), key.Sums[power]);
    }

    /// <summary>Adds two blocks of a group of eight.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddPair(byte* group, int pair, AesGcmKey key, Vector128<ulong> hash = default)
    {
        if (IsWide)
        {
            AddWide(group, pair, key, hash);
            return;
        }

        Add(group + (32 * pair), 2 * pair, key, hash);
        Add(group + (32 * pair) + 16, (2 * pair) + 1, key, default);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly Vector128<ulong> Reduce() => IsWide
        ? GaloisHash.Reduce(Fold(_wideLow) ^ _low, Fold(_wideMiddle) ^ _middle, Fold(_wideHigh) ^ _high)
        : GaloisHash.Reduce(_low, _middle, _high);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> Fold(Vector256<ulong> value) => value.GetLower() ^ value.GetUpper();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void AddWide(byte* group, int pair, AesGcmKey key, Vector128<ulong> hash)
    {
        Vector256<byte> reversal = Vector256.Create(
            (byte)15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
        Vector256<ulong> value = Avx2.Shuffle(Vector256.Load(group + (32 * pair)), reversal).AsUInt64() ^ hash.ToVector256();
        Vector256<ulong> factor = ((Vector256<ulong>*)key.Powers)[pair];
        Vector256<ulong> sum = value ^ Avx2.Shuffle(value.AsInt32(), 0b_01_00_11_10).AsUInt64();
        _wideLow ^= Pclmulqdq.V256.CarrylessMultiply(value, factor, 0x00);
        _wideHigh ^= Pclmulqdq.V256.CarrylessMultiply(value, factor, 0x11);
        _wideMiddle ^= Pclmulqdq.V256.CarrylessMultiply(sum, ((Vector256<ulong>*)key.Sums)[pair], 0x00);
    }
}
