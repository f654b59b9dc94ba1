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

    private readonly int _clockRate;
    private int _referenceLayer = None;
    private ushort _referenceRun;
    private uint _referenceOffset;
    private uint _timestampOffset;
    private bool _isOlderKeyFrameRefused;

    /// <summary>Its timestamps are those that go out, or they can be compared with those.</summary>
    private bool CanSwitchTo(int layer) =>
        _referenceLayer == None || layer == _referenceLayer || ReportOf(layer) is not null;

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
        // A source that began anew may have set its clock anew too: what was known of it says nothing of the one that it has now.
        if (_referenceLayer != None && RunOf(_referenceLayer) != _referenceRun)
        {
            _referenceLayer = None;
        }

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
        _referenceRun = RunOf(layer);
        _referenceOffset = Stream.HasSent
            ? timestamp - (Stream.Sender.MaxTimestamp + ToUnits(now - Stream.Sender.MaxTimestampAt))
            : 0;
        return _referenceOffset;
    }

    private ushort RunOf(int layer) => Producer.Streams[layer]?.Run ?? 0;

    private SenderInfo? ReportOf(int layer) => Producer.Streams[layer]?.LastSenderReport;

    private uint ToUnits(TimeSpan time) => (uint)(long)(time.TotalSeconds * _clockRate);
}
