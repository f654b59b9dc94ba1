using System.Buffers.Binary;

namespace Tureen.WorkerProcess.Channel;

/// <summary>Cuts what is read from the channel into messages: a size of 32 bits, little endian, then so many bytes.</summary>
internal sealed class MessageBuffer
{
    private byte[] _bytes = new byte[ChannelLimits.ReadLength];
    private int _start;
    private int _end;

    /// <summary>A size was beyond all bounds. The start of the next message is no longer known.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Where to read to; never empty. Earlier messages are no longer valid.</summary>
    public Span<byte> GetFree()
    {
        _bytes.AsSpan(_start, _end - _start).CopyTo(_bytes);
        _end -= _start;
        _start = 0;
        int needed = Math.Max(NeededLength, ChannelLimits.ReadLength);
        if (needed > _bytes.Length || (_end <= ChannelLimits.ReadLength && needed < _bytes.Length))
        {
            // A buffer for a great message is given back when that has been taken.
            Array.Resize(ref _bytes, Math.Max(needed, _end + 1));
        }

        return _bytes.AsSpan(_end);
    }

    /// <summary>Sets how many bytes were read to <see cref="GetFree"/>.</summary>
    public void Add(int count) => _end += count;

    /// <summary>Takes the next message, without its size; valid until <see cref="GetFree"/>.</summary>
    public bool TryTake(out ReadOnlySpan<byte> message)
    {
        message = default;
        if (IsBroken || _end - _start < ChannelLimits.PrefixLength)
        {
            return false;
        }

        uint length = BinaryPrimitives.ReadUInt32LittleEndian(_bytes.AsSpan(_start));
        if (length > ChannelLimits.MessageLength)
        {
            IsBroken = true;
            return false;
        }

        if (_end - _start - ChannelLimits.PrefixLength < length)
        {
            return false;
        }

        message = _bytes.AsSpan(_start + ChannelLimits.PrefixLength, (int)length);
        _start += ChannelLimits.PrefixLength + (int)length;
        return true;
    }

    /// <summary>The length of the message that is being read, with its size. Valid when the message is at the front.</summary>
    private int NeededLength => _end < ChannelLimits.PrefixLength
        ? 0
        : (int)Math.Min(BinaryPrimitives.ReadUInt32LittleEndian(_bytes), ChannelLimits.MessageLength) + ChannelLimits.PrefixLength;
}
