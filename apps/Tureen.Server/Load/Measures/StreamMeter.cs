using Tureen.Client.Native;
using Tureen.Ortc;

namespace Tureen.Server.Load.Measures;

/// <summary>Measures one stream that a participant receives. Packets come from one thread at a time; any thread reads.</summary>
/// <param name="kind">Audio or video.</param>
/// <param name="isVp8">Whether the payloads are of VP8.</param>
/// <param name="clockRate">Of the timestamps.</param>
/// <param name="figures">What all streams share.</param>
internal sealed class StreamMeter(MediaKind kind, bool isVp8, int clockRate, SharedFigures figures)
{
    /// <summary>Key frames that a viewer asks for: no more often than this.</summary>
    private static readonly TimeSpan KeyFrameInterval = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly SequenceMeter _sequence = new();
    private readonly JitterMeter _jitter = new(clockRate);
    private readonly FrameAssembler? _frames = kind == MediaKind.Video ? new FrameAssembler(isVp8) : null;
    private readonly FreezeMeter _freezes = new();
    private readonly Dictionary<int, long> _framesByHeight = [];
    private long _bytes;
    private TimeSpan _lastRequest;

    /// <summary>Takes a packet.</summary>
    /// <param name="now">When it came.</param>
    /// <param name="time">The time of day at that moment.</param>
    /// <param name="packet">The packet.</param>
    /// <returns>What follows from it.</returns>
    public StreamNews Add(TimeSpan now, DateTimeOffset time, in ReceivedPacket packet)
    {
        lock (_gate)
        {
            bool isFirst = _sequence.Received == 0;
            (long number, bool isNewest) = _sequence.Add(packet.SequenceNumber);
            _bytes += packet.Payload.Length;
            if (isNewest)
            {
                _jitter.Add(now, packet.Timestamp);
            }

            if (packet.CaptureTime is { } captured && (kind == MediaKind.Audio || packet.Marker))
            {
                figures.LatencyOf(kind).Add(Math.Max(0, (time - captured).TotalMilliseconds));
            }

            return _frames is null ? new StreamNews(isFirst, NeedsKeyFrame: false) : AddVideo(_frames, now, number, packet);
        }
    }

    /// <summary>What has come so far.</summary>
    /// <param name="now">The time; a picture that stands still then is frozen.</param>
    /// <param name="isOver">Whether nothing follows.</param>
    public StreamTotals Read(TimeSpan now, bool isOver)
    {
        lock (_gate)
        {
            if (isOver)
            {
                _freezes.Finish(now);
                if (_sequence.Received > 0)
                {
                    figures.JitterOf(kind).Add(_jitter.Milliseconds);
                }
            }

            return new StreamTotals
            {
                Streams = 1,
                SilentStreams = _sequence.Received == 0 ? 1 : 0,
                Packets = _sequence.Received,
                Bytes = _bytes,
                Lost = _sequence.Lost,
                Frames = _freezes.Frames,
                Freezes = _freezes.Freezes,
                Frozen = _freezes.Frozen,
                Watched = _freezes.Watched,
                FramesByHeight = new Dictionary<int, long>(_framesByHeight),
            };
        }
    }

    private StreamNews AddVideo(FrameAssembler frames, TimeSpan now, long number, in ReceivedPacket packet)
    {
        bool hadNone = _freezes.Frames == 0;
        int shown = frames.Add(now, number, packet.Marker, packet.Payload.Span);
        for (int i = 0; i < shown; i++)
        {
            _freezes.Show(now);
        }

        if (shown > 0)
        {
            _framesByHeight[frames.Height] = _framesByHeight.GetValueOrDefault(frames.Height) + shown;
        }

        bool isDue = !hadNone && frames.NeedsKeyFrame && now - _lastRequest >= KeyFrameInterval;
        _lastRequest = isDue ? now : _lastRequest;
        return new StreamNews(IsFirst: hadNone && shown > 0, isDue);
    }
}
