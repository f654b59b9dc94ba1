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
    private ushort _referenceRun;
    private uint _referenceOffset;
    private uint _timestampOffset;
    private bool _isOlderKeyFrameRefused;
    private Timestamp _chosenAt = Timestamp.Zero;

    /// <summary>
    /// Whether its timestamps go out as they are, or can be compared with those that do. Without a report they never can; then they are placed by
    /// arrival: at once if nothing else flows, otherwise after a while.
    /// </summary>
    private bool CanSwitchTo(Timestamp now, int layer) =>
        _referenceLayer == None
        || layer == _referenceLayer
        || Producer.Streams[layer] is { IsReported: true }
        || !IsAlive(_referenceLayer)
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

    /// <summary>The timestamps of a layer begin anew: what goes out stays the reference if it is another layer.</summary>
    private void ForgetTimestampsOf(int layer)
    {
        if (layer == _currentSpatialLayer)
        {
            _referenceLayer = None;
        }
        else if (layer == _referenceLayer)
        {
            _referenceLayer = _currentSpatialLayer;
            _referenceOffset = _timestampOffset;
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
        // A source that began anew may have a new clock too: what was known about the old clock says nothing about the new one.
        if (_referenceLayer != None && RunOf(_referenceLayer) != _referenceRun)
        {
            _referenceLayer = None;
        }

        if (TryGetKnownOffset(layer, out uint offset) && CanGoOnWith(now, timestamp - offset))
        {
            return offset;
        }

        // Nothing shows it, or what shows it is wrong: this layer becomes the reference, and time goes on as the clock does.
        _referenceLayer = layer;
        _referenceRun = RunOf(layer);
        _referenceOffset = Stream.HasSent
            ? timestamp - (Stream.Sender.MaxTimestamp + ToUnits(now - Stream.Sender.MaxTimestampAt))
            : 0;
        return _referenceOffset;
    }

    private ushort RunOf(int layer) => Producer.Streams[layer]?.Run ?? 0;

    /// <summary>The layer is the reference, or both senders' reports show which timestamps were the same instant.</summary>
    private bool TryGetKnownOffset(int layer, out uint offset)
    {
        offset = _referenceOffset;
        if (layer == _referenceLayer)
        {
            return true;
        }

        if (_referenceLayer == None || ReportOf(_referenceLayer) is not SenderInfo reference || ReportOf(layer) is not SenderInfo report)
        {
            return false;
        }

        long difference = (long)(report.Ntp.Value - reference.Ntp.Value);
        uint elapsed = (uint)(long)(((Int128)difference * _clockRate) >> 32);
        offset = report.RtpTimestamp - elapsed - reference.RtpTimestamp + _referenceOffset;
        return true;
    }

    /// <summary>Whether a timestamp lies between the last one sent and what the time since then adds to it, give or take <see cref="EngineLimits.MaxTimestampLeap"/>.</summary>
    private bool CanGoOnWith(Timestamp now, uint timestamp)
    {
        if (!Stream.HasSent)
        {
            return true;
        }

        long distance = (int)(timestamp - Stream.Sender.MaxTimestamp);
        long leap = ToUnits(EngineLimits.MaxTimestampLeap);
        long elapsed = (long)((now - Stream.Sender.MaxTimestampAt).TotalSeconds * _clockRate);
        return distance >= -leap && distance <= elapsed + leap;
    }

    private SenderInfo? ReportOf(int layer) => Producer.Streams[layer]?.LastSenderReport;

    private uint ToUnits(TimeSpan time) => (uint)(long)(time.TotalSeconds * _clockRate);
}
