using System.Buffers.Binary;
using System.Numerics;

namespace Tureen.Engine.Primitives;

/// <summary>A reproducible source (xoshiro256**): one seed, one trace. For simulations and tests only, never for keys.</summary>
internal sealed class SeededRandomSource : RandomSource
{
    private ulong _s0;
    private ulong _s1;
    private ulong _s2;
    private ulong _s3;

    public SeededRandomSource(ulong seed)
    {
        _s0 = SplitMix(ref seed);
        _s1 = SplitMix(ref seed);
        _s2 = SplitMix(ref seed);
        _s3 = SplitMix(ref seed);
    }

    public override void Fill(Span<byte> destination)
    {
        Span<byte> block = stackalloc byte[sizeof(ulong)];
        while (destination.Length > 0)
        {
            BinaryPrimitives.WriteUInt64BigEndian(block, Step());
            int count = Math.Min(destination.Length, block.Length);
            block[..count].CopyTo(destination);
            destination = destination[count..];
        }
    }

    private static ulong SplitMix(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15;
        ulong z = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    private ulong Step()
    {
        ulong result = BitOperations.RotateLeft(_s1 * 5, 7) * 9;
        ulong t = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= t;
        _s3 = BitOperations.RotateLeft(_s3, 45);
        return result;
    }
}
