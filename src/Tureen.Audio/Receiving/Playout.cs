using Tureen.Audio.Codec;
using Tureen.Audio.Signal;

namespace Tureen.Audio.Receiving;

/// <summary>
/// Plays what is stored, as many samples as it is asked for: decodes, conceals what is missing, fills pauses, and keeps the delay near its target by
/// removing or repeating periods of the pitch.
/// </summary>
internal sealed class Playout(ReceiverOptions options, PacketStore store, DelayTarget target, ReceiverCounters counters, IFrameDecoder decoder)
{
    /// <summary>Units of 48 kHz: 2.5 ms, the shortest frame.</summary>
    private const int ShortestFrame = 120;

    /// <summary>Units of 48 kHz: 20 ms.</summary>
    private const int UsualFrame = 960;

    /// <summary>Units of 48 kHz: 120 ms. What is missing for longer is a pause.</summary>
    private const int LongestConcealment = 5_760;

    /// <summary>dBov. What is below is not heard.</summary>
    private const double Quiet = -60;

    private readonly DecodedAudio _audio = new(options.SampleRate);
    private readonly ComfortNoise _noise = new();
    private readonly MediaAnchors _anchors = new();
    private readonly DelayControl _control = new(target, options.SampleRate);
    private readonly int _scale = AudioRate.RtpClock / options.SampleRate;
    private PlayoutState _state;
    private AudioFrameKind _kind;
    private bool _hasStarted;
    private long _next;
    private long _filled;
    private long _lastSequence;
    private int _lastDuration = UsualFrame;

    /// <summary>The first timestamp that has not been played yet.</summary>
    public long Next => _hasStarted ? _next : long.MinValue;

    /// <summary>Takes samples.</summary>
    public PulledAudio Pull(TimeSpan now, Span<short> output)
    {
        AudioFrameKind kind = _audio.Count > 0 ? _kind : AudioFrameKind.Silence;
        long? decoded = null;
        while (_audio.Count < output.Length)
        {
            long before = _next;
            int count = _audio.Count;
            Produce(now, output.Length);
            kind = _kind > kind ? _kind : kind;
            decoded = _state == PlayoutState.Playing && _next != before ? _next - _lastDuration : null;
            counters.Samples += _audio.Count - count;
        }

        if (decoded is { } timestamp)
        {
            Stretch(now, timestamp, output.Length);
        }

        long first = _next + _filled - ((long)_audio.Count * _scale);
        _audio.Take(output);
        return Describe(now, kind, first);
    }

    /// <summary>The stream begins anew.</summary>
    public void Restart()
    {
        _hasStarted = false;
        _state = PlayoutState.Silent;
        _filled = 0;
        _anchors.Clear();
        decoder.Reset();
    }

    private PulledAudio Describe(TimeSpan now, AudioFrameKind kind, long first)
    {
        if (kind == AudioFrameKind.Silence || _anchors.Find(first) is not { } anchor)
        {
            return new PulledAudio(kind, null, null);
        }

        return new PulledAudio(kind, anchor.CapturedAt + AudioRate.ToTime(first - anchor.Timestamp, AudioRate.RtpClock), now - anchor.ArrivedAt);
    }

    /// <summary>Adds at least 2.5 ms of samples.</summary>
    private void Produce(TimeSpan now, int wanted)
    {
        RemoveLate(now);
        if (store.Count == 0)
        {
            ProduceWithout(wanted);
            return;
        }

        ref readonly StoredPacket first = ref store.First;
        if (_state == PlayoutState.Silent)
        {
            if (target.WaitOf(now, first.Timestamp) >= target.Value)
            {
                Decode(isFadedIn: true);
            }
            else
            {
                AddNoise(wanted - _audio.Count);
            }

            return;
        }

        long gap = first.Timestamp - _next - _filled;
        if (gap < ShortestFrame)
        {
            Decode(isFadedIn: false);
        }
        else if (first.Sequence == _lastSequence + 1)
        {
            // Nothing is missing: the sender paused.
            _state = PlayoutState.Silent;
            AddNoise(wanted - _audio.Count);
        }
        else if (first.Header.HasFec && first.Header.Duration <= gap && gap < first.Header.Duration + ShortestFrame)
        {
            Recover(first);
        }
        else
        {
            Conceal((int)Math.Min(_lastDuration, first.Header.HasFec && gap > first.Header.Duration ? gap - first.Header.Duration : gap));
        }
    }

    private void ProduceWithout(int wanted)
    {
        if (_state != PlayoutState.Silent && _filled < LongestConcealment)
        {
            Conceal(_lastDuration);
            return;
        }

        _state = PlayoutState.Silent;
        AddNoise(wanted - _audio.Count);
    }

    private void RemoveLate(TimeSpan now)
    {
        while (store.Count > 0 && _hasStarted && store.First.Timestamp < _next)
        {
            counters.LatePackets += store.First.IsRepeated ? 0 : 1;
            store.RemoveFirst();
        }

        while (store.Count > 1 && _control.IsFarBehind(target.WaitOf(now, store.First.Timestamp)))
        {
            counters.DroppedPackets++;
            _next = store.First.Timestamp + store.First.Header.Duration;
            _lastSequence = store.First.Sequence;
            _filled = 0;
            store.RemoveFirst();
        }
    }

    private void Decode(bool isFadedIn)
    {
        StoredPacket packet = store.First;
        store.RemoveFirst();
        bool isLater = packet.IsRepeated;
        Span<short> room = _audio.Room[..(packet.Header.Duration / _scale)];
        if (decoder.Decode(packet.Payload.Span, room) != room.Length)
        {
            counters.InvalidPackets++;
            decoder.Conceal(room);
        }

        _hasStarted = true;
        _filled = 0;
        _next = packet.Timestamp + packet.Header.Duration;
        _lastSequence = packet.Sequence;
        _lastDuration = packet.Header.Duration;
        _anchors.Add(packet);
        _state = packet.Header.IsDtx ? PlayoutState.Silent : PlayoutState.Playing;
        _kind = packet.Header.IsDtx ? AudioFrameKind.Silence : isLater ? AudioFrameKind.Recovered : AudioFrameKind.Decoded;
        _noise.Observe(room);
        Count(room.Length);
        _audio.Add(room.Length, isFadedIn);
    }

    /// <summary>Takes the frame before a packet from the packet.</summary>
    private void Recover(in StoredPacket packet)
    {
        Span<short> room = _audio.Room[..(packet.Header.Duration / _scale)];
        if (!decoder.TryRecover(packet.Payload.Span, room))
        {
            decoder.Conceal(room);
        }

        _filled = 0;
        _next = packet.Timestamp;
        _lastDuration = packet.Header.Duration;
        _state = PlayoutState.Playing;
        _kind = AudioFrameKind.Recovered;
        Count(room.Length);
        _audio.Add(room.Length, isFadedIn: false);
    }

    private void Conceal(int duration)
    {
        int length = Math.Max(duration, ShortestFrame) / _scale;
        Span<short> room = _audio.Room[..length];
        decoder.Conceal(room);
        counters.ConcealedQuietSamples += AudioLevels.ToDecibels(AudioLevels.MeanSquare(room)) < Quiet ? length : 0;
        _filled += (long)length * _scale;
        _state = PlayoutState.Concealing;
        _kind = AudioFrameKind.Concealed;
        Count(length);
        _audio.Add(length, isFadedIn: false);
    }

    private void AddNoise(int length)
    {
        _noise.Fill(_audio.Room[..length]);
        _filled += (long)length * _scale;
        _kind = AudioFrameKind.Silence;
        Count(length);
        _audio.Add(length, isFadedIn: false);
    }

    private void Count(int samples)
    {
        switch (_kind)
        {
            case AudioFrameKind.Decoded:
                counters.DecodedSamples += samples;
                break;
            case AudioFrameKind.Recovered:
                counters.RecoveredSamples += samples;
                break;
            case AudioFrameKind.Concealed:
                counters.ConcealedSamples += samples;
                break;
            default:
                counters.SilentSamples += samples;
                break;
        }
    }

    private void Stretch(TimeSpan now, long timestamp, int taken)
    {
        StretchRequest request = _control.Decide(now, target.WaitOf(now, timestamp), taken, _audio.Count);
        if (request.MayDecodeAhead && store.Count > 0 && store.First.Timestamp == _next)
        {
            int before = _audio.Count;
            Decode(isFadedIn: false);
            counters.Samples += _audio.Count - before;
        }

        switch (request.Kind)
        {
            case StretchKind.Shorten:
                counters.RemovedSamples += _control.Note(now, _audio.Shorten(_audio.Count - taken, request.Likeness));
                break;
            case StretchKind.Lengthen:
                counters.InsertedSamples += _control.Note(now, _audio.Lengthen(request.Likeness));
                break;
        }
    }
}
