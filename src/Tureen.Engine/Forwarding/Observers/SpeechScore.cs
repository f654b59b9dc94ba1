namespace Tureen.Engine.Forwarding.Observers;

/// <summary>
/// How likely a span is speech, given how many of its parts are active: the logarithm of the likelihood ratio, by the number of
/// active parts. Computed once.
/// </summary>
internal sealed class SpeechScore
{
    /// <summary>The least score, so that a ratio of two has a logarithm.</summary>
    public const double Minimum = 1e-10;

    /// <summary>The likelihood that a part of speech is active.</summary>
    private const double ActiveLikelihood = 0.5;

    private readonly double[] _scores;

    /// <param name="parts">Parts of the span.</param>
    /// <param name="falloff">Falloff of the exponential distribution of active parts without speech.</param>
    public SpeechScore(int parts, double falloff)
    {
        _scores = new double[parts + 1];
        double logCombinations = 0;
        for (int active = 0; active <= parts; active++)
        {
            double score = logCombinations
                + (active * Math.Log(ActiveLikelihood))
                + ((parts - active) * Math.Log(1 - ActiveLikelihood))
                - Math.Log(falloff)
                + (falloff * active);
            _scores[active] = Math.Max(score, Minimum);
            logCombinations += Math.Log((double)(parts - active) / (active + 1));
        }
    }

    public double this[int active] => _scores[active];
}
