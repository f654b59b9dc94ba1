using System.Buffers;

namespace Tureen.Recording.Frames;

/// <summary>Opus: a packet is a frame (RFC 7587 §4.2).</summary>
internal sealed class OpusDepacketizer : IDepacketizer
{
    public bool HasKeyFrames => false;

    public void Reset()
    {
    }

    public bool TryAppend(ReadOnlySpan<byte> payload, ArrayBufferWriter<byte> frame)
    {
        frame.Write(payload);
        return true;
    }

    public bool TryFinish(ArrayBufferWriter<byte> frame, out FrameInfo info)
    {
        info = new FrameInfo { IsKeyFrame = true };
        return frame.WrittenCount > 0;
    }
}
