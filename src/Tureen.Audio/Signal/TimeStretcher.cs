namespace Tureen.Audio.Signal;

/// <summary>
/// Makes speech shorter or longer by one period of its pitch, where two periods resemble each other (waveform similarity overlap-add). What is
/// removed or repeated is faded over, so that nobody hears it.
/// </summary>
/// <remarks>The search runs on samples of 4 kHz first, and is refined around the best lag after that.</remarks>
internal sealed class TimeStretcher
{
    private const int CoarseRate = 4_000;
    private const int LongestSearch = 64;
    private const int PeriodsPerSecondAtMost = 400;
    private const int PeriodsPerSecondAtLeast = 66;
    private const int WindowsPerSecond = 200;

    /// <summary>The mean square of −60 dBov: below it, nobody hears the difference.</summary>
    private const double QuietMeanSquare = 32_768.0 * 32_768.0 / 1e6;

    /// <summary>Lags that are as good as the best within this; the longest of them changes the delay faster.</summary>
    private const double Tie = 0.03;

    private readonly int _minLag;
    private readonly int _maxLag;
    private readonly int _window;
    private readonly int _factor;
    private readonly float[] _coarse = new float[3 * LongestSearch];

    public TimeStretcher(int sampleRate)
    {
        _factor = sampleRate / CoarseRate;
        _minLag = sampleRate / PeriodsPerSecondAtMost;
        _maxLag = sampleRate / PeriodsPerSecondAtLeast;
        _window = sampleRate / WindowsPerSecond;
    }

    /// <summary>The least that can be removed or repeated.</summary>
    public int MinLag => _minLag;

    /// <summary>The most that can be removed or repeated.</summary>
    public int MaxLag => _maxLag;

    /// <summary>Removes one period of at most <paramref name="most"/> samples. Returns how many samples are gone; 0 if no two periods are alike.</summary>
    public int Shorten(Span<short> samples, int most, double likeness)
    {
        int lag = FindLag(samples, Math.Min(most, _maxLag), likeness);
        if (lag == 0)
        {
            return 0;
        }

        for (int i = 0; i < lag; i++)
        {
            samples[i] = Blend(samples[i], samples[lag + i], i, lag);
        }

        samples[(2 * lag)..].CopyTo(samples[lag..]);
        return lag;
    }

    /// <summary>Repeats one period. Returns how many samples were added; 0 if no two periods are alike.</summary>
    /// <param name="buffer">The samples, with room for one more period behind them.</param>
    /// <param name="count">How many samples there are.</param>
    /// <param name="likeness">How alike two periods must be: 1 for equal.</param>
    public int Lengthen(Span<short> buffer, int count, double likeness)
    {
        int lag = FindLag(buffer[..count], Math.Min(_maxLag, buffer.Length - count), likeness);
        if (lag == 0)
        {
            return 0;
        }

        // x[0, L), then x[L, 2L) that becomes x[0, L), then x[L, …).
        buffer[lag..count].CopyTo(buffer[(2 * lag)..]);
        for (int i = lag - 1; i >= 0; i--)
        {
            buffer[lag + i] = Blend(buffer[(2 * lag) + i], buffer[i], i, lag);
        }

        return lag;
    }

    private static short Blend(short from, short to, int step, int steps) => (short)(((from * (steps - step)) + (to * step)) / steps);

    /// <summary>The lag at which the samples are most like themselves; 0 if they are not enough so.</summary>
    private int FindLag(ReadOnlySpan<short> samples, int most, double likeness)
    {
        int longest = Math.Min(most, Math.Min(samples.Length / 2, samples.Length - _window));
        if (longest < _minLag)
        {
            return 0;
        }

        if (AudioLevels.MeanSquare(samples) < QuietMeanSquare)
        {
            return longest;
        }

        int around = CoarseLag(samples, longest) * _factor;
        double best = 0;
        int lag = 0;
        for (int candidate = Math.Max(_minLag, around - _factor); candidate <= Math.Min(longest, around + _factor); candidate++)
        {
            double value = Likeness(samples, candidate);
            if (value > best)
            {
                (best, lag) = (value, candidate);
            }
        }

        return best >= likeness ? lag : 0;
    }

    private int CoarseLag(ReadOnlySpan<short> samples, int longest)
    {
        int count = Math.Min(samples.Length / _factor, _coarse.Length);
        for (int i = 0; i < count; i++)
        {
            float sum = 0;
            foreach (short sample in samples.Slice(i * _factor, _factor))
            {
                sum += sample;
            }

            _coarse[i] = sum;
        }

        int window = _window / _factor;
        double best = double.MinValue;
        int lag = _minLag / _factor;
        for (int candidate = Math.Max(1, _minLag / _factor); candidate <= longest / _factor && candidate + window <= count; candidate++)
        {
            double value = Likeness(_coarse.AsSpan(0, window), _coarse.AsSpan(candidate, window));
            if (value > best - Tie)
            {
                (best, lag) = (Math.Max(best, value), candidate);
            }
        }

        return lag;
    }

    private static double Likeness(ReadOnlySpan<float> one, ReadOnlySpan<float> other)
    {
        double product = 0;
        double energy = 1;
        double otherEnergy = 1;
        for (int i = 0; i < one.Length; i++)
        {
            product += one[i] * other[i];
            energy += one[i] * one[i];
            otherEnergy += other[i] * other[i];
        }

        return product / Math.Sqrt(energy * otherEnergy);
    }

    private double Likeness(ReadOnlySpan<short> samples, int lag)
    {
        long product = 0;
        long energy = 1;
        long otherEnergy = 1;
        for (int i = 0; i < _window; i++)
        {
            int one = samples[i];
            int other = samples[lag + i];
            product += one * other;
            energy += one * one;
            otherEnergy += other * other;
        }

        return product / Math.Sqrt((double)energy * otherEnergy);
    }
}
