using System.Buffers.Binary;
using Tureen.Fuzz.Driver;
using Tureen.Fuzz.Inputs;
using Tureen.Net.Tcp;

namespace Tureen.Fuzz.Targets;

/// <summary>A stream of frames (RFC 4571) in pieces of any size, against a second reading of the whole.</summary>
internal sealed class TcpTarget : FuzzTarget
{
    private const int LongestFrame = 1500;
    private const int Capacity = 4096;

    public override InputShape Shape => InputShape.Bytes;

    public override IEnumerable<byte[]> Seeds =>
    [
        [5, 0, 3, 1, 2, 3, 0, 0, 0, 1, 9, 0, 0],
        [1, 0, 20, .. new byte[20], 5, 0xDC, .. new byte[1500], 0, 1, 7],
        [200, 0xFF, 0xFF, 1, 2, 3],
        [3, 5, 0xDD, 1, 2, 3, 0, 1],
    ];

    protected override void Attack(byte[] input)
    {
        if (input.Length == 0)
        {
            return;
        }

        List<byte[]> expected = ReadWhole(input.AsSpan(1), out bool isBroken);
        var buffer = new TcpFrameBuffer(LengthFraming.Instance, LongestFrame, Capacity);
        int piece = input[0] + 1;
        int index = 0;
        ReadOnlySpan<byte> rest = input.AsSpan(1);
        while (!rest.IsEmpty && !buffer.IsBroken)
        {
            BeginPacket();
            Span<byte> free = buffer.Free;
            Require(!free.IsEmpty, "there is no room and no frame");
            int count = Math.Min(Math.Min(piece, free.Length), rest.Length);
            rest[..count].CopyTo(free);
            buffer.Advance(count);
            rest = rest[count..];
            while (buffer.TryRead(out ReadOnlySpan<byte> frame))
            {
                Require(index < expected.Count && frame.SequenceEqual(expected[index]), "a frame is not what was sent");
                index++;
            }

            EndPacket();
        }

        Require(index == expected.Count && buffer.IsBroken == isBroken, "the stream ends otherwise than it should");
    }

    private static void Require(bool isTrue, string otherwise)
    {
        if (!isTrue)
        {
            throw new FuzzFaultException(otherwise);
        }
    }

    private static List<byte[]> ReadWhole(ReadOnlySpan<byte> stream, out bool isBroken)
    {
        List<byte[]> frames = [];
        isBroken = false;
        while (stream.Length >= 2)
        {
            int length = BinaryPrimitives.ReadUInt16BigEndian(stream);
            isBroken = length > LongestFrame;
            if (isBroken || stream.Length - 2 < length)
            {
                break;
            }

            if (length > 0)
            {
                frames.Add(stream.Slice(2, length).ToArray());
            }

            stream = stream[(2 + length)..];
        }

        return frames;
    }
}
