using Tureen.Engine.Events;
using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;
using Tureen.Ortc;

namespace Tureen.Tests.Engine.Forwarding;

public sealed class ProducerCoreTests : IDisposable
{
    private const string Vp8Router = """{ "kind": "video", "mimeType": "video/VP8", "clockRate": 90000 }""";
    private const string Vp8 = """
        {
          "codecs": [
            { "mimeType": "video/VP8", "payloadType": 96, "clockRate": 90000, "rtcpFeedback": [{ "type": "nack" }, { "type": "nack", "parameter": "pli" }] },
            { "mimeType": "video/rtx", "payloadType": 97, "clockRate": 90000, "parameters": { "apt": 96 } }
          ],
          "headerExtensions": [{ "uri": "urn:3gpp:video-orientation", "id": 4 }],
          "encodings": [{ "ssrc": 1, "rtx": { "ssrc": 2 } }]
        }
        """;

    private readonly ForwardingScene _scene = new();

    [Fact]
    public void The_first_orientation_and_every_change_is_raised_also_without_a_consumer()
    {
        ProducerCore producer = _scene.Produce(MediaKind.Video, Vp8, Vp8Router);
        foreach (byte value in (byte[])[0x00, 0x00, 0x01, 0x01, 0x0E])
        {
            Push(producer, value);
        }

        Assert.Equal(
            [new(false, false, 0), new(false, false, 90), new(true, true, 180)],
            Orientations());
    }

    [Fact]
    public void An_orientation_that_changes_with_every_packet_is_raised_at_a_bounded_rate_and_its_end_is_raised()
    {
        ProducerCore producer = _scene.Produce(MediaKind.Video, Vp8, Vp8Router);
        for (int i = 0; i < 2000; i++)
        {
            _scene.Now += TimeSpan.FromMilliseconds(1);
            Push(producer, (byte)(i % 4));
        }

        Assert.InRange(Orientations().Count, 1, EngineLimits.OrientationEventBurst + (2 * EngineLimits.OrientationEventsPerSecond) + 1);
        _scene.Now += TimeSpan.FromSeconds(1);
        Push(producer, 0x0B);
        Assert.Equal(new ProducerVideoOrientation(true, false, 270), Orientations()[^1]);
    }

    [Fact]
    public void The_ssrc_zero_is_not_taken_for_a_stream_that_is_not_known_yet()
    {
        ProducerCore producer = _scene.Produce(MediaKind.Video, Vp8, Vp8Router);
        Assert.Equal(DropReason.RtpUnknownStream, _scene.Push(producer, 1, [0, 1, 2], 96, ssrc: 0).DropReason);
        Assert.Equal(ProducerResultKind.Media, _scene.Push(producer, 1, [0, 1, 2], 96, ssrc: 1).Kind);
        Assert.Equal(DropReason.RtpUnknownStream, _scene.Push(producer, 2, [0, 1, 2], 96, ssrc: 0).DropReason);
    }

    [Fact]
    public void A_paused_producer_raises_no_orientation()
    {
        ProducerCore producer = _scene.Produce(MediaKind.Video, Vp8, Vp8Router);
        producer.Pause();
        Push(producer, 0x01);
        Assert.Empty(Orientations());
    }

    [Fact]
    public void Reports_that_do_not_fit_one_compound_go_into_the_next_and_lose_no_interval()
    {
        ProducerCore producer = _scene.Produce(MediaKind.Video, Simulcast(), Vp8Router);
        for (ushort sequence = 0; sequence < 100; sequence++)
        {
            for (uint ssrc = 1; ssrc <= 5; ssrc += 2)
            {
                if (sequence % 2 == 0 || sequence == 99)
                {
                    _scene.Push(producer, sequence, [0, 1, 2], 96, ssrc);
                }
            }
        }

        var compound = new RtcpReportCompound(maxLength: 8 + (3 * ReportBlock.Length));
        var reported = new Dictionary<uint, byte>();
        while (!producer.TryAddReports(_scene.Now, compound))
        {
            Collect(compound, reported);
        }

        Collect(compound, reported);
        Assert.Equal<uint[]>([1, 2, 3, 4, 5, 6], [.. reported.Keys.Order()]);
        Assert.All([1u, 3u, 5u], ssrc => Assert.InRange(reported[ssrc], 120, 130));
        Assert.True(producer.TryAddReports(_scene.Now, compound));
        Assert.False(compound.HasReport);
    }

    [Fact]
    public void After_close_it_waits_for_nothing()
    {
        ProducerCore producer = _scene.Produce(MediaKind.Video, Simulcast(), Vp8Router);
        _scene.Push(producer, 1, [0, 1, 2], 96, 1);
        Assert.False(producer.NextDeadline.IsNever);
        producer.Close(_scene.Now, _scene.Sink);

        Assert.True(producer.NextDeadline.IsNever);
        Assert.Equal(0, _scene.Context.Deadlines.Count);
    }

    public void Dispose() => _scene.Dispose();

    private static string Simulcast() => Vp8.Replace(
        """[{ "ssrc": 1, "rtx": { "ssrc": 2 } }]""",
        """[{ "ssrc": 1, "rtx": { "ssrc": 2 } }, { "ssrc": 3, "rtx": { "ssrc": 4 } }, { "ssrc": 5, "rtx": { "ssrc": 6 } }]""",
        StringComparison.Ordinal);

    private static void Collect(RtcpReportCompound compound, Dictionary<uint, byte> reported)
    {
        byte[] bytes = new byte[1000];
        var packets = new RtcpCompoundEnumerator(bytes.AsSpan(0, compound.Write(bytes, 0)));
        while (packets.MoveNext())
        {
            Assert.True(ReceiverReport.TryParse(packets.Current, out ReceiverReport report));
            foreach (ReportBlock block in report.Reports)
            {
                reported.Add(block.Ssrc, block.FractionLost);
            }
        }

        compound.Clear();
    }

    private List<ProducerVideoOrientation> Orientations() =>
        [.. _scene.Context.Events.OfType<ProducerVideoOrientationEvent>().Select(static e => e.Orientation)];

    private ushort _sequence;

    private void Push(ProducerCore producer, byte orientation) =>
        _scene.Push(producer, _sequence++, [0x10, 0, 0, 0], 96, 1, (4, [orientation]));
}
