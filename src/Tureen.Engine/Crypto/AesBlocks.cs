using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Tureen.Engine.Crypto;

/// <summary>Eight counter blocks on their way through the rounds of AES together, because one round takes as long as starting eight of them.</summary>
internal unsafe struct AesBlocks
{
    private Vector128<byte> _a;
    private Vector128<byte> _b;
    private Vector128<byte> _c;
    private Vector128<byte> _d;
    private Vector128<byte> _e;
    private Vector128<byte> _f;
    private Vector128<byte> _g;
    private Vector128<byte> _h;

    /// <summary>The blocks of eight counters, with the first round key.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public AesBlocks(Vector128<uint> counter, AesGcmKey key)
    {
        Vector128<byte> first = *key.RoundKeys;
        _a = AesCounterBlocks.ToBlock(counter) ^ first;
        _b = AesCounterBlocks.ToBlock(AesCounterBlocks.Add(counter, 1)) ^ first;
        _c = AesCounterBlocks.ToBlock(AesCounterBlocks.Add(counter, 2)) ^ first;
        _d = AesCounterBlocks.ToBlock(AesCounterBlocks.Add(counter, 3)) ^ first;
        _e = AesCounterBlocks.ToBlock(AesCounterBlocks.Add(counter, 4)) ^ first;
        _f = AesCounterBlocks.ToBlock(AesCounterBlocks.Add(counter, 5)) ^ first;
        _g = AesCounterBlocks.ToBlock(AesCounterBlocks.Add(counter, 6)) ^ first;
        _h = AesCounterBlocks.ToBlock(AesCounterBlocks.Add(counter, 7)) ^ first;
    }

    /// <summary>One round.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Round(Vector128<byte> key)
    {
        _a = CipherInstructions.Encrypt(_a, key);
        _b = CipherInstructions.Encrypt(_b, key);
        _c = CipherInstructions.Encrypt(_c, key);
        _d = CipherInstructions.Encrypt(_d, key);
        _e = CipherInstructions.Encrypt(_e, key);
        _f = CipherInstructions.Encrypt(_f, key);
        _g = CipherInstructions.Encrypt(_g, key);
        _h = CipherInstructions.Encrypt(_h, key);
    }

    /// <summary>The rounds from <paramref name="round"/> on, but for the last one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Rounds(int round, AesGcmKey key)
    {
        Vector128<byte>* last = key.LastRoundKey;
        for (Vector128<byte>* next = key.RoundKeys + round; next < last; next++)
        {
            Round(*next);
        }
    }

    /// <summary>The last round, and the text xor what comes out of it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Apply(AesGcmKey key, byte* source, byte* destination)
    {
        Vector128<byte> last = *key.LastRoundKey;
        Apply(_a, _b, last, source, destination);
        Apply(_c, _d, last, source + 32, destination + 32);
        Apply(_e, _f, last, source + 64, destination + 64);
        Apply(_g, _h, last, source + 96, destination + 96);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Apply(Vector128<byte> one, Vector128<byte> two, Vector128<byte> last, byte* source, byte* destination)
    {
        one = CipherInstructions.EncryptLast(one, last);
        two = CipherInstructions.EncryptLast(two, last);
        if (Avx2.IsSupported)
        {
            (Vector256.Create(one, two) ^ Vector256.Load(source)).Store(destination);
        }
        else
        {
            one ^= Vector128.Load(source);
            two ^= Vector128.Load(source + 16);
            one.Store(destination);
            two.Store(destination + 16);
        }
    }
}
