using Tureen.Engine.Primitives;
using Tureen.Engine.Streams;

namespace Tureen.Engine.Forwarding;

internal sealed partial class SimulcastConsumerCore
{
    public override void HandleProducerStream(Timestamp now, int index, IDatagramSink sink)
    {
        ChangeLayersIfNeeded(now, sink);
        if (IsActive && index == TargetSpatialLayer && index != _currentSpatialLayer)
        {
            RequestTargetKeyFrame(now, _mappedSsrcs[index], sink);
        }
    }

    /// <summary>The first report of a stream makes its timestamps comparable with the others'.</summary>
    public override void HandleProducerSenderReport(Timestamp now, int index, IDatagramSink sink) => ChangeLayersIfNeeded(now, sink);

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

        ForgetTimestampsOf(index);
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

    protected override void OnTargetsChanged(Timestamp now, int previousSpatialLayer, IDatagramSink sink)
    {
        if (previousSpatialLayer != TargetSpatialLayer)
        {
            Stream.SkipWhatCame(now, Producer.Streams[TargetSpatialLayer]);
            _isOlderKeyFrameRefused = false;
        }

        if (TargetSpatialLayer == _currentSpatialLayer)
        {
            _selector.SetTargets(0, TargetTemporalLayer);
        }
        else
        {
            RequestTargetKeyFrame(now, _mappedSsrcs[TargetSpatialLayer], sink);
        }
    }

    protected override void OnTargetsCleared()
    {
        _currentSpatialLayer = None;
        _isOlderKeyFrameRefused = false;
        _selector.SetTargets(None, None);
        _selector.SetCurrent(None, None);
    }

    private bool IsAlive(int layer) => Producer.Streams[layer] is RtpStreamReceiver { Score: > 0 } stream && stream.Codec == LayeredCodec;
}
