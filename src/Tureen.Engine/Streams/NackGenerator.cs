using Tureen.Engine.Primitives;

namespace Tureen.Engine.Streams;

/// <summary>Remembers missing packets of a received stream and decides when to request them again.</summary>
/// <remarks>After each call the owner takes what is to be asked with <see cref="TakeRequests"/> and <see cref="TakeKeyFrameRequired"/>.</remarks>
internal sealed class NackGenerator(TimeSpan sendDelay)
{
    /// <summary>Sequence numbers. Older gaps are given up.</summary>
    public const int MaxPacketAge = 10_000;

    /// <summary>Packets. More than this are not worth a request: a key frame is cheaper.</summary>
    public const int MaxNackPackets = 1000;

    public const int MaxRetries = 10;

    public static readonly TimeSpan DefaultRoundTripTime = TimeSpan.FromMilliseconds(100);

    public static readonly TimeSpan TimerInterval = TimeSpan.FromMilliseconds(40);

    /// <summary>How long a reordered packet may take before it is requested.</summary>
    public static readonly TimeSpan DefaultSendDelay = TimeSpan.FromMilliseconds(10);

    private const int InitialCapacity = 32;

    private readonly SequenceList _keyFrames = new(16, MaxPacketAge + 1);
    private MissingPacket[] _items = [];
    private ushort[] _requests = [];
    private int _requestCount;
    private int _unsent;
    private bool _started;
    private bool _keyFrameRequired;
    private ushort _lastSequence;
    private Timestamp _timerAt = Timestamp.Never;

    /// <summary>Packets that are missing now.</summary>
    public int Count { get; private set; }

    /// <summary>How long an answer takes; a request is not repeated sooner. Zero while unknown.</summary>
    public TimeSpan RoundTripTime { get; set; }

    public Timestamp NextDeadline => _timerAt;

    /// <summary>
    /// Whether this packet fills a gap: one that was requested, or, when it came by RTX (<paramref name="isRecovered"/>), any gap
    /// or a packet newer than all seen.
    /// </summary>
    public bool HandlePacket(Timestamp now, ushort sequence, bool isKeyFrame, bool isRecovered)
    {
        if (!_started)
        {
            _started = true;
            _lastSequence = sequence;
            if (isKeyFrame)
            {
                _keyFrames.Add(sequence);
            }

            return false;
        }

        if (sequence == _lastSequence)
        {
            return false;
        }

        if (SerialNumber.IsLower(sequence, _lastSequence))
        {
            return TryFill(sequence, isRecovered);
        }

        // 1. Key frames, the points up to which gaps can be forgotten.
        _keyFrames.RemoveFirst(_keyFrames.CountLower((ushort)(sequence - MaxPacketAge)));
        if (isKeyFrame)
        {
            _keyFrames.Add(sequence);
        }

        // 2. The gap before this packet.
        AddMissing(now, (ushort)(_lastSequence + 1), sequence);
        _lastSequence = sequence;

        // 3. Packets that have not been requested yet and have waited long enough.
        if (_unsent > 0)
        {
            SelectRequests(now, unsentOnly: true);
        }

        // A running timer is not restarted; otherwise it would never end while packets come.
        if (_timerAt.IsNever && Count > 0)
        {
            _timerAt = now + TimerInterval;
        }

        return isRecovered;
    }

    public void HandleDeadline(Timestamp now)
    {
        if (now < _timerAt)
        {
            return;
        }

        SelectRequests(now, unsentOnly: false);
        _timerAt = Count > 0 ? now + TimerInterval : Timestamp.Never;
    }

    /// <summary>Whether <see cref="TakeRequests"/> returns any.</summary>
    public bool HasRequests => _requestCount > 0;

    /// <summary>The sequence numbers to request now, in order; valid until the next call.</summary>
    public ReadOnlySpan<ushort> TakeRequests()
    {
        ReadOnlySpan<ushort> requests = _requests.AsSpan(0, _requestCount);
        _requestCount = 0;
        return requests;
    }

    /// <summary>Whether so much was lost that a key frame is needed instead.</summary>
    public bool TakeKeyFrameRequired()
    {
        bool required = _keyFrameRequired;
        _keyFrameRequired = false;
        return required;
    }

    /// <summary>Forgets everything, for example when the stream is paused.</summary>
    public void Reset()
    {
        _started = false;
        _keyFrames.Clear();
        Count = 0;
        _unsent = 0;
        _requestCount = 0;
        _keyFrameRequired = false;
        _timerAt = Timestamp.Never;
    }

    private bool TryFill(ushort sequence, bool isRecovered)
    {
        int place = CountLower(sequence);
        if (place == Count || _items[place].Sequence != sequence)
        {
            return false;
        }

        // A packet that was not requested was only late, unless RTX brought it.
        bool filled = isRecovered || _items[place].Retries > 0;
        Remove(place, 1);
        return filled;
    }

    private void AddMissing(Timestamp now, ushort first, ushort end)
    {
        Remove(0, CountLower((ushort)(end - MaxPacketAge)));
        int missing = (ushort)(end - first);
        if (Count + missing > MaxNackPackets && !MakeRoom(missing))
        {
            Remove(0, Count);
            _keyFrameRequired = true;
            return;
        }

        EnsureCapacity(Count + missing);
        for (ushort sequence = first; sequence != end; sequence++)
        {
            _items[Count++] = new MissingPacket(sequence, now);
            _unsent++;
        }
    }

    /// <summary>Forgets the gaps before each key frame in turn until there is room.</summary>
    private bool MakeRoom(int missing)
    {
        while (Count + missing > MaxNackPackets && _keyFrames.Count > 0)
        {
            int older = CountLower(_keyFrames[0]);
            Remove(0, older);
            if (older == 0)
            {
                _keyFrames.RemoveFirst();
            }
        }

        return Count + missing <= MaxNackPackets;
    }

    private void SelectRequests(Timestamp now, bool unsentOnly)
    {
        TimeSpan roundTripTime = RoundTripTime > TimeSpan.Zero ? RoundTripTime : DefaultRoundTripTime;

        // Requests are made in order, so those not yet requested are at the end.
        int first = unsentOnly ? Count - _unsent : 0;
        int kept = first;
        for (int i = first; i < Count; i++)
        {
            ref MissingPacket item = ref _items[i];
            if (unsentOnly && now - item.CreatedAt < sendDelay)
            {
                return;
            }

            bool isDue = now - item.CreatedAt >= sendDelay
                && (item.Retries == 0 || (!unsentOnly && now - item.SentAt >= roundTripTime));
            if (isDue)
            {
                Request(ref item, now);
            }

            if (item.Retries < MaxRetries)
            {
                _items[kept++] = item;
            }
        }

        Count = kept;
    }

    private void Request(ref MissingPacket item, Timestamp now)
    {
        if (_requestCount == MaxNackPackets)
        {
            return;
        }

        if (_requestCount == _requests.Length)
        {
            Array.Resize(ref _requests, Math.Clamp(_requests.Length * 2, InitialCapacity, MaxNackPackets));
        }

        _requests[_requestCount++] = item.Sequence;
        _unsent -= item.Retries == 0 ? 1 : 0;
        item.Retries++;
        item.SentAt = now;
    }

    private void Remove(int place, int count)
    {
        if (count == 0)
        {
            return;
        }

        for (int i = place; i < place + count; i++)
        {
            _unsent -= _items[i].Retries == 0 ? 1 : 0;
        }

        _items.AsSpan(place + count, Count - place - count).CopyTo(_items.AsSpan(place));
        Count -= count;
    }

    private int CountLower(ushort sequence)
    {
        int low = 0;
        int high = Count;
        while (low < high)
        {
            int middle = (low + high) >> 1;
            if (SerialNumber.IsLower(_items[middle].Sequence, sequence))
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    private void EnsureCapacity(int count)
    {
        if (count > _items.Length)
        {
            int doubled = Math.Max(_items.Length * 2, InitialCapacity);
            Array.Resize(ref _items, Math.Min(Math.Max(doubled, count), MaxNackPackets));
        }
    }
}
