using System.Buffers;
using System.Buffers.Binary;
using Tureen.Engine.Codecs;

namespace Tureen.Recording.Frames;

/// <summary>
/// H.264: fragments and aggregates become NAL units with their length before them (RFC 6184; ISO/IEC 14496-15). The parameter sets go to the header of the
/// file.
/// </summary>
/// <param name="sprop">The codec's <c>sprop-parameter-sets</c>; null for none.</param>
internal sealed class H264Depacketizer(string? sprop) : IDepacketizer
{
    private const int LengthSize = 4;
    private const int FuA = 28;
    private const int FragmentHeaderLength = 2;
    private const int Idr = 5;
    private const int Delimiter = 9;

    private readonly H264ParameterSets _sets = new(sprop);
    private int _fragmentAt = -1;
    private bool _hasIdr;

    public bool HasKeyFrames => true;

    public void Reset()
    {
        _fragmentAt = -1;
        _hasIdr = false;
    }

    public bool TryAppend(ReadOnlySpan<byte> payload, ArrayBufferWriter<byte> frame)
    {
        if (payload.IsEmpty)
        {
            return false;
        }

        if (H264Payload.TypeOf(payload) == FuA)
        {
            return TryAppendFragment(payload, frame);
        }

        bool isWhole = _fragmentAt < 0;
        foreach (ReadOnlySpan<byte> unit in H264Payload.EnumerateUnits(payload))
        {
            AppendUnit(unit, frame);
        }

        return isWhole;
    }

    public bool TryFinish(ArrayBufferWriter<byte> frame, out FrameInfo info)
    {
        info = default;
        if (_fragmentAt >= 0)
        {
            return false;
        }

        bool isKeyFrame = _hasIdr && _sets.IsComplete;
        info = new FrameInfo
        {
            IsKeyFrame = isKeyFrame,
            Width = isKeyFrame ? _sets.Width : 0,
            Height = isKeyFrame ? _sets.Height : 0,
            CodecPrivate = isKeyFrame ? _sets.Write() : null,
        };
        return frame.WrittenCount > 0;
    }

    private void AppendUnit(ReadOnlySpan<byte> unit, ArrayBufferWriter<byte> frame)
    {
        int type = H264Payload.TypeOf(unit);
        if (type is H264Payload.Sps or H264Payload.Pps)
        {
            _sets.Add(unit);
            return;
        }

        if (type == Delimiter)
        {
            return;
        }

        _hasIdr |= type == Idr;
        BinaryPrimitives.WriteInt32BigEndian(frame.GetSpan(LengthSize), unit.Length);
        frame.Advance(LengthSize);
        frame.Write(unit);
    }

    /// <summary>The first fragment has the header of the unit in two bytes (RFC 6184 §5.8).</summary>
    private bool TryAppendFragment(ReadOnlySpan<byte> payload, ArrayBufferWriter<byte> frame)
    {
        if (payload.Length <= FragmentHeaderLength)
        {
            return false;
        }

        bool isStart = (payload[1] & 0x80) != 0;
        bool isEnd = (payload[1] & 0x40) != 0;
        if (isStart != _fragmentAt < 0)
        {
            return false;
        }

        if (isStart)
        {
            _fragmentAt = frame.WrittenCount;
            var header = (byte)((payload[0] & 0xE0) | (payload[1] & 0x1F));
            _hasIdr |= (header & 0x1F) == Idr;
            ReadOnlySpan<byte> start = [0, 0, 0, 0, header];
            frame.Write(start);
        }

        frame.Write(payload[FragmentHeaderLength..]);
        if (isEnd)
        {
            EndFragment(frame);
        }

        return true;
    }

    private void EndFragment(ArrayBufferWriter<byte> frame)
    {
        Span<byte> written = System.Runtime.InteropServices.MemoryMarshal.AsMemory(frame.WrittenMemory).Span;
        BinaryPrimitives.WriteInt32BigEndian(written[_fragmentAt..], frame.WrittenCount - _fragmentAt - LengthSize);
        _fragmentAt = -1;
    }
}
