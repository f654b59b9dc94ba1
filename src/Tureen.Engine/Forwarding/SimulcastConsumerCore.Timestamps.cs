using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;
using Tureen.Engine.Rtp;

namespace Tureen.Engine.Forwarding;

internal sealed partial class SimulcastConsumerCore
{
    /// <summary>How far timestamps may be moved on at a switch so that they do not go back.</summary>
    private static readonly TimeSpan MaxExtraOffset = TimeSpan.FromMilliseconds(75);

    /// <summary>The distance to the last frame when timestamps have to be moved on.</summary>
    private static readonly TimeSpan FrameDistance = TimeSpan.FromMilliseconds(33);

    private static readonly TimeSpan ChoiceInterval = TimeSpan.FromMilliseconds(1000);

    private readonly int _clockRate;
    private int _referenceLayer = None;
    private uint _referenceOffset;
    private uint _timestampOffset;
    private bool _isOlderKeyFrameRefused;
    private Timestamp _chosenAt = Timestamp.Zero;

    /// <summary>
    /// Its timestamps are those that go out, or they can be compared with those. Without a report they never can; then they are placed by
    /// arrival, at once where nothing else flows and else after a while.
    /// </summary>
    private bool CanSwitchTo(Timestamp now, int layer) =>
        _referenceLayer == None
        || layer == _referenceLayer
        || ReportOf(layer) is not null
        || !IsAlive(_referenceLayer)
        || Producer.Streams[layer]!.ActiveFor(now) >= EngineLimits.MaxSenderReportWait;

    /// <summary>A better layer than the target flows: now and then it is looked at whether it can be taken without a report.</summary>
    private void HandleUnused(Timestamp now, int layer, IDatagramSink sink)
    {
        bool isBetter = layer > TargetSpatialLayer && layer <= PreferredSpatialLayer;
        if (isBetter && now - _chosenAt >= ChoiceInterval)
        {
            _chosenAt = now;
            MayChangeLayers(now, sink);
        }
    }

    /// <summary>Finds how far the timestamps of the new source are from those that go out; false when it is better to wait for another key frame.</summary>
    private bool TryAlign(Timestamp now, int layer, SharedRtpPacket packet, IDatagramSink sink)
    {
        uint offset = OffsetOf(now, layer, packet.RtpTimestamp);
        uint newest = Stream.Sender.MaxTimestamp;
        uint timestamp = packet.RtpTimestamp - offset;
        if (Stream.HasSent && !SerialNumber.IsHigher(timestamp, newest))
        {
            // Encodings of one picture leave the sender one after the other: a little moving on is normal, more is a late key frame.
            uint extra = newest - timestamp + ToUnits(FrameDistance);
            if (extra > ToUnits(MaxExtraOffset) && !_isOlderKeyFrameRefused)
            {
                _isOlderKeyFrameRefused = true;
                RequestTargetKeyFrame(now, packet.Ssrc, sink, isForced: true);
                return false;
            }

            offset -= extra;
        }

        _isOlderKeyFrameRefused = false;
        _timestampOffset = offset;
        return true;
    }

    private uint OffsetOf(Timestamp now, int layer, uint timestamp)
    {
        if (layer == _referenceLayer)
        {
            return _referenceOffset;
        }

        // 1. Both senders' reports tell which timestamps were the same instant.
        if (_referenceLayer != None && ReportOf(_referenceLayer) is SenderInfo reference && ReportOf(layer) is SenderInfo report)
        {
            long difference = (long)(report.Ntp.Value - reference.Ntp.Value);
            uint elapsed = (uint)(long)(((Int128)difference * _clockRate) >> 32);
            return report.RtpTimestamp - elapsed - reference.RtpTimestamp + _referenceOffset;
        }

        // 2. Nothing tells: this layer becomes the reference, and time goes on as the clock does.
        _referenceLayer = layer;
        _referenceOffset = Stream.HasSent
            ? timestamp - (Stream.Sender.MaxTimestamp + ToUnits(now - Stream.Sender.MaxTimestampAt))
            : 0;
        return _referenceOffset;
    }

    private SenderInfo? ReportOf(int layer) => Producer.Streams[layer]?.LastSenderReport;

    private uint ToUnits(TimeSpan time) => (uint)(long)(time.TotalSeconds * _clockRate);
}
