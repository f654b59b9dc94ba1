namespace Tureen.Samples.Files;

/// <summary>The descriptor before each part of a VP8 frame (RFC 7741 §4.2).</summary>
/// <param name="HeaderLength">The length of the descriptor.</param>
/// <param name="IsFirst">Whether the frame begins here.</param>
/// <param name="IsKey">Whether a key frame begins here.</param>
internal readonly record struct Vp8Payload(int HeaderLength, bool IsFirst, bool IsKey)
{
    /// <summary>Bytes. What one packet takes over any path.</summary>
    public const int MaxLength = 1_200;

    private const byte ExtensionFlag = 0x80;
    private const byte StartFlag = 0x10;
    private const int PartitionMask = 0x0F;
    private const byte PictureIdFlag = 0x80;
    private const byte LongPictureIdFlag = 0x80;
    private const byte LayerIndexFlag = 0x40;
    private const int LayerOrKeyFlags = 0x30;
    private const byte InterFrameFlag = 0x01;

    public static bool TryRead(ReadOnlySpan<byte> bytes, out Vp8Payload payload)
    {
        payload = default;
        int length = 1;
        if (bytes.Length > 1 && (bytes[0] & ExtensionFlag) != 0)
        {
            byte flags = bytes[1];
            length = 2;
            if ((flags & PictureIdFlag) != 0)
            {
                length += bytes.Length > length && (bytes[length] & LongPictureIdFlag) != 0 ? 2 : 1;
            }

            length += (flags & LayerIndexFlag) != 0 ? 1 : 0;
            length += (flags & LayerOrKeyFlags) != 0 ? 1 : 0;
        }

        if (bytes.Length <= length)
        {
            return false;
        }

        bool isFirst = (bytes[0] & StartFlag) != 0 && (bytes[0] & PartitionMask) == 0;
        payload = new Vp8Payload(length, isFirst, isFirst && (bytes[length] & InterFrameFlag) == 0);
        return true;
    }

    /// <summary>Writes the next part of a frame. Returns its length.</summary>
    public static int Write(ReadOnlySpan<byte> frame, ref int offset, Span<byte> output)
    {
        output[0] = offset == 0 ? StartFlag : (byte)0;
        int length = Math.Min(frame.Length - offset, Math.Min(output.Length, MaxLength) - 1);
        frame.Slice(offset, length).CopyTo(output[1..]);
        offset += length;
        return length + 1;
    }
}
