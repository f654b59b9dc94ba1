using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Tureen.Engine.Crypto;

/// <summary>GHASH (NIST SP 800-38D §6.4) by carry-less multiplication, eight blocks for one reduction, in constant time.</summary>
/// <remarks>
/// Blocks are byte-reversed, and the hash key is multiplied by x once, which makes GHASH the POLYVAL of RFC 8452 (appendix A): products need no shift, and two
/// multiplications by a constant reduce them.
/// </remarks>
internal static unsafe class GaloisHash
{
    /// <summary>Blocks that one reduction serves.</summary>
    public const int Powers = 8;

    /// <summary>The high half of x^128 + x^127 + x^126 + x^121 + 1 without its first term.</summary>
    private const ulong Polynomial = 0xC200_0000_0000_0000;

    /// <summary>Writes the powers 8 to 1 of the hash key, and of each the sum of its halves.</summary>
    public static void Prepare(Vector128<byte> hashKey, Vector128<ulong>* powers, Vector128<ulong>* sums)
    {
        Vector128<ulong> first = MultiplyByX(Reverse(hashKey).AsUInt64());
        Vector128<ulong> power = first;
        for (int i = Powers - 1; i >= 0; i--)
        {
            powers[i] = power;
            sums[i] = power ^ CipherInstructions.Swap(power);
            power = Multiply(power, first);
        }
    }

    /// <summary>The block with its first byte last, and back.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> Reverse(Vector128<byte> block) =>
        CipherInstructions.Shuffle(block, Vector128.Create((byte)15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0));

    /// <summary>Takes at most eight whole blocks.</summary>
    public static Vector128<ulong> Update(Vector128<ulong> hash, byte* blocks, int count, AesGcmKey key)
    {
        GaloisProduct product = default;
        int power = Powers - count;
        for (int i = 0; i < count; i++)
        {
            product.Add(blocks + (16 * i), power + i, key, hash);
            hash = default;
        }

        return count == 0 ? hash : product.Reduce();
    }

    private static Vector128<ulong> MultiplyByX(Vector128<ulong> value)
    {
        ulong low = value.GetElement(0);
        ulong high = value.GetElement(1);
        ulong carry = 0 - (high >> 63);
        return Vector128.Create((low << 1) ^ (carry & 1), (high << 1) ^ (low >> 63) ^ (carry & Polynomial));
    }

    private static Vector128<ulong> Multiply(Vector128<ulong> a, Vector128<ulong> b) => Reduce(
        CipherInstructions.MultiplyLow(a, b),
        CipherInstructions.MultiplyLow(a ^ CipherInstructions.Swap(a), b ^ CipherInstructions.Swap(b)),
        CipherInstructions.MultiplyHigh(a, b));

    /// <summary>The product, given as Karatsuba's three parts, modulo the polynomial.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<ulong> Reduce(Vector128<ulong> low, Vector128<ulong> middle, Vector128<ulong> high)
    {
        Vector128<ulong> polynomial = Vector128.CreateScalar(Polynomial);
        middle ^= low ^ high;
        low ^= CipherInstructions.RaiseLow(middle);
        high ^= CipherInstructions.LowerHigh(middle);
        low = CipherInstructions.Swap(low) ^ CipherInstructions.MultiplyLow(low, polynomial);
        return high ^ CipherInstructions.Swap(low) ^ CipherInstructions.MultiplyLow(low, polynomial);
    }
}
