using System.Runtime.Intrinsics;

namespace Tureen.Engine.Crypto;

/// <summary>All that one key needs, in eight cache lines: 15 round keys and their number, eight powers of the hash key and the sums of their halves.</summary>
internal readonly unsafe struct AesGcmKey
{
    public const int Length = SumsOffset + (GaloisHash.Powers * 16);

    /// <summary>Of a cache line, so that no vector lies in two.</summary>
    public const int Alignment = 64;

    private const int RoundsOffset = AesKeySchedule.MaxRoundKeys * 16;
    private const int PowersOffset = RoundsOffset + 16;
    private const int SumsOffset = PowersOffset + (GaloisHash.Powers * 16);

    private readonly byte* _memory;

    /// <summary>Prepares <paramref name="key"/> in memory that is aligned, does not move and outlives this view.</summary>
    public AesGcmKey(byte* memory, ReadOnlySpan<byte> key)
    {
        _memory = memory;
        *(int*)(memory + RoundsOffset) = AesKeySchedule.Expand(key, RoundKeys);
        GaloisHash.Prepare(AesCounterBlocks.Encrypt(default, this), Powers, Sums);
    }

    public Vector128<byte>* RoundKeys => (Vector128<byte>*)_memory;

    public Vector128<byte>* LastRoundKey => RoundKeys + *(int*)(_memory + RoundsOffset);

    /// <summary>The powers 8 to 1 of the hash key.</summary>
    public Vector128<ulong>* Powers => (Vector128<ulong>*)(_memory + PowersOffset);

    /// <summary>Of each power the sum of its halves.</summary>
    public Vector128<ulong>* Sums => (Vector128<ulong>*)(_memory + SumsOffset);
}
