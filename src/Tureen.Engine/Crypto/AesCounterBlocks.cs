using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

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
        CipherInstructions.Shuffle(counter.AsByte(), Vector128.Create((byte)0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 15, 14, 13, 12));

    /// <summary>One block.</summary>
    public static Vector128<byte> Encrypt(Vector128<byte> block, AesGcmKey key)
    {
        Vector128<byte>* last = key.LastRoundKey;
        Vector128<byte>* round = key.RoundKeys;
        block ^= *round;
        for (round++; round < last; round++)
        {
            block = CipherInstructions.Encrypt(block, *round);
        }

        return CipherInstructions.EncryptLast(block, *last);
    }
}
