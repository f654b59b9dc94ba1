using Tureen.Engine.Congestion;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;
using Tureen.Testing;

namespace Tureen.Tests.Engine.Congestion;

[Collection(nameof(AllocationMeasurement))]
public sealed class TransportFeedbackGeneratorTests
{
    /// <summary>Inputs are <c>sequence@milliseconds</c>; reports list received numbers with their arrival, lost ones with a minus.</summary>
    [Theory]
    [InlineData("1@1000 2@1050 3@1100 4@1150 5@1200", "1@1000 2@1050 | 3@1100 4@1150 | 5@1200")]
    [InlineData("1@1000 3@1050 5@1100 6@1150", "1@1000 -2 3@1050 | -4 5@1100 6@1150")]
    [InlineData("1@1000 1@1050 2@1100 3@1150 3@1200 4@1250", "1@1000 | 2@1100 3@1150 | 4@1250")]
    [InlineData("1@1000 2@1050 4@1100 5@1150 3@1200 6@1250", "1@1000 2@1050 | -3 4@1100 5@1150 | 3@1200 4@1100 5@1150 6@1250")]
    [InlineData("65534@1000 65535@1050 1@1100", "65534@1000 65535@1050 | -0 1@1100")]
    [InlineData("1@1000 30000@1100 30001@1150", "1@1000 | 30000@1100 30001@1150")]
    public void Arrivals_are_reported_each_100_ms(string inputs, string expected)
    {
        var generator = new TransportFeedbackGenerator();
        Timestamp start = Timestamp.FromMilliseconds(1000);
        generator.Start(start);
        var reports = new List<string>();
        foreach (string word in inputs.Split(' '))
        {
            string[] parts = word.Split('@');
            Timestamp now = Timestamp.FromMilliseconds(int.Parse(parts[1]));
            while (generator.NextDeadline <= now)
            {
                generator.HandleDeadline(generator.NextDeadline);
                Drain(generator, reports);
            }

            generator.HandlePacket(now, ushort.Parse(parts[0]), ssrc: 7);
        }

        generator.HandleDeadline(generator.NextDeadline);
        Drain(generator, reports);
        Assert.Equal(expected, string.Join(" | ", reports));
    }

    [Fact]
    public void Nothing_is_reported_twice_nor_before_the_deadline()
    {
        var generator = new TransportFeedbackGenerator();
        var reports = new List<string>();
        generator.HandlePacket(Timestamp.Zero, 1, 7);
        Drain(generator, reports);
        Assert.True(generator.NextDeadline.IsNever);
        generator.Start(Timestamp.Zero);
        generator.HandleDeadline(Timestamp.FromMilliseconds(99));
        Drain(generator, reports);
        Assert.Empty(reports);
        generator.HandleDeadline(Timestamp.FromMilliseconds(100));
        generator.HandleDeadline(Timestamp.FromMilliseconds(200));
        Drain(generator, reports);
        Assert.Single(reports);
        generator.Stop();
        Assert.True(generator.NextDeadline.IsNever);
    }

    [Fact]
    public void Many_packets_are_split_over_feedbacks_that_follow_each_other()
    {
        var generator = new TransportFeedbackGenerator();
        generator.Start(Timestamp.Zero);
        for (int i = 0; i < 4000; i++)
        {
            if (i % 3 != 1)
            {
                generator.HandlePacket(new Timestamp(i * 25), (ushort)(i + 64_000), 7);
            }
        }

        generator.HandleDeadline(Timestamp.FromMilliseconds(100));
        Span<byte> packet = stackalloc byte[EngineLimits.MaxRtcpLength];
        int next = 64_000;
        byte feedbackCount = 0;
        while (generator.TryWriteFeedback(packet, out int length))
        {
            Assert.InRange(length, 1, EngineLimits.MaxRtcpLength);
            TransportWideFeedback feedback = Parse(packet[..length]);
            Assert.Equal((ushort)next, feedback.BaseSequence);
            Assert.Equal(feedbackCount++, feedback.FeedbackCount);
            next += feedback.StatusCount;
        }

        Assert.True(feedbackCount > 1);
        Assert.Equal(64_000 + 4000, next);
        Assert.InRange(generator.PacketLoss, 0.32, 0.34);
    }

    [Fact]
    public void Any_numbers_and_times_are_survived_and_soon_allocate_nothing()
    {
        var random = new SeededRandomSource(9);
        var generator = new TransportFeedbackGenerator();
        generator.Start(Timestamp.Zero);
        byte[] packet = new byte[EngineLimits.MaxRtcpLength];
        Timestamp now = Timestamp.Zero;
        ushort sequence = 0;
        Run(generator, random, packet, ref now, ref sequence);
        long allocated = Allocations.Least(() => Run(generator, random, packet, ref now, ref sequence));

        Assert.Equal(0, allocated);
    }

    private static void Run(
        TransportFeedbackGenerator generator, SeededRandomSource random, byte[] packet, ref Timestamp now, ref ushort sequence)
    {
        for (int i = 0; i < 30_000; i++)
        {
            now += TimeSpan.FromMicroseconds(random.Next(0, 3000));
            sequence += (ushort)(random.Next(0, 200) switch { 0 => random.Next(0, 65_535), < 5 => random.Next(0, 9000), < 50 => random.Next(-20, 20), _ => 1 });
            generator.HandlePacket(now, sequence, 7);
            generator.HandleDeadline(now);
            int written = 0;
            while (generator.TryWriteFeedback(packet, out _))
            {
                written++;
            }

            if (written > 20)
            {
                Assert.Fail($"{written} feedbacks at once.");
            }
        }
    }

    private static TransportWideFeedback Parse(ReadOnlySpan<byte> bytes)
    {
        var packets = new RtcpCompoundEnumerator(bytes);
        Assert.True(packets.MoveNext());
        Assert.True(TransportWideFeedback.TryParse(packets.Current, out TransportWideFeedback feedback));
        return feedback;
    }

    private static void Drain(TransportFeedbackGenerator generator, List<string> reports)
    {
        Span<byte> packet = stackalloc byte[EngineLimits.MaxRtcpLength];
        while (generator.TryWriteFeedback(packet, out int length))
        {
            var words = new List<string>();
            foreach (TransportWideStatus status in Parse(packet[..length]).Statuses)
            {
                words.Add(Describe(status));
            }

            reports.Add(string.Join(' ', words));
        }
    }

    private static string Describe(TransportWideStatus status) =>
        status.IsReceived ? $"{status.SequenceNumber}@{status.ArrivalMicroseconds / 1000}" : $"-{status.SequenceNumber}";
}
