using System.Buffers.Binary;
using Tureen.Engine.Primitives;

namespace Tureen.Fuzz.Inputs;

/// <summary>Changes bytes as AFL does: bits, bounds, sums, blocks, and words that the target knows.</summary>
internal sealed class ByteMutator(RandomSource random, IReadOnlyList<byte[]> tokens)
{
    private const int FirstBytes = 24;
    private const int LargestStep = 35;
    private const int LongestBlock = 32;

    private static readonly long[] Bounds =
        [0, 1, 2, 3, 4, 7, 8, 15, 16, 31, 32, 63, 64, 100, 127, 128, 254, 255, 256, 512, 1000, 1024, 4096, 32_767, 32_768, 65_535, int.MaxValue, uint.MaxValue];

    /// <summary>Another version of <paramref name="bytes"/>, at most <paramref name="maxLength"/> long.</summary>
    public byte[] Mutate(byte[] bytes, int maxLength)
    {
        if (bytes.Length == 0)
        {
            return Insert(bytes, maxLength);
        }

        switch (random.Next(0, 11))
        {
            case 0:
                return Insert(bytes, maxLength);
            case 1:
                return Remove(bytes);
            case 2:
                return Repeat(bytes, maxLength);
            case 3 when tokens.Count > 0:
                return InsertToken(bytes, maxLength);
            default:
                byte[] changed = [.. bytes];
                ChangeInPlace(changed);
                return changed;
        }
    }

    private void ChangeInPlace(Span<byte> bytes)
    {
        int at = Place(bytes.Length);
        Span<byte> rest = bytes[at..];
        switch (random.Next(0, 6))
        {
            case 0:
                rest[0] ^= (byte)(1 << random.Next(0, 7));
                break;
            case 1:
                rest[0] = (byte)random.NextUInt32();
                break;
            case 2:
                WriteBound(rest);
                break;
            case 3:
                AddStep(rest);
                break;
            case 4 when tokens.Count > 0:
                byte[] token = tokens[random.Next(0, tokens.Count - 1)];
                token.AsSpan(0, Math.Min(token.Length, rest.Length)).CopyTo(rest);
                break;
            case 5:
                random.Fill(rest[..random.Next(1, Math.Min(rest.Length, 8))]);
                break;
            default:
                int length = random.Next(1, Math.Min(rest.Length, LongestBlock));
                bytes.Slice(random.Next(0, bytes.Length - length), length).CopyTo(rest);
                break;
        }
    }

    private void WriteBound(Span<byte> rest)
    {
        long bound = Bounds[random.Next(0, Bounds.Length - 1)];
        WriteNumber(rest, random.Next(0, 1) == 0 ? bound : -bound);
    }

    private void AddStep(Span<byte> rest)
    {
        int step = random.Next(-LargestStep, LargestStep);
        long value = WidthOf(rest) switch
        {
            1 => rest[0],
            2 => BinaryPrimitives.ReadUInt16BigEndian(rest),
            _ => BinaryPrimitives.ReadUInt32BigEndian(rest),
        };
        WriteNumber(rest, value + step);
    }

    private void WriteNumber(Span<byte> rest, long value)
    {
        switch (WidthOf(rest))
        {
            case 1:
                rest[0] = (byte)value;
                break;
            case 2:
                BinaryPrimitives.WriteUInt16BigEndian(rest, (ushort)value);
                break;
            default:
                BinaryPrimitives.WriteUInt32BigEndian(rest, (uint)value);
                break;
        }
    }

    private int WidthOf(ReadOnlySpan<byte> rest) => rest.Length >= 4 ? random.Next(0, 2) + 1 : rest.Length >= 2 ? 2 : 1;

    private byte[] Insert(byte[] bytes, int maxLength)
    {
        byte[] inserted = new byte[random.Next(1, 8)];
        random.Fill(inserted);
        return InsertAt(bytes, random.Next(0, bytes.Length), inserted, maxLength);
    }

    private byte[] InsertToken(byte[] bytes, int maxLength) =>
        InsertAt(bytes, random.Next(0, bytes.Length), tokens[random.Next(0, tokens.Count - 1)], maxLength);

    private byte[] Repeat(byte[] bytes, int maxLength)
    {
        int from = Place(bytes.Length);
        int length = random.Next(1, Math.Min(bytes.Length - from, LongestBlock));
        return InsertAt(bytes, from, bytes.AsSpan(from, length), maxLength);
    }

    private byte[] Remove(byte[] bytes)
    {
        int from = Place(bytes.Length);
        int length = random.Next(0, 3) == 0 ? bytes.Length - from : random.Next(1, Math.Min(bytes.Length - from, LongestBlock));
        return [.. bytes[..from], .. bytes[(from + length)..]];
    }

    /// <summary>The first bytes hold types, lengths, numbers and counts, so they are hit more often.</summary>
    private int Place(int length) => random.Next(0, (random.Next(0, 1) == 0 ? Math.Min(length, FirstBytes) : length) - 1);

    private static byte[] InsertAt(byte[] bytes, int at, ReadOnlySpan<byte> inserted, int maxLength)
    {
        int length = Math.Min(inserted.Length, Math.Max(0, maxLength - bytes.Length));
        return [.. bytes[..at], .. inserted[..length], .. bytes[at..]];
    }
}
