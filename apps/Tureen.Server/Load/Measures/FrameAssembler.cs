using Tureen.Server.Load.Media;

namespace Tureen.Server.Load.Measures;

/// <summary>
/// Puts the packets of a video stream in order and finds the frames that a decoder could show: complete, and with all frames before them back to a
/// key frame.
/// </summary>
/// <param name="isVp8">Whether the payloads say which frames are key frames. Of other codecs every frame counts as one.</param>
internal sealed class FrameAssembler(bool isVp8)
{
    /// <summary>Packets. What waits behind a gap; at 10 Mbit/s a second.</summary>
    private const int Capacity = 1024;

    /// <summary>How long a gap may stay before the frame in it is given up, as browsers do after some retransmissions.</summary>
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(1);

    private readonly Slot[] _slots = new Slot[Capacity];
    private long _next = -1;
    private long _highest;
    private TimeSpan _blockedSince;
    private bool _isBlocked;
    private bool _isDecodable;
    private bool _isInFrame;
    private bool _isFrameGood;

    /// <summary>The height of the picture, from the last key frame; 0 if not known.</summary>
    public int Height { get; private set; }

    /// <summary>Whether the stream cannot go on without a key frame.</summary>
    public bool NeedsKeyFrame => !_isDecodable;

    /// <summary>Frames that were given up.</summary>
    public long Dropped { get; private set; }

    /// <summary>Takes a packet.</summary>
    /// <param name="now">When it came.</param>
    /// <param name="number">Its sequence number without wrapping.</param>
    /// <param name="isLast">Whether it ends its frame.</param>
    /// <param name="payload">Its payload.</param>
    /// <returns>The frames that can be shown now.</returns>
    public int Add(TimeSpan now, long number, bool isLast, ReadOnlySpan<byte> payload)
    {
        if (_next < 0)
        {
            _next = _highest = number;
        }

        if (number < _next)
        {
            return 0;
        }

        _highest = Math.Max(_highest, number);
        if (_highest - _next >= Capacity)
        {
            Skip(FirstPresent(Math.Max(_next, _highest - Capacity + 1)));
        }

        if (number >= _next)
        {
            _slots[number % Capacity] = new Slot(number, isLast, Read(payload));
        }

        return Take(now);
    }

    private Vp8Payload Read(ReadOnlySpan<byte> payload)
    {
        if (!isVp8)
        {
            return new Vp8Payload(IsStart: !_isInFrame, IsKey: !_isInFrame, 0);
        }

        return Vp8Payload.TryParse(payload, out Vp8Payload parsed) ? parsed : default;
    }

    private int Take(TimeSpan now)
    {
        int frames = 0;
        while (_next <= _highest)
        {
            ref Slot slot = ref _slots[_next % Capacity];
            if (slot.Number == _next)
            {
                frames += Consume(slot);
                slot = default;
                _next++;
                _isBlocked = false;
            }
            else if (!_isBlocked)
            {
                _isBlocked = true;
                _blockedSince = now;
                return frames;
            }
            else if (now - _blockedSince < MaxWait)
            {
                return frames;
            }
            else
            {
                Skip(FirstPresent(_next));
            }
        }

        return frames;
    }

    private int Consume(in Slot slot)
    {
        if (!_isInFrame)
        {
            _isInFrame = true;
            bool isKey = isVp8 ? slot.Payload.IsKey : true;
            _isFrameGood = isKey || (_isDecodable && (!isVp8 || slot.Payload.IsStart));
            Height = isKey && slot.Payload.Height > 0 ? slot.Payload.Height : Height;
        }

        if (!slot.IsLast)
        {
            return 0;
        }

        _isInFrame = false;
        _isDecodable = _isFrameGood;
        return _isFrameGood ? 1 : 0;
    }

    private long FirstPresent(long number)
    {
        while (number < _highest && _slots[number % Capacity].Number != number)
        {
            number++;
        }

        return number;
    }

    /// <summary>Gives up what is before a packet. The rest of a frame without its start is no frame.</summary>
    private void Skip(long number)
    {
        _next = number;
        _isBlocked = false;
        _isDecodable = false;
        _isFrameGood = false;
        _isInFrame = false;
        Dropped++;
    }

    private readonly record struct Slot(long Number, bool IsLast, Vp8Payload Payload);
}
