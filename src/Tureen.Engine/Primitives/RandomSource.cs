using System.Buffers.Binary;

namespace Tureen.Engine.Primitives;

/// <summary>Where all randomness of the engine comes from: the machine's generator in production, a seed in simulation.</summary>
internal abstract class RandomSource
{
    private const string LowerAlphanumerics = "abcdefghijklmnopqrstuvwxyz0123456789";

    public abstract void Fill(Span<byte> destination);

    public uint NextUInt32()
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        Fill(bytes);
        return BinaryPrimitives.ReadUInt32BigEndian(bytes);
    }

    public ulong NextUInt64()
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        Fill(bytes);
        return BinaryPrimitives.ReadUInt64BigEndian(bytes);
    }

    /// <summary>A uniform integer in <paramref name="minimum"/> .. <paramref name="maximum"/>, both included.</summary>
    public int Next(int minimum, int maximum)
    {
        uint range = (uint)(maximum - minimum) + 1;
        return range == 0 ? (int)NextUInt32() : minimum + (int)(((ulong)NextUInt32() * range) >> 32);
    }

    /// <summary>A uniform number in 0 (included) .. 1 (excluded).</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Random lower-case letters and digits, the alphabet of ICE credentials and CNAMEs.</summary>
    public string NextString(int length) =>
        string.Create(length, this, static (characters, random) =>
        {
            for (int i = 0; i < characters.Length; i++)
            {
                characters[i] = LowerAlphanumerics[random.Next(0, LowerAlphanumerics.Length - 1)];
            }
        });
}
