using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;
using Tureen.Engine.Streams;

namespace Tureen.Engine.Forwarding;

internal sealed partial class SimulcastConsumerCore
{
    /// <summary>The newest RTP timestamp of the target layer when it became that; null when nothing had come.</summary>
    private uint? _skipped;

    public override void HandleProducerStream(Timestamp now, int index, IDatagramSink sink)
    {
        MayChangeLayers(now, sink);
        if (IsActive && index == TargetSpatialLayer && index != _currentSpatialLayer)
        {
            RequestTargetKeyFrame(now, _mappedSsrcs[index], sink);
        }
    }

    /// <summary>The first report of a stream makes its timestamps comparable with the others'.</summary>
    public override void HandleProducerSenderReport(Timestamp now, int index, IDatagramSink sink) => MayChangeLayers(now, sink);

    protected override int ChooseSpatialLayer(Timestamp now)
    {
        int chosen = None;
        for (int layer = 0; layer < SpatialLayers; layer++)
        {
            if (layer > PreferredSpatialLayer && chosen != None)
            {
                break;
            }

            if (IsAlive(layer) && CanSwitchTo(layer))
            {
                chosen = layer;
            }
        }

        return chosen;
    }

    protected override void OnTargetsChanged(Timestamp now, bool isSpatialChange, IDatagramSink sink)
    {
        if (isSpatialChange)
        {
            Stream.DropHeld();
            _isOlderKeyFrameRefused = false;
            _skipped = Producer.Streams[TargetSpatialLayer] is RtpStreamReceiver stream && stream.MaxTimestampAt < now
                ? stream.MaxTimestamp
                : null;
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
        _isSyncRequired = false;
        _isOlderKeyFrameRefused = false;
        _selector.SetTargets(None, None);
        _selector.SetCurrent(None, None);
    }

    /// <summary>A key frame whose first packet comes late has packets that came before the layer was wanted, and that nobody kept.</summary>
    private bool IsCutShort(SharedRtpPacket packet) =>
        packet.EncodingIndex != _currentSpatialLayer
        && _skipped is uint skipped
        && !SerialNumber.IsHigher(packet.RtpTimestamp, skipped);

    private bool IsAlive(int layer) => Producer.Streams[layer] is RtpStreamReceiver { Score: > 0 };
}
