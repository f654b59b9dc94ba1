using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Tureen.Engine.Crypto;

/// <summary>One packet on its way through <see cref="HardwareAesGcmCipher"/>: the next counter block and the hash so far.</summary>
internal unsafe struct AesGcmPass
{
    /// <summary>Bytes of eight blocks, which are encrypted and hashed together.</summary>
    public const int GroupLength = AesGcmGroups.Length;

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
                Vector128<byte>* blocks = stackalloc Vector128<byte>[GaloisHash.Powers];
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
            _hash = isSealing
                ? AesGcmGroups.Seal(_key, _counter, _hash, source, destination, groups)
                : AesGcmGroups.Open(_key, _counter, _hash, source, destination, groups);
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

    /// <summary>Copies less than a group, with zeros behind.</summary>
    private static void Fill(Vector128<byte>* blocks, byte* source, int length)
    {
        for (int i = 0; i < GaloisHash.Powers; i++)
        {
            blocks[i] = default;
        }

        Unsafe.CopyBlockUnaligned(blocks, source, (uint)length);
    }

    /// <summary>The last blocks, fewer than a group, of which the last one may be short.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void TransformLast(byte* source, byte* destination, int length, bool isSealing)
    {
        Vector128<byte>* blocks = stackalloc Vector128<byte>[GaloisHash.Powers];
        Fill(blocks, source, length);
        if (!isSealing)
        {
            _hash = GaloisHash.Update(_hash, (byte*)blocks, CountBlocks(length), _key);
        }

        var stream = new AesBlocks(_counter, _key);
        stream.Rounds(1, _key);
        stream.Apply(_key, (byte*)blocks, (byte*)blocks);
        Unsafe.CopyBlockUnaligned(destination, blocks, (uint)length);
        if (isSealing)
        {
            // Behind the text is padding of zeros, and not of key stream.
            Unsafe.InitBlockUnaligned((byte*)blocks + length, 0, (uint)(GroupLength - length));
            _hash = GaloisHash.Update(_hash, (byte*)blocks, CountBlocks(length), _key);
        }
    }
}
