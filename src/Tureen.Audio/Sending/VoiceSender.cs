using Tureen.Audio.Codec;

namespace Tureen.Audio.Sending;

/// <summary>
/// Sends what an application writes, a frame every 20 ms. After a moment of silence it sends nothing but a packet without audio every 400 ms
/// (RFC 7587 §3.1.3). The time is a parameter.
/// </summary>
/// <remarks>The encoder's own DTX is not used, because it takes any steady sound for silence.</remarks>
internal sealed class VoiceSender
{
    /// <summary>−dBov. What is quieter is silence.</summary>
    private const int SilentLevel = 75;

    /// <summary>Frames of silence that are sent before the sender rests, so that the receiver does not invent a continuation.</summary>
    private const int SilentFrames = 10;

    /// <summary>Frames from one packet without audio to the next.</summary>
    private const int RestFrames = 20;

    /// <summary>Config 9 with one frame of 20 ms and no audio (RFC 6716 §3.1).</summary>
    private static readonly byte[] NoAudio = [9 << 3];

    /// <summary>How much later than usual the application may write before silence goes in between.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(10);

    private readonly SenderOptions _options;
    private readonly IFrameEncoder _encoder;
    private readonly Action<OutgoingPacket> _send;
    private readonly PcmQueue _queue;
    private readonly FrameClock _clock;
    private readonly RedEncoder? _red;
    private readonly short[] _frame;
    private readonly byte[] _payload = new byte[AudioLimits.MaxSentPayloadLength];
    private readonly byte[] _redPayload = new byte[AudioLimits.MaxSentPayloadLength];
    private long _position;
    private int _silentFrames;
    private bool _isWaiting;
    private bool _isDry = true;
    private bool _isResting = true;
    private bool _isFirst;

    public VoiceSender(SenderOptions options, IFrameEncoder encoder, uint firstTimestamp, Action<OutgoingPacket> send)
    {
        _options = options;
        _encoder = encoder;
        _send = send;
        _queue = new PcmQueue((int)AudioRate.ToSamples(options.QueueLimit, options.SampleRate));
        _clock = new FrameClock(firstTimestamp);
        _red = options.Redundancy > 0 ? new RedEncoder(options.OpusPayloadType, options.Redundancy) : null;
        _frame = new short[AudioRate.ToSamples(FrameClock.Frame, options.SampleRate)];
    }

    public SenderCounters Counters { get; } = new();

    /// <summary>When <see cref="HandleDeadline"/> has something to do; null before the first write.</summary>
    public TimeSpan? NextDeadline { get; private set; }

    /// <summary>Samples that wait.</summary>
    public int Queued => _queue.Count;

    /// <summary>Takes samples. Returns how many fitted.</summary>
    public int Write(TimeSpan now, ReadOnlySpan<short> samples)
    {
        int taken = _queue.Write(samples);
        if (taken == 0)
        {
            return 0;
        }

        if (_isResting)
        {
            // Speech begins: at once, or when the rest of the first frame is there.
            _isResting = false;
            _isFirst = true;
            _isWaiting = true;
            _silentFrames = 0;
            _clock.Start(now);
            NextDeadline = now + FrameClock.Frame;
        }

        if (_isWaiting && _queue.Count >= _frame.Length)
        {
            _isWaiting = false;
            _clock.Shift(now);
            HandleDeadline(now);
        }

        return taken;
    }

    /// <summary>Forgets what waits: the application is interrupted. Returns how many samples that were.</summary>
    public int Clear()
    {
        int cleared = _queue.Clear();
        _position += cleared;
        Counters.ClearedSamples += cleared;
        return cleared;
    }

    /// <summary>Sends what is due.</summary>
    public void HandleDeadline(TimeSpan now)
    {
        if (NextDeadline is null || (_isWaiting && now < NextDeadline))
        {
            return;
        }

        for (int sent = 0; now >= _clock.Due; sent++)
        {
            if (sent == AudioLimits.MaxBurst)
            {
                Counters.MissedFrames += _clock.SkipTo(now);
                break;
            }

            if (_isResting)
            {
                Rest();
            }
            else if (!TrySendFrame(now))
            {
                NextDeadline = _clock.Due + Grace;
                return;
            }
        }

        _isWaiting = false;
        NextDeadline = _clock.Due;
    }

    /// <summary>Sends a frame. False if the application may still write it in time.</summary>
    private bool TrySendFrame(TimeSpan now)
    {
        bool isComplete = _queue.Count >= _frame.Length;
        if (!isComplete && !_isDry && !_isWaiting && now < _clock.Due + Grace)
        {
            _isWaiting = true;
            return false;
        }

        Counters.Pauses += !isComplete && !_isDry ? 1 : 0;
        _isWaiting = false;
        int count = _queue.Read(_frame);
        _isDry = count == 0;
        int level = AudioLevels.Measure(_frame);
        if (level < SilentLevel)
        {
            _isFirst |= IsQuiet();
            _silentFrames = 0;
        }
        else
        {
            _silentFrames++;
        }

        if (!IsQuiet())
        {
            Send(_payload.AsMemory(0, _encoder.Encode(_frame, _payload)), new SentAudio(_position, count, level));
        }
        else if (_isDry)
        {
            _isResting = true;
            Rest();
            return true;
        }
        else if ((_silentFrames - SilentFrames) % RestFrames == 1)
        {
            Send(NoAudio, new SentAudio(_position, count, level));
        }
        else
        {
            Counters.SkippedFrames++;
        }

        _position += count;
        _clock.Advance();
        return true;
    }

    private bool IsQuiet() => _options.HasDtx && _silentFrames > SilentFrames;

    /// <summary>Nothing is written. What comes is sent at once, and until then a packet without audio now and then.</summary>
    private void Rest()
    {
        _clock.Start(_clock.Due);
        Send(NoAudio, new SentAudio(_position, Count: 0, AudioLevels.Silence));
        _clock.Advance();
        _clock.Postpone(RestFrames - 1);
    }

    private void Send(ReadOnlyMemory<byte> payload, SentAudio frame)
    {
        uint timestamp = _clock.Timestamp;
        if (_red is not null)
        {
            payload = _redPayload.AsMemory(0, _red.Write(payload.Span, timestamp, _redPayload));
        }

        Counters.Packets++;
        Counters.Bytes += payload.Length;
        _send(new OutgoingPacket(payload, timestamp, _isFirst, frame));
        _isFirst = false;
    }
}
