using Tureen.Engine.Congestion.Outgoing;
using Tureen.Engine.Primitives;
using Tureen.Engine.Streams;

namespace Tureen.Engine.Forwarding;

internal abstract partial class LayeredConsumerCore : IBitrateTaker
{
    /// <summary>Bits per second of an encoding of which nothing is known, by its spatial layer.</summary>
    private static readonly double[] UsualRates = [150_000, 500_000, 1_500_000];

    /// <summary>With so many temporal layers the lowest one of a larger picture is too jerky to be worth its switch.</summary>
    private const int TemporalLayersOfCamera = 3;

    LayerLadder IBitrateTaker.Ladder => _allocated.Ladder;

    int IBitrateTaker.Priority => Priority;

    int IBitrateTaker.PresentStep => TargetSpatialLayer == None ? -1 : _allocated.Ladder.Find(TargetSpatialLayer, TargetTemporalLayer);

    /// <summary>Whether its target is what it sends, or nothing can be waited for.</summary>
    public bool IsSettled(Timestamp now) => _allocated.IsSettled(now, TargetSpatialLayer, CurrentSpatialLayer);

    Timestamp IBitrateTaker.RaisableFrom => _allocated.RaisableFrom;

    /// <summary>Finds the steps that it may take now; none while it is not active.</summary>
    /// <param name="now">The time.</param>
    /// <param name="overhead">Bytes that each packet has beyond its RTP packet.</param>
    public void RefreshLadder(Timestamp now, int overhead)
    {
        _allocated.Ladder.Clear();
        if (!IsActive)
        {
            return;
        }

        _allocated.GiveUpIfLate(now, TargetSpatialLayer, CurrentSpatialLayer);
        for (int layer = 0; layer < SpatialLayers; layer++)
        {
            if (layer > PreferredSpatialLayer && _allocated.Ladder.ReadyCount > 0)
            {
                break;
            }

            if (IsFlowing(now, layer) && !_allocated.IsGivenUp(now, layer))
            {
                AddSteps(now, layer, overhead, CanSwitchTo(now, layer));
            }
        }
    }

    /// <summary>Takes the step that the allocation granted; −1 for nothing.</summary>
    public void ApplyStep(Timestamp now, int step, in StepDown down, IDatagramSink sink)
    {
        if (step < 0)
        {
            ClearTargets();
            return;
        }

        LayerStep granted = _allocated.Ladder[step];
        if (granted.SpatialLayer == TargetSpatialLayer && granted.TemporalLayer == TargetTemporalLayer)
        {
            return;
        }

        _allocated.HandleChange(now, granted.SpatialLayer != TargetSpatialLayer);
        SetTargets(now, granted.SpatialLayer, granted.TemporalLayer, down, sink);
    }

    /// <summary>The queue that a switch downward waits for is gone.</summary>
    public void HandleDrained(Timestamp now, IDatagramSink sink)
    {
        if (!IsSettled(now))
        {
            OnDrained(now, sink);
        }
    }

    /// <summary>Leaves out a temporal layer, or sends it again.</summary>
    public void SetDraining(bool isDraining)
    {
        if (_allocated.IsDraining != isDraining)
        {
            _allocated.IsDraining = isDraining;
            OnDrainingChanged();
        }
    }

    /// <summary>Bits per second that the producer sends of what the consumer could want at most (mediasoup's desired bitrate).</summary>
    public abstract double GetDesiredBitrate(Timestamp now);

    /// <summary>Whether a spatial layer flows.</summary>
    protected abstract bool IsFlowing(Timestamp now, int spatialLayer);

    /// <summary>Whether a spatial layer that flows can be switched to.</summary>
    protected virtual bool CanSwitchTo(Timestamp now, int spatialLayer) => true;

    /// <summary>The stream that carries a spatial layer, the layer's number in it, and the first layer that must be sent along.</summary>
    protected abstract (RtpStreamReceiver? Stream, int Layer, int FirstLayer) GetSource(int spatialLayer);

    /// <summary>The temporal layer to send: the target, or one fewer while a queue drains.</summary>
    protected int TemporalLayerToSend =>
        _allocated.IsDraining ? Math.Max(TargetTemporalLayer - 1, 0) : TargetTemporalLayer;

    protected abstract void OnDrainingChanged();

    /// <summary>A key frame that was not requested yet because of a queue may come now.</summary>
    protected virtual void OnDrained(Timestamp now, IDatagramSink sink)
    {
    }

    private void AddSteps(Timestamp now, int spatialLayer, int overhead, bool isReady)
    {
        (RtpStreamReceiver? stream, int layer, int first) = GetSource(spatialLayer);
        if (stream is null)
        {
            return;
        }

        double keep = 0;
        double raise = 0;
        bool isKnown = false;
        for (int lower = first; lower < layer; lower++)
        {
            for (int temporal = 0; temporal < stream.Layers.TemporalLayers; temporal++)
            {
                isKnown |= AddCell(now, stream, lower, temporal, overhead, ref keep, ref raise);
            }
        }

        int highest = Math.Min(PreferredTemporalLayer, TemporalLayers - 1);
        isKnown |= stream.Layers.TryMeasure(now, layer, 0, overhead, out _, out _);
        for (int temporal = 0; temporal <= highest; temporal++)
        {
            if (isKnown)
            {
                AddCell(now, stream, layer, temporal, overhead, ref keep, ref raise);
            }
            else
            {
                keep = raise = GetUsualRate(spatialLayer, temporal);
            }

            bool isTooJerky = TemporalLayers >= TemporalLayersOfCamera && spatialLayer > 0 && temporal == 0 && highest > 0;
            if (!isTooJerky)
            {
                _allocated.Ladder.Add(new LayerStep(spatialLayer, temporal, keep, raise), isReady);
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
        int index = Math.Min(spatialLayer, Options.ConsumableEncodings.Count - 1);
        double whole = Options.ConsumableEncodings[index].MaxBitrate ?? UsualRates[Math.Min(spatialLayer, UsualRates.Length - 1)];
        double share = (TemporalLayers - 1 - temporalLayer) switch
        {
            <= 0 => 1,
            1 => 0.6,
            _ => 0.4,
        };
        return whole * share;
    }
}
