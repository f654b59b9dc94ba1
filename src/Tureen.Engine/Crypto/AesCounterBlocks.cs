using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Tureen.Engine.Crypto;

/// <summary>Counter blocks (NIST SP 800-38D §6.5) and their encryption.</summary>
/// <remarks>A counter block is kept with its last word in the processor's byte order, so that adding to it is one instruction.</remarks>
internal static unsafe class AesCounterBlocks
{
    /// <summary>The block of counter 1.</summary>
    public static Vector128<uint> First(ReadOnlySpan<byte> nonce)
    {
        Span<byte> block = stackalloc byte[16];
        nonce[..AesGcmCipher.NonceLength].CopyTo(block);
        BinaryPrimitives.WriteUInt32LittleEndian(block[12..], 1);
        return Vector128.Create<byte>(block).AsUInt32();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<uint> Add(Vector128<uint> counter, uint blocks) => counter + Vector128.Create(0, 0, 0, blocks);

    /// <summary>The block as it is encrypted: its last word in network order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> ToBlock(Vector128<uint> counter) =>
        Ssse3.Shuffle(counter.AsByte(), Vector128.Create((byte)0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 15, 14, 13, 12));

    /// <summary>One block.</summary>
    public static Vector128<byte> Encrypt(Vector128<byte> block, AesGcmKey key)
    {
        Vector128<byte>* last = key.LastRoundKey;
        Vector128<byte>* round = key.RoundKeys;
        block ^= *round;
        for (round++; round < last; round++)
        {
            block = Aes.Encrypt(block, *round);
        }

        return Aes.EncryptLast(block, *last);
    }

    /// <summary>The encrypted blocks of eight counters, two in each vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Encrypt(
        Vector128<uint> counter,
        AesGcmKey roundKeys,
        out Vector256<byte> first,
        out Vector256<byte> second,
        out Vector256<byte> third,
        out Vector256<byte> fourth)
    {
        Vector128<byte>* round = roundKeys.RoundKeys;
        Vector128<byte>* last = roundKeys.LastRoundKey;
        Vector128<byte> key = *round;
        Vector128<byte> a = ToBlock(counter) ^ key;
        Vector128<byte> b = ToBlock(Add(counter, 1)) ^ key;
        Vector128<byte> c = ToBlock(Add(counter, 2)) ^ key;
        Vector128<byte> d = ToBlock(Add(counter, 3)) ^ key;
        Vector128<byte> e = ToBlock(Add(counter, 4)) ^ key;
        Vector128<byte> f = ToBlock(Add(counter, 5)) ^ key;
        Vector128<byte> g = ToBlock(Add(counter, 6)) ^ key;
        Vector128<byte> h = ToBlock(Add(counter, 7)) ^ key;
        for (round++; round < last; round++)
        {
            key = *round;
            a = Aes.Encrypt(a, key);
            b = Aes.Encrypt(b, key);
            c = Aes.Encrypt(c, key);
            d = Aes.Encrypt(d, key);
            e = Aes.Encrypt(e, key);
            f = Aes.Encrypt(f, key);
            g = Aes.Encrypt(g, key);
            h = Aes.Encrypt(h, key);
        }

        key = *last;
        first = Vector256.Create(Aes.EncryptLast(a, key), Aes.EncryptLast(b, key));
        second = Vector256.Create(Aes.EncryptLast(c, key), Aes.EncryptLast(d, key));
        third = Vector256.Create(Aes.EncryptLast(e, key), Aes.EncryptLast(f, key));
        fourth = Vector256.Create(Aes.EncryptLast(g, key), Aes.EncryptLast(h, key));
    }
}
