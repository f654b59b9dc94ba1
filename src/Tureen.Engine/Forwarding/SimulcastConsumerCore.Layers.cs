using Tureen.Engine.Primitives;
using Tureen.Engine.Streams;

namespace Tureen.Engine.Forwarding;

internal sealed partial class SimulcastConsumerCore
{
    private static readonly TimeSpan ChoiceInterval = TimeSpan.FromMilliseconds(1000);

    public override void HandleProducerStream(Timestamp now, int index, IDatagramSink sink)
    {
        ChangeLayersIfNeeded(now, sink);
        if (IsActive && index == TargetSpatialLayer && index != _currentSpatialLayer)
        {
            RequestTargetKeyFrame(now, _mappedSsrcs[index], sink);
        }
    }

    /// <summary>The first report of a stream makes its timestamps comparable with the others'.</summary>
    public override void HandleProducerSenderReport(Timestamp now, int index, IDatagramSink sink)
    {
        // Only a report that opens a layer is worth a choice among all consumers of the transport.
        bool isFirst = (_reportedLayers & (1u << index)) == 0;
        _reportedLayers |= 1u << index;
        if (isFirst || !Transport.ManagesBitrate)
        {
            ChangeLayersIfNeeded(now, sink);
        }
    }

    /// <summary>The packets kept from the old source, and its timestamps relative to the other layers, are of no use any more.</summary>
    public override void HandleProducerSourceReplaced(Timestamp now, int index)
    {
        if (index == _currentSpatialLayer)
        {
            Stream.RequireSync();
        }

        if (index == _currentSpatialLayer || index == TargetSpatialLayer)
        {
            Stream.SkipWhatCame(now, source: null);
        }

        _clock.Forget(index, _currentSpatialLayer);
        _reportedLayers &= ~(1u << index);
    }

    protected override void OnCodecChanged() => _selector = CreateSelector();

    protected override int ChooseSpatialLayer(Timestamp now)
    {
        int chosen = None;
        for (int layer = 0; layer < SpatialLayers; layer++)
        {
            if (layer > PreferredSpatialLayer && chosen != None)
            {
                break;
            }

            if (IsAlive(layer) && CanSwitchTo(now, layer))
            {
                chosen = layer;
            }
        }

        return chosen;
    }

    public override double GetDesiredBitrate(Timestamp now)
    {
        double highest = 0;
        foreach (RtpStreamReceiver? stream in Producer.Streams)
        {
            highest = Math.Max(highest, stream?.Layers.GetBitrate(now).BitsPerSecond ?? 0);
        }

        return highest;
    }

    protected override bool IsFlowing(Timestamp now, int spatialLayer) => IsAlive(spatialLayer);

    protected override LayerSource GetSource(int spatialLayer) => new(spatialLayer, Producer.Streams[spatialLayer], Layer: 0, FirstLayer: 0);

    protected override void OnDrainingChanged()
    {
        if (TargetSpatialLayer == _currentSpatialLayer && TargetSpatialLayer != None)
        {
            _selector.SetTargets(0, TemporalLayerToSend);
        }
    }

    protected override void OnDrained(Timestamp now, IDatagramSink sink) => RequestDelayedKeyFrame(now, _mappedSsrcs[TargetSpatialLayer], sink);

    protected override void OnTargetsChanged(Timestamp now, int previousSpatialLayer, in StepDown down, IDatagramSink sink)
    {
        _isStopped = false;
        if (previousSpatialLayer != TargetSpatialLayer)
        {
            Stream.SkipWhatCame(now, Producer.Streams[TargetSpatialLayer]);
            _clock.BeginSwitch();
        }

        if (TargetSpatialLayer == _currentSpatialLayer)
        {
            _selector.SetTargets(0, TemporalLayerToSend);
            return;
        }

        // On the way down nothing of the old encoding may fill the queue, or at most its lowest temporal layer.
        bool isDown = Transport.ManagesBitrate && TargetSpatialLayer < _currentSpatialLayer;
        _isStopped = isDown && down.IsStopped;
        if (isDown)
        {
            _selector.SetTargets(0, 0);
        }

        if (_isStopped)
        {
            Stream.ForgetSent();
        }

        RequestTargetKeyFrameAfter(now, down.KeyFrameDelay, _mappedSsrcs[TargetSpatialLayer], sink);
    }

    protected override void OnTargetsCleared()
    {
        _currentSpatialLayer = None;
        _isStopped = false;
        _clock.BeginSwitch();
        _selector.SetTargets(None, None);
        _selector.SetCurrent(None, None);
    }

    /// <summary>
    /// Its timestamps can be compared with those that go out. Without a report they never can; then they are placed by arrival, at once where
    /// nothing else flows and else after a while.
    /// </summary>
    protected override bool CanSwitchTo(Timestamp now, int layer) =>
        _clock.CanCompare(layer)
        || !IsAlive(_clock.ReferenceLayer)
        || Producer.Streams[layer]!.ActiveFor(now) >= EngineLimits.MaxSenderReportWait;

    /// <summary>A better layer than the target flows: checks now and then whether it can be taken without a report.</summary>
    private void HandleUnused(Timestamp now, int layer, IDatagramSink sink)
    {
        bool isBetter = layer > TargetSpatialLayer && layer <= PreferredSpatialLayer;
        if (isBetter && now - _chosenAt >= ChoiceInterval)
        {
            _chosenAt = now;
            ChangeLayersIfNeeded(now, sink);
        }
    }

    private bool IsAlive(int layer) => Producer.Streams[layer] is RtpStreamReceiver { Score: > 0 } stream && stream.Codec == LayeredCodec;
}
