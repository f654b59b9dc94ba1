using System.Buffers.Binary;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;
using Tureen.Engine.Streams;
using Tureen.Ortc;

namespace Tureen.Tests.Cases;

/// <summary>A clock of 0 is unknown, and so is what a clock that is wrong says.</summary>
public sealed class UnknownTimesTests
{
    private static readonly string[] Opus = ["111/opus/48000/2"];

    [Fact]
    public void A_Sender_Report_without_a_clock_is_answered_as_if_there_were_none()
    {
        using SourceScene scene = StartAudio();
        scene.Report(5, new NtpTime(0), 0);
        Assert.Equal((0u, 0u), LastReport(scene));
        NtpTime known = scene.Context.Ntp.ToNtp(scene.Now);
        scene.Wait(TimeSpan.FromSeconds(1));
        scene.Report(5, known, 0);
        scene.Wait(TimeSpan.FromSeconds(1));
        Assert.Equal((known.Compact, 65_536u), LastReport(scene));

        // The one before is still the last that can be referred to.
        scene.Report(5, new NtpTime(0), 0);
        Assert.Equal((known.Compact, 65_536u), LastReport(scene));
        Assert.Equal(known, scene.Producer.Streams[0]!.LastSenderReport!.Value.Ntp);
        scene.Wait(TimeSpan.FromDays(2));
        Assert.Equal((known.Compact, uint.MaxValue), LastReport(scene));
    }

    [Theory]
    [InlineData(0, 0, false)]
    [InlineData(0, 100, false)]
    [InlineData(100, 0, false)]
    [InlineData(100, 50, true)]
    [InlineData(12_000, 50, false)]
    [InlineData(-100, 50, false)]
    public void A_round_trip_is_known_only_from_an_answer_that_can_be(int milliseconds, int delayMilliseconds, bool isKnown)
    {
        using SourceScene scene = StartAudio();
        scene.Now += TimeSpan.FromSeconds(60);
        NtpTime now = scene.Context.Ntp.ToNtp(scene.Now);
        uint echoed = milliseconds == 0
            ? 0
            : scene.Context.Ntp.ToNtp(scene.Now - TimeSpan.FromMilliseconds(milliseconds + delayMilliseconds)).Compact;
        uint delay = (uint)(delayMilliseconds * 65.536);
        RtpStreamSender sender = scene.Consumer.Streams[0].Sender;
        sender.HandleReceiverReport(scene.Now, now, new ReportBlock(sender.Parameters.Ssrc, 0, 0, 0, 0, echoed, delay));
        RtpStreamReceiver receiver = scene.Producer.Streams[0]!;
        receiver.HandleDlrr(now, new DlrrEntry(0, echoed, delay));

        double expected = isKnown ? milliseconds : 0;
        Assert.Equal(expected, sender.RoundTripTime.TotalMilliseconds, tolerance: 1);
        Assert.Equal(expected, receiver.RoundTripTime.TotalMilliseconds, tolerance: 1);
    }

    [Fact]
    public void A_reference_time_of_0_is_not_answered()
    {
        using SourceScene scene = StartAudio();
        RtpStreamSender sender = scene.Consumer.Streams[0].Sender;
        sender.HandleReferenceTime(scene.Now, 1, new NtpTime(0));
        Assert.Null(sender.GetDlrr(scene.Now));
        NtpTime known = scene.Context.Ntp.ToNtp(scene.Now);
        sender.HandleReferenceTime(scene.Now, 1, known);
        sender.HandleReferenceTime(scene.Now, 2, new NtpTime(0));
        Assert.Equal((1u, known.Compact), (sender.GetDlrr(scene.Now)!.Value.Ssrc, sender.GetDlrr(scene.Now)!.Value.LastRr));
    }

    [Theory]
    [InlineData(8)]
    [InlineData(16)]
    public void A_capture_time_of_0_is_neither_used_nor_forwarded(int length)
    {
        using SourceScene scene = StartAudio();
        for (int i = 0; i < 3; i++)
        {
            scene.Wait(TimeSpan.FromSeconds(1));
            scene.Report(5, scene.Context.Ntp.ToNtp(scene.Now), 960);
        }

        int withExtension = Push(8, length);
        RtpStreamReceiver stream = scene.Producer.Streams[0]!;
        Assert.Equal(scene.Now, stream.GetCapturedAt(scene.Now, stream.MaxTimestamp));
        int without = Push(0, length);
        Assert.True(without < withExtension);
        Assert.Equal(scene.Now, stream.GetCapturedAt(scene.Now, stream.MaxTimestamp));

        int Push(byte value, int bytes)
        {
            byte[] time = new byte[bytes];
            if (value != 0)
            {
                BinaryPrimitives.WriteUInt64BigEndian(time, scene.Context.Ntp.ToNtp(scene.Now).Value);
            }

            scene.Push(5, (ushort)(100 + value), 5000, new byte[9], 111, (SourceScene.CaptureTimeId, time));
            return scene.LastHeader.Length;
        }
    }

    [Theory]
    [InlineData(3600)]
    [InlineData(-3600)]
    [InlineData(5)]
    [InlineData(-5)]
    [InlineData(-4_000_000_000)]
    public void A_clock_that_is_set_anew_does_not_move_the_reports_to_receivers(long stepSeconds)
    {
        using SourceScene scene = StartAudio(hasCaptureTime: false);
        for (int i = 0; i < 40; i++)
        {
            PushSecond(scene, i);
            long microseconds = i < 20 ? 0 : stepSeconds * 1_000_000;
            ulong ntp = (ulong)((long)scene.Context.Ntp.ToNtp(scene.Now).ToMicroseconds() + microseconds);
            scene.Report(5, NtpTime.FromMicroseconds(ntp), scene.Sent[^1].Timestamp);
            AssertReport(scene, TimeSpan.FromMilliseconds(50), $"second {i}");
        }
    }

    [Fact]
    public void Whatever_Sender_Reports_say_the_reports_to_receivers_stay_near_the_media()
    {
        for (ulong seed = 1; seed <= 30; seed++)
        {
            var random = new SeededRandomSource(seed);
            using SourceScene scene = StartAudio(hasCaptureTime: seed % 2 == 0);
            for (int i = 0; i < 60; i++)
            {
                PushSecond(scene, i, random);
                scene.Report(5, RandomNtp(scene, random), random.Next(0, 2) == 0 ? random.NextUInt32() : scene.Sent[^1].Timestamp);
                AssertReport(scene, EngineLimits.MaxCaptureDistance, $"seed {seed}, second {i}");
            }
        }
    }

    internal static NtpTime RandomNtp(SourceScene scene, RandomSource random) => random.Next(0, 4) switch
    {
        0 => new NtpTime(0),
        1 => new NtpTime(((ulong)random.NextUInt32() << 32) | random.NextUInt32()),
        2 => scene.Context.Ntp.ToNtp(scene.Now + TimeSpan.FromSeconds(random.Next(-10_000, 10_000))),
        _ => scene.Context.Ntp.ToNtp(scene.Now),
    };

    private static SourceScene StartAudio(bool hasCaptureTime = true)
    {
        var scene = new SourceScene(MediaKind.Audio, Opus, """{ "ssrc": 5 }""", hasCaptureTime);
        scene.Consume();
        scene.Push(5, 1, 960, new byte[9], 111);
        Assert.Single(scene.Sent);
        return scene;
    }

    /// <summary>One packet, a second after the one before.</summary>
    private static void PushSecond(SourceScene scene, int index, RandomSource? random = null)
    {
        scene.Wait(TimeSpan.FromSeconds(1));
        byte[] time = new byte[8];
        if (random is not null)
        {
            BinaryPrimitives.WriteUInt64BigEndian(time, RandomNtp(scene, random).Value);
        }

        scene.Push(5, (ushort)(2 + index), 960 + ((uint)(index + 1) * 48_000), new byte[9], 111, (SourceScene.CaptureTimeId, time));
    }

    /// <summary>Right after a packet, a report's timestamp is the packet's.</summary>
    private static void AssertReport(SourceScene scene, TimeSpan tolerance, string place)
    {
        Assert.True(scene.Consumer.Streams[0].Sender.TryGetSenderReport(scene.Now, scene.Context.Ntp, out SenderInfo report), place);
        int distance = (int)(report.RtpTimestamp - scene.Sent[^1].Timestamp);
        Assert.True(distance >= 0 && distance <= tolerance.TotalSeconds * 48_000, $"{place}: {distance}");
    }

    private static (uint Lsr, uint Dlsr) LastReport(SourceScene scene)
    {
        Span<ReportBlock> blocks = stackalloc ReportBlock[2];
        Assert.Equal(1, scene.Producer.Streams[0]!.GetReportBlocks(scene.Now, blocks));
        return (blocks[0].Lsr, blocks[0].Dlsr);
    }
}
