using System.Buffers;

namespace Tureen.Recording.Frames;

/// <summary>Joins the payloads of the packets of one frame, which come in their order and without gaps.</summary>
internal interface IDepacketizer
{
    /// <summary>A frame needs others before it, back to a key frame.</summary>
    bool HasKeyFrames { get; }

    /// <summary>Forgets what it has of a frame.</summary>
    void Reset();

    /// <summary>Adds a packet to the frame.</summary>
    /// <returns>False if it does not fit what came before, or is broken: the frame is lost.</returns>
    bool TryAppend(ReadOnlySpan<byte> payload, ArrayBufferWriter<byte> frame);

    /// <summary>Ends the frame.</summary>
    /// <returns>False if it is not whole.</returns>
    bool TryFinish(ArrayBufferWriter<byte> frame, out FrameInfo info);
}
