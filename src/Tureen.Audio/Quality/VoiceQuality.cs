namespace Tureen.Audio;

/// <summary>Estimates how people would rate a connection (ITU-T G.107, the E-model), from its delay and what had to be concealed.</summary>
/// <remarks>A narrow-band model with the parameters of G.711 with concealment (G.113, appendix I), which is the safe side for Opus.</remarks>
public static class VoiceQuality
{
    /// <summary>R of a perfect connection, with the default values of G.107.</summary>
    private const double BestRating = 93.2;

    /// <summary>Ppl at which half of what is left of the quality is gone (G.113, appendix I).</summary>
    private const double LossRobustness = 25.1;

    private const double WorstImpairment = 95;
    private const double ShortestFeltDelay = 100;

    /// <summary>Estimates R.</summary>
    /// <param name="delay">From mouth to ear.</param>
    /// <param name="concealedShare">The share of time that was concealed, from 0 to 1.</param>
    /// <param name="burstRatio">How much longer bursts of losses are than random ones; 1 for random ones (G.107, section 3.5).</param>
    /// <returns>R, from 0 to 93.2.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value cannot be.</exception>
    public static double Rate(TimeSpan delay, double concealedShare, double burstRatio = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfNegative(concealedShare);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(concealedShare, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(burstRatio, 1);
        double percent = concealedShare * 100;
        double loss = percent == 0 ? 0 : WorstImpairment * percent / ((percent / burstRatio) + LossRobustness);
        return Math.Clamp(BestRating - DelayImpairment(delay.TotalMilliseconds) - loss, 0, BestRating);
    }

    /// <summary>Estimates the mean opinion score.</summary>
    /// <param name="delay">From mouth to ear.</param>
    /// <param name="concealedShare">The share of time that was concealed, from 0 to 1.</param>
    /// <param name="burstRatio">How much longer bursts of losses are than random ones; 1 for random ones.</param>
    /// <returns>From 1, bad, to 4.4, the best that the model knows (G.107, annex B).</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value cannot be.</exception>
    public static double Score(TimeSpan delay, double concealedShare, double burstRatio = 1)
    {
        double rating = Rate(delay, concealedShare, burstRatio);
        return Math.Max(1, 1 + (0.035 * rating) + (rating * (rating - 60) * (100 - rating) * 7e-6));
    }

    /// <summary>Idd, without echo (G.107, section 3.4).</summary>
    private static double DelayImpairment(double milliseconds)
    {
        if (milliseconds <= ShortestFeltDelay)
        {
            return 0;
        }

        double x = Math.Log2(milliseconds / ShortestFeltDelay);
        return 25 * (Math.Pow(1 + Math.Pow(x, 6), 1.0 / 6) - (3 * Math.Pow(1 + Math.Pow(x / 3, 6), 1.0 / 6)) + 2);
    }
}
