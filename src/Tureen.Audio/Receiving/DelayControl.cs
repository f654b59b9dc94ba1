namespace Tureen.Audio.Receiving;

/// <summary>
/// Decides when speech is stretched. Packets are needed in steps of the frames that the application takes; what is decoded beyond a frame adds to the
/// delay, too. The step must not be earlier than the target, and the rest should be small.
/// </summary>
internal sealed class DelayControl(DelayTarget target, int sampleRate)
{
    /// <summary>How alike periods of speech are.</summary>
    private const double Alike = 0.75;

    /// <summary>Good enough when the delay is long.</summary>
    private const double RoughlyAlike = 0.4;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(30);
    private static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan TolerableRest = TimeSpan.FromMilliseconds(7.5);
    private static readonly TimeSpan LongExcess = TimeSpan.FromMilliseconds(60);

    /// <summary>What is further behind is left out, because speech that is only sped up would take too long.</summary>
    private static readonly TimeSpan FarBehind = TimeSpan.FromMilliseconds(500);

    private TimeSpan _stretchedAt = TimeSpan.MinValue;

    public bool IsFarBehind(TimeSpan wait) => wait - target.Value > FarBehind;

    /// <summary>Decides after a packet was decoded.</summary>
    /// <param name="now">The time.</param>
    /// <param name="wait">How long the packet waited, after the fastest one would have been there.</param>
    /// <param name="taken">The samples of a frame.</param>
    /// <param name="decoded">The samples that are decoded.</param>
    public StretchRequest Decide(TimeSpan now, TimeSpan wait, int taken, int decoded)
    {
        if (_stretchedAt != TimeSpan.MinValue && now - _stretchedAt < Interval)
        {
            return default;
        }

        TimeSpan excess = wait - target.Value;
        if (excess < -Tolerance)
        {
            return new StretchRequest(StretchKind.Lengthen, Alike);
        }

        if (excess >= AudioRate.ToTime(taken, sampleRate))
        {
            return new StretchRequest(StretchKind.Shorten, excess > LongExcess ? RoughlyAlike : Alike, MayDecodeAhead: true);
        }

        return AudioRate.ToTime(decoded - taken, sampleRate) > TolerableRest ? new StretchRequest(StretchKind.Shorten, Alike) : default;
    }

    /// <summary>Notes by how many samples the speech changed.</summary>
    public int Note(TimeSpan now, int samples)
    {
        if (samples > 0)
        {
            _stretchedAt = now;
        }

        return samples;
    }
}
