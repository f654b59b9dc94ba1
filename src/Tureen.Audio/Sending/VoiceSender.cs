using Tureen.Audio.Codec;

namespace Tureen.Audio.Sending;

/// <summary>
/// Sends what an application writes, a frame every 20 ms. When nothing is left it sends silence for a moment, so that the receiver does not invent a
/// continuation, and then a frame every 400 ms (RFC 7587 §3.1.3). The time is a parameter.
/// </summary>
internal sealed class VoiceSender
{
    /// <summary>Frames of silence before the sender pauses: the encoder needs ten to find that it is silent.</summary>
    private const int SilentFrames = 15;

    /// <summary>Frames from one to the next while the sender pauses.</summary>
    private const int PauseFrames = 20;

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
    private int _silentFrames = SilentFrames;
    private bool _isWaiting;
    private bool _isInDtx;
    private bool _isFirst = true;

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

    private bool IsPausing => _silentFrames >= SilentFrames && _options.HasDtx;

    /// <summary>Takes samples. Returns how many fitted.</summary>
    public int Write(TimeSpan now, ReadOnlySpan<short> samples)
    {
        int taken = _queue.Write(samples);
        if (taken == 0)
        {
            return 0;
        }

        if (_silentFrames >= SilentFrames && (NextDeadline is null || _options.HasDtx))
        {
            // Speech begins: at once, or when the rest of the first frame is there.
            _silentFrames = 0;
            _isFirst = true;
            _isWaiting = true;
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

            if (IsPausing)
            {
                SendWhilePausing();
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
        if (!isComplete && _silentFrames == 0 && !_isWaiting && now < _clock.Due + Grace)
        {
            _isWaiting = true;
            return false;
        }

        if (!isComplete && _silentFrames == 0)
        {
            Counters.Pauses++;
        }

        _isWaiting = false;
        int count = _queue.Read(_frame);
        _silentFrames = count > 0 ? 0 : _silentFrames + 1;
        Send(count);
        return true;
    }

    private void SendWhilePausing()
    {
        _frame.AsSpan().Clear();
        _isInDtx = false;
        _clock.Start(_clock.Due);
        Send(count: 0);
        _clock.Postpone(PauseFrames - 1);
    }

    private void Send(int count)
    {
        int length = _encoder.Encode(_frame, _payload);
        bool isSilent = _options.HasDtx && length <= OpusPacket.MaxDtxLength;
        if (isSilent && _isInDtx)
        {
            Counters.SkippedFrames++;
        }
        else
        {
            uint timestamp = _clock.Timestamp;
            ReadOnlyMemory<byte> payload = _red is null
                ? _payload.AsMemory(0, length)
                : _redPayload.AsMemory(0, _red.Write(_payload.AsSpan(0, length), timestamp, _redPayload));
            Counters.Packets++;
            Counters.Bytes += payload.Length;
            _send(new OutgoingPacket(payload, timestamp, _isFirst, new SentAudio(_position, count, AudioLevels.Measure(_frame))));
            _isFirst = false;
        }

        _isInDtx = isSilent;
        _position += count;
        _clock.Advance();
    }
}
