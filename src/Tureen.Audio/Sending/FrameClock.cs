namespace Tureen.Audio.Sending;

/// <summary>When frames of 20 ms are due, and their RTP timestamps. Both follow the clock over any time; only a pause begins a new phase.</summary>
internal sealed class FrameClock(uint firstTimestamp)
{
    /// <summary>Units of 48 kHz.</summary>
    public const int FrameUnits = 960;

    private long _timestamp = firstTimestamp;
    private TimeSpan _timestampAt;
    private bool _hasStarted;

    public static TimeSpan Frame { get; } = TimeSpan.FromMilliseconds(20);

    /// <summary>When the next frame is due.</summary>
    public TimeSpan Due { get; private set; }

    /// <summary>The timestamp of the next frame.</summary>
    public uint Timestamp => (uint)_timestamp;

    /// <summary>Begins after a pause: a frame is due now, and its timestamp counts the pause.</summary>
    public void Start(TimeSpan now)
    {
        if (_hasStarted)
        {
            _timestamp += Math.Max(0, AudioRate.ToSamples(now - _timestampAt, AudioRate.RtpClock));
        }

        _hasStarted = true;
        _timestampAt = now;
        Due = now;
    }

    /// <summary>A frame was sent, or left out.</summary>
    public void Advance()
    {
        _timestamp += FrameUnits;
        _timestampAt += Frame;
        Due += Frame;
    }

    /// <summary>The frame that was due came a little later, as will the following ones.</summary>
    public void Shift(TimeSpan now) => Due = now;

    /// <summary>Leaves frames out; <see cref="Start"/> counts them.</summary>
    public void Postpone(int frames) => Due += frames * Frame;

    /// <summary>Gives up what is due and was not sent. Returns how many frames that are.</summary>
    public long SkipTo(TimeSpan now)
    {
        long frames = now < Due ? 0 : ((now - Due).Ticks / Frame.Ticks) + 1;
        _timestamp += frames * FrameUnits;
        _timestampAt += frames * Frame;
        Due += frames * Frame;
        return frames;
    }
}
