using Tureen.Engine.Congestion.Outgoing;
using Tureen.Engine.Primitives;
using Tureen.Engine.Streams;
using Tureen.Ortc;

namespace Tureen.Engine.Forwarding;

/// <summary>Finds the steps of a consumer's spatial layers and what they cost.</summary>
/// <param name="encodings">The producer's encodings.</param>
/// <param name="temporalLayers">Temporal layers of each spatial one, as they were announced.</param>
internal sealed class LayerSteps(IReadOnlyList<RtpEncodingParameters> encodings, int temporalLayers)
{
    /// <summary>With so many temporal layers the lowest one of a larger picture is too jerky to be worth its switch.</summary>
    private const int TemporalLayersOfCamera = 3;

    /// <summary>Bits per second of an encoding of which nothing is known, by its spatial layer.</summary>
    private static readonly double[] UsualRates = [150_000, 500_000, 1_500_000];

    /// <summary>Adds the steps of a spatial layer.</summary>
    /// <param name="now">The time.</param>
    /// <param name="source">Where the layer comes from.</param>
    /// <param name="highest">The highest temporal layer that is wanted.</param>
    /// <param name="overhead">Bytes that each packet has beyond its RTP packet.</param>
    /// <param name="isReady">Whether the layer can be switched to.</param>
    /// <param name="ladder">Gets the steps.</param>
    public void Add(Timestamp now, in LayerSource source, int highest, int overhead, bool isReady, LayerLadder ladder)
    {
        if (source.Stream is not { } stream)
        {
            return;
        }

        double keep = 0;
        double raise = 0;
        bool isKnown = stream.Layers.TryMeasure(now, source.Layer, 0, overhead, out _, out _);
        for (int lower = source.FirstLayer; lower < source.Layer; lower++)
        {
            for (int temporal = 0; temporal < stream.Layers.TemporalLayers; temporal++)
            {
                isKnown |= AddCell(now, stream, lower, temporal, overhead, ref keep, ref raise);
            }
        }

        for (int temporal = 0; temporal <= highest; temporal++)
        {
            if (isKnown)
            {
                AddCell(now, stream, source.Layer, temporal, overhead, ref keep, ref raise);
            }
            else
            {
                keep = raise = GetUsualRate(source.SpatialLayer, temporal);
            }

            bool isTooJerky = temporalLayers >= TemporalLayersOfCamera && source.SpatialLayer > 0 && temporal == 0 && highest > 0;
            if (!isTooJerky)
            {
                ladder.Add(new LayerStep(source.SpatialLayer, temporal, keep, raise), isReady);
            }
        }
    }

    private static bool AddCell(
        Timestamp now, RtpStreamReceiver stream, int spatialLayer, int temporalLayer, int overhead, ref double keep, ref double raise)
    {
        if (!stream.Layers.TryMeasure(now, spatialLayer, temporalLayer, overhead, out double slow, out double fast))
        {
            return false;
        }

        keep += slow;
        raise += Math.Max(slow, fast);
        return true;
    }

    private double GetUsualRate(int spatialLayer, int temporalLayer)
    {
        double whole = encodings[Math.Min(spatialLayer, encodings.Count - 1)].MaxBitrate
            ?? UsualRates[Math.Min(spatialLayer, UsualRates.Length - 1)];
        double share = (temporalLayers - 1 - temporalLayer) switch
        {
            <= 0 => 1,
            1 => 0.6,
            _ => 0.4,
        };
        return whole * share;
    }
}
