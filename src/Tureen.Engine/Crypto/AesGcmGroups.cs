using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Tureen.Engine.Crypto;

/// <summary>The loops of AES-GCM over groups of eight blocks: the hash's multiplications stand between AES's rounds, because the processor does both at once.</summary>
/// <remarks>They are not inlined: in a caller, the compiler might no longer inline the rounds themselves, and the blocks would leave the registers.</remarks>
internal static unsafe class AesGcmGroups
{
    /// <summary>Bytes of a group.</summary>
    public const int Length = GaloisHash.Powers * 16;

    /// <summary>Encrypts whole groups and returns the hash with them. A group is hashed while the next one is encrypted.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static Vector128<ulong> Seal(
        AesGcmKey key, Vector128<uint> counter, Vector128<ulong> hash, byte* source, byte* destination, int groups)
    {
        var blocks = new AesBlocks(counter, key);
        blocks.Rounds(1, key);
        blocks.Apply(key, source, destination);
        for (int i = 1; i < groups; i++)
        {
            counter = AesCounterBlocks.Add(counter, GaloisHash.Powers);
            source += Length;
            hash = Transform(key, counter, hash, destination, source, destination + Length);
            destination += Length;
        }

        GaloisProduct product = default;
        product.AddPair(destination, 0, key, hash);
        product.AddPair(destination, 1, key);
        product.AddPair(destination, 2, key);
        product.AddPair(destination, 3, key);
        return product.Reduce();
    }

    /// <summary>Hashes and decrypts whole groups.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static Vector128<ulong> Open(
        AesGcmKey key, Vector128<uint> counter, Vector128<ulong> hash, byte* source, byte* destination, int groups)
    {
        for (int i = 0; i < groups; i++)
        {
            hash = Transform(key, counter, hash, source, source, destination);
            counter = AesCounterBlocks.Add(counter, GaloisHash.Powers);
            source += Length;
            destination += Length;
        }

        return hash;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> Transform(
        AesGcmKey key, Vector128<uint> counter, Vector128<ulong> hash, byte* hashed, byte* source, byte* destination)
    {
        GaloisProduct product = default;
        var blocks = new AesBlocks(counter, key);
        blocks.Round(key.RoundKeys[1]);
        product.AddPair(hashed, 0, key, hash);
        blocks.Round(key.RoundKeys[2]);
        blocks.Round(key.RoundKeys[3]);
        product.AddPair(hashed, 1, key);
        blocks.Round(key.RoundKeys[4]);
        blocks.Round(key.RoundKeys[5]);
        product.AddPair(hashed, 2, key);
        blocks.Round(key.RoundKeys[6]);
        blocks.Round(key.RoundKeys[7]);
        product.AddPair(hashed, 3, key);
        blocks.Round(key.RoundKeys[8]);
        hash = product.Reduce();
        blocks.Rounds(9, key);
        blocks.Apply(key, source, destination);
        return hash;
    }
}
