namespace Tureen.Audio.Signal;

/// <summary>Quiet noise as loud as the background of a voice, so that the line does not seem dead while nobody speaks.</summary>
internal sealed class ComfortNoise
{
    /// <summary>The loudest noise: 60 dB below the full scale.</summary>
    private const double LoudestMeanSquare = 32_768.0 * 32_768.0 / 1e6;

    /// <summary>How fast the background may become louder, per frame.</summary>
    private const double Rise = 1.02;

    /// <summary>The mean square of uniform noise from −1 to 1.</summary>
    private const double UniformMeanSquare = 1.0 / 3;

    /// <summary>The share of the last sample: noise of rooms has more low than high tones.</summary>
    private const double Smoothing = 0.6;

    private double _background;
    private double _last;
    private uint _state = 0x2545_F491;
    private bool _hasBackground;

    /// <summary>Learns the background from a frame that was received.</summary>
    public void Observe(ReadOnlySpan<short> frame)
    {
        double meanSquare = Math.Min(AudioLevels.MeanSquare(frame), LoudestMeanSquare);
        _background = _hasBackground ? Math.Min(meanSquare, Math.Max(_background * Rise, 1)) : meanSquare;
        _hasBackground = true;
    }

    public void Fill(Span<short> output)
    {
        double amplitude = Math.Sqrt(_background / UniformMeanSquare * (1 + Smoothing) / (1 - Smoothing));
        for (int i = 0; i < output.Length; i++)
        {
            _last = (Smoothing * _last) + ((1 - Smoothing) * NextUniform());
            output[i] = (short)(_last * amplitude);
        }
    }

    /// <summary>From −1 to 1 (Marsaglia's xorshift).</summary>
    private double NextUniform()
    {
        _state ^= _state << 13;
        _state ^= _state >> 17;
        _state ^= _state << 5;
        return ((double)_state / uint.MaxValue * 2) - 1;
    }
}
