using Tureen.Engine.Congestion.Outgoing;
using Tureen.Engine.Primitives;

namespace Tureen.Engine.Forwarding;

internal abstract partial class LayeredConsumerCore : IBitrateTaker
{
    LayerLadder IBitrateTaker.Ladder => _allocated.Ladder;

    int IBitrateTaker.Priority => Priority;

    int IBitrateTaker.PresentStep => TargetSpatialLayer == None ? -1 : _allocated.Ladder.Find(TargetSpatialLayer, TargetTemporalLayer);

    /// <summary>Whether its target is what it sends, or nothing can be waited for.</summary>
    public bool IsSettled(Timestamp now) => _allocated.IsSettled(now, TargetSpatialLayer, CurrentSpatialLayer);

    Timestamp IBitrateTaker.GetRaisableFrom(bool isPathUntried) => _allocated.GetRaisableFrom(isPathUntried);

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
                _steps.Add(now, GetSource(layer), PreferredTemporalLayer, overhead, CanSwitchTo(now, layer), _allocated.Ladder);
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

    /// <summary>Where a spatial layer comes from.</summary>
    protected abstract LayerSource GetSource(int spatialLayer);

    /// <summary>The temporal layer to send: the target, or one fewer while a queue drains.</summary>
    protected int TemporalLayerToSend =>
        _allocated.IsDraining ? Math.Max(TargetTemporalLayer - 1, 0) : TargetTemporalLayer;

    protected abstract void OnDrainingChanged();

    /// <summary>A key frame that was not requested yet because of a queue may come now.</summary>
    protected virtual void OnDrained(Timestamp now, IDatagramSink sink)
    {
    }
}
