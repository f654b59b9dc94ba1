using System.Runtime.Intrinsics;

namespace Tureen.Engine.Crypto;

/// <summary>The round keys of AES (FIPS 197 §5.2), computed without tables.</summary>
internal static unsafe class AesKeySchedule
{
    /// <summary>The round keys of the longest key.</summary>
    public const int MaxRoundKeys = 15;

    /// <summary>Writes the round keys of a key of 16 or 32 bytes; returns the number of rounds, one less than that of the round keys.</summary>
    public static int Expand(ReadOnlySpan<byte> key, Vector128<byte>* roundKeys)
    {
        switch (key.Length)
        {
            case 16:
                Expand128(Vector128.Create(key), roundKeys);
                return 10;
            case 32:
                Expand256(Vector128.Create(key), Vector128.Create(key[16..]), roundKeys);
                return 14;
            default:
                throw new ArgumentException("An AES key has 16 or 32 bytes here.", nameof(key));
        }
    }

    private static void Expand128(Vector128<byte> key, Vector128<byte>* roundKeys)
    {
        roundKeys[0] = key;
        roundKeys[1] = key = Mix(key, CipherInstructions.SubstituteRotated(key, 0x01));
        roundKeys[2] = key = Mix(key, CipherInstructions.SubstituteRotated(key, 0x02));
        roundKeys[3] = key = Mix(key, CipherInstructions.SubstituteRotated(key, 0x04));
        roundKeys[4] = key = Mix(key, CipherInstructions.SubstituteRotated(key, 0x08));
        roundKeys[5] = key = Mix(key, CipherInstructions.SubstituteRotated(key, 0x10));
        roundKeys[6] = key = Mix(key, CipherInstructions.SubstituteRotated(key, 0x20));
        roundKeys[7] = key = Mix(key, CipherInstructions.SubstituteRotated(key, 0x40));
        roundKeys[8] = key = Mix(key, CipherInstructions.SubstituteRotated(key, 0x80));
        roundKeys[9] = key = Mix(key, CipherInstructions.SubstituteRotated(key, 0x1B));
        roundKeys[10] = Mix(key, CipherInstructions.SubstituteRotated(key, 0x36));
    }

    private static void Expand256(Vector128<byte> even, Vector128<byte> odd, Vector128<byte>* roundKeys)
    {
        roundKeys[0] = even;
        roundKeys[1] = odd;
        roundKeys[2] = even = Mix(even, CipherInstructions.SubstituteRotated(odd, 0x01));
        roundKeys[3] = odd = MixOdd(odd, even);
        roundKeys[4] = even = Mix(even, CipherInstructions.SubstituteRotated(odd, 0x02));
        roundKeys[5] = odd = MixOdd(odd, even);
        roundKeys[6] = even = Mix(even, CipherInstructions.SubstituteRotated(odd, 0x04));
        roundKeys[7] = odd = MixOdd(odd, even);
        roundKeys[8] = even = Mix(even, CipherInstructions.SubstituteRotated(odd, 0x08));
        roundKeys[9] = odd = MixOdd(odd, even);
        roundKeys[10] = even = Mix(even, CipherInstructions.SubstituteRotated(odd, 0x10));
        roundKeys[11] = odd = MixOdd(odd, even);
        roundKeys[12] = even = Mix(even, CipherInstructions.SubstituteRotated(odd, 0x20));
        roundKeys[13] = odd = MixOdd(odd, even);
        roundKeys[14] = Mix(even, CipherInstructions.SubstituteRotated(odd, 0x40));
    }

    /// <summary>The next round key: each word xor all words before it, xor the substituted word of the key before it.</summary>
    private static Vector128<byte> Mix(Vector128<byte> key, Vector128<byte> substituted) => Spread(key) ^ substituted;

    /// <summary>The odd round keys of a key of 32 bytes take the substituted word without rotation and constant.</summary>
    private static Vector128<byte> MixOdd(Vector128<byte> odd, Vector128<byte> even) => Spread(odd) ^ CipherInstructions.Substitute(even);

    /// <summary>Each word xor all words before it.</summary>
    private static Vector128<byte> Spread(Vector128<byte> key)
    {
        key ^= CipherInstructions.RaiseWords(key);
        return key ^ CipherInstructions.RaiseLow(key.AsUInt64()).AsByte();
    }
}
