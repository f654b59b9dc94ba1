using System.Buffers;
using Tureen.Recording.Settings;

namespace Tureen.Recording.Frames;

/// <summary>Makes frames of packets that come in their order. After a loss that was not repaired, nothing follows before the next key frame.</summary>
internal sealed class FrameAssembler(IDepacketizer depacketizer)
{
    private readonly ArrayBufferWriter<byte> _frame = new(16 * 1024);
    private MediaPacket? _first;
    private bool _isBroken;
    private int _length;

    /// <summary>Frames that were not whole, or needed one that was not.</summary>
    public long Dropped { get; private set; }

    /// <summary>Nothing comes before a key frame.</summary>
    public bool NeedsKeyFrame { get; private set; } = depacketizer.HasKeyFrames;

    /// <summary>Adds a packet.</summary>
    /// <param name="packet">The packet.</param>
    /// <param name="isAfterGap">Packets before it are lost.</param>
    /// <param name="frames">Gets the frames that end before it or with it.</param>
    public void Add(in MediaPacket packet, bool isAfterGap, List<EncodedFrame> frames)
    {
        if (isAfterGap)
        {
            Lose();
        }

        // 1. Another timestamp is another frame, whether the one before had its mark or not.
        if (_first is { } first && first.RtpTimestamp != packet.RtpTimestamp)
        {
            End(frames);
        }

        // 2. Its packets, in one piece.
        _first ??= packet;
        _length += packet.Payload.Length;
        if (!_isBroken && (_length > RecordingLimits.MaxFrameLength || !depacketizer.TryAppend(packet.Payload.Span, _frame)))
        {
            _isBroken = true;
        }

        // 3. Sound has no marks: each packet is a frame.
        if (packet.Marker || !depacketizer.HasKeyFrames)
        {
            End(frames);
        }
    }

    private void Lose()
    {
        NeedsKeyFrame = depacketizer.HasKeyFrames;
        if (_first is not null)
        {
            Dropped++;
        }

        Reset();
    }

    private void End(List<EncodedFrame> frames)
    {
        if (_first is not { } first)
        {
            return;
        }

        if (_isBroken || !depacketizer.TryFinish(_frame, out FrameInfo info))
        {
            Lose();
            return;
        }

        NeedsKeyFrame &= !info.IsKeyFrame;
        if (NeedsKeyFrame)
        {
            Dropped++;
        }
        else
        {
            frames.Add(new EncodedFrame(_frame.WrittenSpan.ToArray(), info, first.RtpTimestamp, first.ReceivedAt, first.CapturedAt));
        }

        Reset();
    }

    private void Reset()
    {
        _frame.ResetWrittenCount();
        depacketizer.Reset();
        _first = null;
        _isBroken = false;
        _length = 0;
    }
}
