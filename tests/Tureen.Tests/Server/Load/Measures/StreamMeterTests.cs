using Tureen.Client.Native;
using Tureen.Ortc;
using Tureen.Server.Load.Measures;
using Tureen.Server.Load.Media;

namespace Tureen.Tests.Server.Load.Measures;

public sealed class StreamMeterTests
{
    private const int Interval = 40;

    private static readonly DateTimeOffset Epoch = DateTimeOffset.UnixEpoch;

    private readonly SharedFigures _figures = new();

    [Fact]
    public void Video_is_measured_from_its_packets()
    {
        var meter = new StreamMeter(MediaKind.Video, isVp8: true, VideoSource.ClockRate, _figures);
        List<int> firsts = [];
        for (int i = 0; i < 100; i++)
        {
            if (meter.Add(At(i), Epoch + At(i), Frame(i, isKey: i == 2)).IsFirst)
            {
                firsts.Add(i);
            }
        }

        StreamTotals totals = meter.Read(At(99), isOver: true);

        Assert.Equal([2], firsts);
        Assert.Equal((1, 0, 100, 0), (totals.Streams, totals.SilentStreams, totals.Packets, totals.Lost));
        Assert.Equal((98, 0), (totals.Frames, totals.Freezes));
        Assert.Equal(new Dictionary<int, long> { [180] = 98 }, totals.FramesByHeight);
        Assert.InRange(_figures.LatencyOf(MediaKind.Video).Percentile(0.5), 5, 5.1);
        Assert.Equal((1, 0), (_figures.JitterOf(MediaKind.Video).Count, _figures.JitterOf(MediaKind.Audio).Count));
    }

    [Fact]
    public void A_viewer_that_lost_a_frame_for_good_asks_for_a_key_frame_once_a_second()
    {
        var meter = new StreamMeter(MediaKind.Video, isVp8: true, VideoSource.ClockRate, _figures);
        List<int> requests = [];
        for (int i = 0; i < 100; i++)
        {
            if (i != 10 && meter.Add(At(i), Epoch, Frame(i, isKey: i == 0)).NeedsKeyFrame)
            {
                requests.Add(i);
            }
        }

        Assert.Equal([36, 61, 86], requests);
        Assert.Equal(1, meter.Read(At(99), isOver: false).Lost);
    }

    [Fact]
    public void A_track_of_which_nothing_came_is_silent()
    {
        var meter = new StreamMeter(MediaKind.Audio, isVp8: false, 48_000, _figures);

        Assert.Equal((1, 1, 0), Counts(meter.Read(At(1), isOver: false)));
        Assert.True(meter.Add(At(1), Epoch, Frame(0, isKey: false)).IsFirst);
        Assert.Equal((1, 0, 1), Counts(meter.Read(At(1), isOver: true)));
    }

    private static (long Streams, long Silent, long Packets) Counts(StreamTotals totals) => (totals.Streams, totals.SilentStreams, totals.Packets);

    private static TimeSpan At(int frame) => TimeSpan.FromMilliseconds(frame * Interval);

    private static ReceivedPacket Frame(int number, bool isKey) => new()
    {
        Payload = (byte[])[0x10, .. isKey ? Vp8Frames.Key(320, 180) : Vp8Frames.Delta(320, 180, isReference: true)],
        Timestamp = (uint)(number * Interval * 90),
        SequenceNumber = (ushort)(number + 65_500),
        PayloadType = 96,
        Marker = true,
        CaptureTime = Epoch + At(number) - TimeSpan.FromMilliseconds(5),
    };
}
