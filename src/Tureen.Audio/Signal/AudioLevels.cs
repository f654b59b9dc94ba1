namespace Tureen.Audio;

/// <summary>How loud samples are.</summary>
public static class AudioLevels
{
    /// <summary>The level of silence.</summary>
    public const int Silence = 127;

    private const double FullScale = 32_768;
    private const double DecibelsPerDecade = 10;

    /// <summary>Measures the level as RTP packets carry it (RFC 6464 §3): in −dBov, from 0, the loudest, to 127, silence.</summary>
    /// <param name="samples">The samples.</param>
    /// <returns>The level.</returns>
    public static int Measure(ReadOnlySpan<short> samples) => (int)Math.Round(Math.Clamp(-ToDecibels(MeanSquare(samples)), 0, Silence));

    internal static double MeanSquare(ReadOnlySpan<short> samples)
    {
        long sum = 0;
        foreach (short sample in samples)
        {
            sum += sample * sample;
        }

        return samples.IsEmpty ? 0 : (double)sum / samples.Length;
    }

    internal static double ToDecibels(double meanSquare) =>
        meanSquare <= 0 ? -Silence : DecibelsPerDecade * Math.Log10(meanSquare / (FullScale * FullScale));
}
