using System.Buffers.Binary;

namespace Tureen.Server.Load.Media;

/// <summary>What a packet of VP8 says of its frame (RFC 7741 §4.2, RFC 6386 §9.1).</summary>
/// <param name="IsStart">Whether it is the first packet of a frame.</param>
/// <param name="IsKey">Whether it starts a key frame.</param>
/// <param name="Height">The height of the picture, in a packet that starts a key frame; 0 in others.</param>
internal readonly record struct Vp8Payload(bool IsStart, bool IsKey, int Height)
{
    private const int HeightOffset = 8;
    private const int KeyHeaderLength = 10;
    private const int SizeMask = 0x3FFF;

    /// <summary>Reads a payload; false if it is too short to be one.</summary>
    public static bool TryParse(ReadOnlySpan<byte> payload, out Vp8Payload parsed)
    {
        parsed = default;
        if (!TrySkipDescriptor(payload, out ReadOnlySpan<byte> frame, out bool isStart))
        {
            return false;
        }

        bool isKey = isStart && (frame[0] & 1) == 0;
        if (isKey && frame.Length < KeyHeaderLength)
        {
            return false;
        }

        parsed = new Vp8Payload(isStart, isKey, isKey ? BinaryPrimitives.ReadUInt16LittleEndian(frame[HeightOffset..]) & SizeMask : 0);
        return true;
    }

    private static bool TrySkipDescriptor(ReadOnlySpan<byte> payload, out ReadOnlySpan<byte> frame, out bool isStart)
    {
        frame = default;
        isStart = false;
        if (payload.Length < 2)
        {
            return false;
        }

        isStart = (payload[0] & 0x17) == 0x10;
        int length = 1;
        if ((payload[0] & 0x80) != 0)
        {
            byte extensions = payload[1];
            length++;
            if ((extensions & 0x80) != 0)
            {
                length += payload.Length > 2 && (payload[2] & 0x80) != 0 ? 2 : 1;
            }

            length += (extensions & 0x40) != 0 ? 1 : 0;
            length += (extensions & 0x30) != 0 ? 1 : 0;
        }

        if (payload.Length <= length)
        {
            return false;
        }

        frame = payload[length..];
        return true;
    }
}
