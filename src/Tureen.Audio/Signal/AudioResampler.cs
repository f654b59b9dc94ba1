namespace Tureen.Audio;

/// <summary>
/// Changes the sample rate of a stream: a band-limited interpolation by a windowed sinc, in phases that repeat. Parts of a stream may have any length;
/// the result is the same as that of the whole.
/// </summary>
/// <remarks>Not safe for several threads at once. It allocates nothing after it was made, apart from a longer buffer for a longer part.</remarks>
public sealed class AudioResampler
{
    /// <summary>Zero crossings of the sinc on each side. 16 keep aliases 80 dB down and cost 32 multiplications a sample, more when the rate falls.</summary>
    private const int ZeroCrossings = 16;

    /// <summary>Of the lower rate's band; the rest is the slope of the filter.</summary>
    private const double Passband = 0.92;

    private readonly int _up;
    private readonly int _down;
    private readonly int _taps;
    private readonly float[][] _phases;
    private float[] _history;
    private int _count;
    private long _position;

    /// <summary>Makes a resampler.</summary>
    /// <param name="inputRate">The rate of what comes in.</param>
    /// <param name="outputRate">The rate of what comes out.</param>
    /// <exception cref="ArgumentOutOfRangeException">A rate is not a multiple of 50 from 4000 to 192000.</exception>
    public AudioResampler(int inputRate, int outputRate)
    {
        InputRate = AudioRate.Check(inputRate, nameof(inputRate));
        OutputRate = AudioRate.Check(outputRate, nameof(outputRate));
        int divisor = GreatestCommonDivisor(inputRate, outputRate);
        _up = outputRate / divisor;
        _down = inputRate / divisor;
        double cutoff = Passband * Math.Min(1.0, (double)outputRate / inputRate);
        int half = (int)Math.Ceiling(ZeroCrossings / cutoff);
        _taps = 2 * half;
        _phases = [.. Enumerable.Range(0, _up).Select(phase => Phase((double)phase / _up, half, cutoff))];

        // The filter begins in the middle, so that the first output is the first input.
        _history = new float[4 * _taps];
        _count = half - 1;
    }

    /// <summary>The rate of what comes in.</summary>
    public int InputRate { get; }

    /// <summary>The rate of what comes out.</summary>
    public int OutputRate { get; }

    /// <summary>How much later a sample comes out than it went in.</summary>
    public TimeSpan Delay => AudioRate.ToTime(_taps / 2, InputRate);

    /// <summary>The most samples that the next part can make.</summary>
    /// <param name="inputLength">The number of samples of the part.</param>
    /// <returns>The number of samples.</returns>
    public int MaxOutput(int inputLength) => (int)(((long)(_count + inputLength) * _up / _down) + 1);

    /// <summary>Takes the next part of the stream.</summary>
    /// <param name="input">The samples.</param>
    /// <param name="output">Where to write, as many as <see cref="MaxOutput"/> says.</param>
    /// <returns>How many samples were written.</returns>
    /// <exception cref="ArgumentException">The output is shorter than what comes out.</exception>
    public int Process(ReadOnlySpan<short> input, Span<short> output)
    {
        Append(input);
        int written = 0;
        long first = _position / _up;
        while (first + _taps <= _count)
        {
            if (written == output.Length)
            {
                throw new ArgumentException($"The output has {output.Length} samples and takes up to {MaxOutput(input.Length)}.", nameof(output));
            }

            ReadOnlySpan<float> window = _history.AsSpan((int)first, _taps);
            output[written++] = Round(Dot(window, _phases[_position % _up]));
            _position += _down;
            first = _position / _up;
        }

        int unused = (int)Math.Min(first, _count);
        _history.AsSpan(unused, _count - unused).CopyTo(_history);
        _count -= unused;
        _position -= (long)unused * _up;
        return written;
    }

    private static float Dot(ReadOnlySpan<float> samples, float[] filter)
    {
        float sum = 0;
        int i = 0;
        if (System.Numerics.Vector.IsHardwareAccelerated)
        {
            var sums = System.Numerics.Vector<float>.Zero;
            for (; i <= filter.Length - System.Numerics.Vector<float>.Count; i += System.Numerics.Vector<float>.Count)
            {
                sums += new System.Numerics.Vector<float>(samples[i..]) * new System.Numerics.Vector<float>(filter, i);
            }

            sum = System.Numerics.Vector.Sum(sums);
        }

        for (; i < filter.Length; i++)
        {
            sum += samples[i] * filter[i];
        }

        return sum;
    }

    private static short Round(float value) => (short)Math.Clamp(MathF.Round(value), short.MinValue, short.MaxValue);

    /// <summary>The filter for outputs that lie <paramref name="fraction"/> after an input; its sum is 1, so that a constant stays one.</summary>
    private static float[] Phase(double fraction, int half, double cutoff)
    {
        double[] filter = [.. Enumerable.Range(0, 2 * half).Select(tap => Sinc(tap - half + 1 - fraction, half, cutoff))];
        double sum = filter.Sum();
        return [.. filter.Select(value => (float)(value / sum))];
    }

    /// <summary>A sinc under a Blackman window.</summary>
    private static double Sinc(double distance, int half, double cutoff)
    {
        double inWindow = distance / half;
        if (Math.Abs(inWindow) >= 1)
        {
            return 0;
        }

        double window = 0.42 + (0.5 * Math.Cos(Math.PI * inWindow)) + (0.08 * Math.Cos(2 * Math.PI * inWindow));
        double angle = Math.PI * distance * cutoff;
        return window * cutoff * (Math.Abs(angle) < 1e-9 ? 1 : Math.Sin(angle) / angle);
    }

    private static int GreatestCommonDivisor(int a, int b) => b == 0 ? a : GreatestCommonDivisor(b, a % b);

    private void Append(ReadOnlySpan<short> input)
    {
        if (_count + input.Length > _history.Length)
        {
            Array.Resize(ref _history, _count + input.Length + _taps);
        }

        foreach (short sample in input)
        {
            _history[_count++] = sample;
        }
    }
}
