using Tureen.Engine.Codecs;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;
using Tureen.Engine.Streams;

namespace Tureen.Engine.Forwarding;

/// <summary>Keeps the timestamps of one outgoing stream continuous across encodings, each of which has a clock offset of its own.</summary>
/// <param name="stream">What goes out.</param>
/// <param name="sources">The received encodings.</param>
internal sealed class SimulcastClock(ConsumerStream stream, IReadOnlyList<RtpStreamReceiver?> sources)
{
    private const int None = LayerSelector.None;

    /// <summary>How far timestamps may be moved on at a switch so that they do not go back.</summary>
    private static readonly TimeSpan MaxExtraOffset = TimeSpan.FromMilliseconds(75);

    /// <summary>The distance to the last frame when timestamps have to be moved on.</summary>
    private static readonly TimeSpan FrameDistance = TimeSpan.FromMilliseconds(33);

    private readonly int _clockRate = stream.Codec.ClockRate;
    private ushort _referenceRun;
    private uint _referenceOffset;
    private bool _isOlderRefused;

    /// <summary>The encoding whose timestamps the others are compared with; <see cref="LayerSelector.None"/> before anything was sent.</summary>
    public int ReferenceLayer { get; private set; } = None;

    /// <summary>What is subtracted from the timestamps of the encoding that is sent.</summary>
    public uint Offset { get; private set; }

    /// <summary>Whether the timestamps of an encoding can be compared with those that go out, by Sender Reports or because they are the same.</summary>
    public bool CanCompare(int layer) =>
        ReferenceLayer == None || layer == ReferenceLayer || sources[layer] is { IsReported: true };

    /// <summary>The timestamps of a layer begin anew: what goes out stays the reference if it is another layer.</summary>
    public void Forget(int layer, int currentLayer)
    {
        if (layer == currentLayer)
        {
            ReferenceLayer = None;
        }
        else if (layer == ReferenceLayer)
        {
            ReferenceLayer = currentLayer;
            _referenceOffset = Offset;
        }
    }

    /// <summary>Another switch begins: a key frame that is older than what was sent may be refused once more.</summary>
    public void BeginSwitch() => _isOlderRefused = false;

    /// <summary>Finds how far the timestamps of the new source are from those that go out; false when it is better to wait for another key frame.</summary>
    public bool TryAlign(Timestamp now, int layer, uint first)
    {
        uint offset = OffsetOf(now, layer, first);
        uint newest = stream.Sender.MaxTimestamp;
        uint timestamp = first - offset;
        if (stream.HasSent && !SerialNumber.IsHigher(timestamp, newest))
        {
            // Encodings of one picture leave the sender one after the other: a little moving on is normal, more is a late key frame.
            uint extra = newest - timestamp + ToUnits(FrameDistance);
            if (extra > ToUnits(MaxExtraOffset) && !_isOlderRefused)
            {
                _isOlderRefused = true;
                return false;
            }

            offset -= extra;
        }

        _isOlderRefused = false;
        Offset = offset;
        return true;
    }

    private uint OffsetOf(Timestamp now, int layer, uint timestamp)
    {
        // A source that began anew may have a new clock too: what was known about the old clock says nothing about the new one.
        if (ReferenceLayer != None && RunOf(ReferenceLayer) != _referenceRun)
        {
            ReferenceLayer = None;
        }

        if (TryGetKnownOffset(layer, out uint offset) && CanGoOnWith(now, timestamp - offset))
        {
            return offset;
        }

        // Nothing shows it, or what shows it is wrong: this layer becomes the reference, and time goes on as the clock does.
        ReferenceLayer = layer;
        _referenceRun = RunOf(layer);
        _referenceOffset = stream.HasSent
            ? timestamp - (stream.Sender.MaxTimestamp + ToUnits(now - stream.Sender.MaxTimestampAt))
            : 0;
        return _referenceOffset;
    }

    private ushort RunOf(int layer) => sources[layer]?.Run ?? 0;

    /// <summary>The layer is the reference, or both senders' reports show which timestamps were the same instant.</summary>
    private bool TryGetKnownOffset(int layer, out uint offset)
    {
        offset = _referenceOffset;
        if (layer == ReferenceLayer)
        {
            return true;
        }

        if (ReferenceLayer == None || ReportOf(ReferenceLayer) is not SenderInfo reference || ReportOf(layer) is not SenderInfo report)
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
        if (!stream.HasSent)
        {
            return true;
        }

        long distance = (int)(timestamp - stream.Sender.MaxTimestamp);
        long leap = ToUnits(EngineLimits.MaxTimestampLeap);
        long elapsed = (long)((now - stream.Sender.MaxTimestampAt).TotalSeconds * _clockRate);
        return distance >= -leap && distance <= elapsed + leap;
    }

    private SenderInfo? ReportOf(int layer) => sources[layer]?.LastSenderReport;

    private uint ToUnits(TimeSpan time) => (uint)(long)(time.TotalSeconds * _clockRate);
}
