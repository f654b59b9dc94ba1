using System.Buffers;

namespace Tureen.Recording.Frames;

/// <summary>AV1: elements and fragments become OBUs that carry their length; temporal delimiters are left out (AV1 RTP payload format §4, AV1 in Matroska).</summary>
internal sealed class Av1Depacketizer : IDepacketizer
{
    private const int SequenceHeader = 1;
    private const int TemporalDelimiter = 2;
    private const int TileList = 8;
    private const int Padding = 15;
    private const int HasExtension = 0x04;
    private const int HasSize = 0x02;
    private const int MaxLengthBytes = 5;

    private readonly ArrayBufferWriter<byte> _fragment = new();
    private bool _isFragmentOpen;
    private bool _isNewSequence;
    private byte[]? _sequence;

    public bool HasKeyFrames => true;

    public void Reset()
    {
        _fragment.ResetWrittenCount();
        _isFragmentOpen = false;
        _isNewSequence = false;
    }

    public bool TryAppend(ReadOnlySpan<byte> payload, ArrayBufferWriter<byte> frame)
    {
        if (payload.Length < 2)
        {
            return false;
        }

        byte header = payload[0];
        bool continues = (header & 0x80) != 0;
        bool goesOn = (header & 0x40) != 0;
        int count = (header >> 4) & 0x03;
        if (continues != _isFragmentOpen)
        {
            return false;
        }

        ReadOnlySpan<byte> rest = payload[1..];
        for (int index = 1; !rest.IsEmpty; index++)
        {
            // The last of a known number has no length.
            int length = rest.Length;
            if (index != count && !TryReadLength(ref rest, out length))
            {
                return false;
            }

            ReadOnlySpan<byte> element = rest[..length];
            rest = rest[length..];
            _fragment.Write(element);
            _isFragmentOpen = rest.IsEmpty && goesOn;
            if (!_isFragmentOpen && !TryEndUnit(frame))
            {
                return false;
            }
        }

        return true;
    }

    public bool TryFinish(ArrayBufferWriter<byte> frame, out FrameInfo info)
    {
        info = default;
        if (_isFragmentOpen || frame.WrittenCount == 0)
        {
            return false;
        }

        if (_isNewSequence && _sequence is not null)
        {
            Av1Sequence sequence = Av1Sequence.Read(_sequence);
            info = new FrameInfo { IsKeyFrame = true, Width = sequence.Width, Height = sequence.Height, CodecPrivate = sequence.Write(WithSize(_sequence)) };
        }

        return true;
    }

    private bool TryEndUnit(ArrayBufferWriter<byte> frame)
    {
        ReadOnlySpan<byte> unit = _fragment.WrittenSpan;
        if (unit.IsEmpty)
        {
            return false;
        }

        int headerLength = (unit[0] & HasExtension) != 0 ? 2 : 1;
        if (unit.Length < headerLength)
        {
            return false;
        }

        // 1. A length inside is not wanted there, but allowed.
        ReadOnlySpan<byte> content = unit[headerLength..];
        if ((unit[0] & HasSize) != 0)
        {
            if (!TryReadLength(ref content, out int length))
            {
                return false;
            }

            content = content[..length];
        }

        // 2. What files have of it.
        int type = (unit[0] >> 3) & 0x0F;
        if (type is not (TemporalDelimiter or TileList or Padding))
        {
            byte[] written = Join(unit[..headerLength], content);
            if (type == SequenceHeader)
            {
                _isNewSequence = true;
                _sequence = [.. content];
            }

            frame.Write(written);
        }

        _fragment.ResetWrittenCount();
        return true;
    }

    private static byte[] WithSize(byte[] sequence) => Join([SequenceHeader << 3], sequence);

    /// <summary>An OBU with its length (AV1 bitstream §5.3).</summary>
    private static byte[] Join(ReadOnlySpan<byte> header, ReadOnlySpan<byte> content)
    {
        List<byte> unit = [.. header];
        unit[0] |= HasSize;
        int length = content.Length;
        do
        {
            unit.Add((byte)((length & 0x7F) | (length > 0x7F ? 0x80 : 0)));
            length >>= 7;
        }
        while (length > 0);
        unit.AddRange(content);
        return [.. unit];
    }

    /// <summary>Seven bits in each byte, the lowest first (AV1 bitstream §4.10.5); false if it is more than there is.</summary>
    private static bool TryReadLength(ref ReadOnlySpan<byte> bytes, out int length)
    {
        long value = 0;
        length = 0;
        for (int i = 0; i < Math.Min(MaxLengthBytes, bytes.Length); i++)
        {
            value |= (long)(bytes[i] & 0x7F) << (7 * i);
            if ((bytes[i] & 0x80) == 0)
            {
                bytes = bytes[(i + 1)..];
                length = (int)Math.Min(value, int.MaxValue);
                return value <= bytes.Length;
            }
        }

        return false;
    }
}
