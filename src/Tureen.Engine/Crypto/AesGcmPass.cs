using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Tureen.Engine.Crypto;

/// <summary>One packet on its way through <see cref="HardwareAesGcmCipher"/>: the next counter block and the hash so far.</summary>
internal unsafe struct AesGcmPass
{
    /// <summary>Bytes of eight blocks, which are encrypted and hashed together.</summary>
    public const int GroupLength = GaloisHash.Powers * BlockLength;

    private const int BlockLength = 16;

    private readonly AesGcmKey _key;
    private readonly Vector128<byte> _tagMask;
    private Vector128<uint> _counter;
    private Vector128<ulong> _hash;

    public AesGcmPass(AesGcmKey key, ReadOnlySpan<byte> nonce)
    {
        _key = key;
        Vector128<uint> first = AesCounterBlocks.First(nonce);
        _tagMask = AesCounterBlocks.Encrypt(AesCounterBlocks.ToBlock(first), key);
        _counter = AesCounterBlocks.Add(first, 1);
    }

    /// <summary>Hashes the associated data.</summary>
    public void Associate(ReadOnlySpan<byte> data)
    {
        fixed (byte* pointer = data)
        {
            int whole = data.Length & -GroupLength;
            for (int i = 0; i < whole; i += GroupLength)
            {
                _hash = GaloisHash.Update(_hash, pointer + i, GaloisHash.Powers, _key);
            }

            if (whole < data.Length)
            {
                Vector256<byte>* blocks = stackalloc Vector256<byte>[GroupLength / 32];
                Fill(blocks, pointer + whole, data.Length - whole);
                _hash = GaloisHash.Update(_hash, (byte*)blocks, CountBlocks(data.Length - whole), _key);
            }
        }
    }

    /// <summary>Hashes associated data that comes in two pieces, which are less than a group together.</summary>
    public void Associate(ReadOnlySpan<byte> data, ReadOnlySpan<byte> tail)
    {
        if (tail.IsEmpty)
        {
            Associate(data);
            return;
        }

        Span<byte> joined = stackalloc byte[GroupLength];
        data.CopyTo(joined);
        tail.CopyTo(joined[data.Length..]);
        Associate(joined[..(data.Length + tail.Length)]);
    }

    /// <summary>Encrypts or decrypts, and hashes what is or was encrypted. All calls but the last take whole groups.</summary>
    public void Transform(byte* source, byte* destination, int length, bool isSealing)
    {
        int groups = length / GroupLength;
        if (groups > 0)
        {
            _hash = TransformGroups(_key, _counter, _hash, source, destination, groups, isSealing);
            _counter = AesCounterBlocks.Add(_counter, (uint)(groups * GaloisHash.Powers));
        }

        int whole = groups * GroupLength;
        if (whole < length)
        {
            TransformLast(source + whole, destination + whole, length - whole, isSealing);
        }
    }

    /// <summary>The tag of what was hashed, of which the lengths are the last block.</summary>
    public Vector128<byte> GetTag(int associatedLength, int textLength)
    {
        Span<byte> lengths = stackalloc byte[BlockLength];
        BinaryPrimitives.WriteUInt64BigEndian(lengths, (ulong)associatedLength * 8);
        BinaryPrimitives.WriteUInt64BigEndian(lengths[8..], (ulong)textLength * 8);
        fixed (byte* pointer = lengths)
        {
            return GaloisHash.Reverse(GaloisHash.Update(_hash, pointer, 1, _key).AsByte()) ^ _tagMask;
        }
    }

    private static int CountBlocks(int length) => (length + BlockLength - 1) / BlockLength;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Vector128<ulong> TransformGroups(
        AesGcmKey key, Vector128<uint> counter, Vector128<ulong> hash, byte* source, byte* destination, int groups, bool isSealing)
    {
        for (int i = 0; i < groups; i++)
        {
            AesCounterBlocks.Encrypt(
                counter, key, out Vector256<byte> first, out Vector256<byte> second, out Vector256<byte> third, out Vector256<byte> fourth);
            Vector256<byte> a = Vector256.Load(source);
            Vector256<byte> b = Vector256.Load(source + 32);
            Vector256<byte> c = Vector256.Load(source + 64);
            Vector256<byte> d = Vector256.Load(source + 96);
            first ^= a;
            second ^= b;
            third ^= c;
            fourth ^= d;
            first.Store(destination);
            second.Store(destination + 32);
            third.Store(destination + 64);
            fourth.Store(destination + 96);
            if (isSealing)
            {
                (a, b, c, d) = (first, second, third, fourth);
            }

            hash = GaloisHash.Update(hash, a, b, c, d, key);
            counter = AesCounterBlocks.Add(counter, GaloisHash.Powers);
            source += GroupLength;
            destination += GroupLength;
        }

        return hash;
    }

    /// <summary>Copies less than a group, with zeros behind.</summary>
    private static void Fill(Vector256<byte>* blocks, byte* source, int length)
    {
        blocks[0] = default;
        blocks[1] = default;
        blocks[2] = default;
        blocks[3] = default;
        Unsafe.CopyBlockUnaligned(blocks, source, (uint)length);
    }

    /// <summary>The last blocks, fewer than a group, of which the last one may be short.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void TransformLast(byte* source, byte* destination, int length, bool isSealing)
    {
        Vector256<byte>* blocks = stackalloc Vector256<byte>[GroupLength / 32];
        Fill(blocks, source, length);
        if (!isSealing)
        {
            _hash = GaloisHash.Update(_hash, (byte*)blocks, CountBlocks(length), _key);
        }

        AesCounterBlocks.Encrypt(
            _counter, _key, out Vector256<byte> first, out Vector256<byte> second, out Vector256<byte> third, out Vector256<byte> fourth);
        blocks[0] ^= first;
        blocks[1] ^= second;
        blocks[2] ^= third;
        blocks[3] ^= fourth;
        Unsafe.CopyBlockUnaligned(destination, blocks, (uint)length);
        if (isSealing)
        {
            // Behind the text is padding of zeros, and not of key stream.
            Unsafe.InitBlockUnaligned((byte*)blocks + length, 0, (uint)(GroupLength - length));
            _hash = GaloisHash.Update(_hash, (byte*)blocks, CountBlocks(length), _key);
        }
    }
}
