using System.Buffers.Binary;
using Tureen.Engine.Primitives;
using Tureen.Engine.Stun;

namespace Tureen.Tests.Engine.Stun;

/// <summary>Makes hostile STUN out of real STUN and of noise, without an allocation, so that one can be measured.</summary>
internal sealed class StunMutator(RandomSource random, IReadOnlyList<byte[]> seeds)
{
    // An array, for in unoptimised code a span over constants allocates.
    private static readonly ushort[] Types =
        [0x06, 0x08, 0x09, 0x0A, 0x1C, 0x20, 0x24, 0x25, 0x30, 0x8022, 0x8028, 0x8029, 0x7777];

    private readonly byte[] _buffer = new byte[1_600];

    public ReadOnlySpan<byte> Next()
    {
        int length = random.Next(0, 9) == 0 ? Noise() : Mutate();
        if (random.Next(0, 1) == 0)
        {
            Repair(length);
        }

        return _buffer.AsSpan(0, length);
    }

    private int Noise()
    {
        int length = random.Next(0, _buffer.Length);
        random.Fill(_buffer.AsSpan(0, length));
        return length;
    }

    private int Mutate()
    {
        byte[] seed = seeds[random.Next(0, seeds.Count - 1)];
        seed.CopyTo(_buffer, 0);
        int length = seed.Length;
        for (int i = random.Next(1, 4); i > 0; i--)
        {
            length = MutateOnce(length);
        }

        return length;
    }

    private int MutateOnce(int length)
    {
        if (length == 0)
        {
            return 0;
        }

        int at = random.Next(0, length - 1);
        switch (random.Next(0, 5))
        {
            case 0:
                _buffer[at] ^= (byte)(1 << random.Next(0, 7));
                return length;
            case 1:
                _buffer[at] = (byte)random.NextUInt32();
                return length;
            case 2:
                return at & ~random.Next(0, 3);
            case 3:
                return Insert(at & ~3, length);
            case 4:
                WriteAttributeHeader(at & ~3, length);
                return length;
            default:
                random.Fill(_buffer.AsSpan(at, Math.Min(4, length - at)));
                return length;
        }
    }

    private int Insert(int at, int length)
    {
        int count = 4 * random.Next(1, 8);
        if (length + count > _buffer.Length)
        {
            return length;
        }

        _buffer.AsSpan(at, length - at).CopyTo(_buffer.AsSpan(at + count));
        WriteAttributeHeader(at, length + count);
        return length + count;
    }

    private void WriteAttributeHeader(int at, int length)
    {
        if (at + 4 > length)
        {
            return;
        }

        BinaryPrimitives.WriteUInt16BigEndian(_buffer.AsSpan(at), Types[random.Next(0, Types.Length - 1)]);
        BinaryPrimitives.WriteUInt16BigEndian(_buffer.AsSpan(at + 2), (ushort)random.Next(0, 40));
    }

    // A right length, cookie and fingerprint let the rest of the mutation reach what lies behind those checks.
    private void Repair(int length)
    {
        if (length < StunHeader.Length + 8)
        {
            return;
        }

        BinaryPrimitives.WriteUInt16BigEndian(_buffer, 1);
        BinaryPrimitives.WriteUInt16BigEndian(_buffer.AsSpan(2), (ushort)(length - StunHeader.Length));
        BinaryPrimitives.WriteUInt32BigEndian(_buffer.AsSpan(4), StunHeader.MagicCookie);
        BinaryPrimitives.WriteUInt32BigEndian(_buffer.AsSpan(length - 8), 0x80280004);
        uint fingerprint = StunIntegrity.ComputeFingerprint(_buffer.AsSpan(0, length - 8));
        BinaryPrimitives.WriteUInt32BigEndian(_buffer.AsSpan(length - 4), fingerprint);
    }
}
