using System.Buffers;
using System.Buffers.Binary;
using Tureen.Engine.Codecs;
using Tureen.Engine.Rtp;

namespace Tureen.Recording.Frames;

/// <summary>VP8: the descriptors go, the rest is the frame (RFC 7741).</summary>
internal sealed class Vp8Depacketizer : IDepacketizer
{
    private const int KeyFrameHeaderLength = 10;
    private const int SizeMask = 0x3FFF;

    public bool HasKeyFrames => true;

    public void Reset()
    {
    }

    public bool TryAppend(ReadOnlySpan<byte> payload, ArrayBufferWriter<byte> frame)
    {
        if (!Vp8PayloadDescriptor.TryParse(payload, marker: false, out PayloadDescriptor descriptor)
            || (frame.WrittenCount == 0 && !descriptor.IsFrameStart))
        {
            return false;
        }

        frame.Write(payload[descriptor.Length..]);
        return true;
    }

    /// <summary>The header of a key frame is 3 bytes, a start code and the size (RFC 6386 §9.1).</summary>
    public bool TryFinish(ArrayBufferWriter<byte> frame, out FrameInfo info)
    {
        ReadOnlySpan<byte> bytes = frame.WrittenSpan;
        bool isKeyFrame = bytes.Length >= KeyFrameHeaderLength && (bytes[0] & 0x01) == 0 && bytes[3..6].SequenceEqual<byte>([0x9D, 0x01, 0x2A]);
        info = isKeyFrame
            ? new FrameInfo
            {
                IsKeyFrame = true,
                Width = BinaryPrimitives.ReadUInt16LittleEndian(bytes[6..]) & SizeMask,
                Height = BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..]) & SizeMask,
            }
            : default;
        return bytes.Length > 0;
    }
}
