using System.Buffers.Binary;

namespace Tureen.Audio.Codec;

/// <summary>The payload of audio that repeats earlier frames (RFC 2198 §3).</summary>
/// <code>
///  0                   1                    2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3  4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |1|   block PT  |  timestamp offset         |   block length    |   for each earlier frame
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |0|   block PT  |                                                   for the frame of the packet
/// +-+-+-+-+-+-+-+-+
/// </code>
internal static class RedPayload
{
    public const int HeaderLength = 4;
    public const int LastHeaderLength = 1;
    public const int MaxTimestampOffset = (1 << 14) - 1;
    public const int MaxBlockLength = (1 << 10) - 1;

    private const byte FollowFlag = 0x80;
    private const int TypeMask = 0x7F;

    /// <summary>Reads the blocks, the oldest first. False if the payload is malformed or has more blocks than fit.</summary>
    public static bool TryParse(ReadOnlySpan<byte> payload, Span<RedBlock> blocks, out int count)
    {
        count = 0;
        int headers = HeadersLength(payload, blocks.Length);
        if (headers < 0)
        {
            return false;
        }

        int position = 0;
        int start = headers;
        while ((payload[position] & FollowFlag) != 0)
        {
            uint header = BinaryPrimitives.ReadUInt32BigEndian(payload[position..]);
            var block = new RedBlock((int)(header >> 24) & TypeMask, (int)(header >> 10) & MaxTimestampOffset, start, (int)header & MaxBlockLength);
            blocks[count++] = block;
            start += block.Length;
            position += HeaderLength;
        }

        if (start >= payload.Length)
        {
            return false;
        }

        blocks[count++] = new RedBlock(payload[position] & TypeMask, TimestampOffset: 0, start, payload.Length - start);
        return true;
    }

    /// <summary>Writes the header of an earlier frame.</summary>
    public static void WriteHeader(Span<byte> output, int payloadType, int timestampOffset, int length) =>
        BinaryPrimitives.WriteUInt32BigEndian(
            output,
            ((uint)(FollowFlag | payloadType) << 24) | ((uint)timestampOffset << 10) | (uint)length);

    private static int HeadersLength(ReadOnlySpan<byte> payload, int maxBlocks)
    {
        int position = 0;
        for (int i = 0; i < maxBlocks; i++)
        {
            if (position >= payload.Length)
            {
                return -1;
            }

            if ((payload[position] & FollowFlag) == 0)
            {
                return position + LastHeaderLength;
            }

            position += HeaderLength;
        }

        return -1;
    }
}
