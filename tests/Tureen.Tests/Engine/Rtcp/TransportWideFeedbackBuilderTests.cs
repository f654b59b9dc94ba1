using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;
using Tureen.Testing;
using static Tureen.Tests.Engine.Rtcp.RtcpBytes;

namespace Tureen.Tests.Engine.Rtcp;

[Collection(nameof(AllocationMeasurement))]
public sealed class TransportWideFeedbackBuilderTests
{
    private readonly byte[] _destination = new byte[EngineLimits.MaxRtcpLength];

    [Fact]
    public void Three_arrivals_are_a_run_of_small_deltas()
    {
        var builder = new TransportWideFeedbackBuilder();
        builder.Begin(1000);
        Assert.True(builder.TryAdd(1000, new Timestamp(65_000)));
        Assert.True(builder.TryAdd(1001, new Timestamp(65_000)));
        Assert.True(builder.TryAdd(1002, new Timestamp(67_000)));

        int length = builder.Write(_destination, 0xFA17FA17, 0x02D0372E, 5);

        Assert.Equal(Hex("8fcd0006 fa17fa17 02d0372e 03e80003 00000105 20030400 08000000"), _destination[..length]);
        Assert.Equal(1003, builder.NextSequence);
    }

    [Fact]
    public void Arrivals_that_go_back_in_time_are_reported_without_loss()
    {
        long[] arrivals =
            [1000, 1000, 1250, 900, 2000, 70_000, 60_000, 60_000, 60_250, 59_000, 59_250, 59_500, 59_750, 60_000, 60_250, 60_500];
        var expected = new List<(ushort, long)>();
        for (int i = 0; i < arrivals.Length; i++)
        {
            expected.Add(((ushort)(999 + i), arrivals[i]));
        }

        AssertReported(999, expected);
    }

    [Fact]
    public void Fifty_lost_packets_before_a_late_one_are_reported() => AssertReported(10, [(9 + 1, 500), (61, 3_000_000)]);

    [Fact]
    public void Losses_at_the_base_are_reported() => AssertReported(65530, [(4, 500), (5, 750)]);

    [Fact]
    public void A_delta_beyond_16_bits_begins_another_feedback()
    {
        var builder = new TransportWideFeedbackBuilder();
        builder.Begin(1);
        Assert.True(builder.TryAdd(1, Timestamp.FromMilliseconds(1)));
        Assert.True(builder.TryAdd(2, Timestamp.FromMilliseconds(8001)));
        Assert.False(builder.TryAdd(3, Timestamp.FromMilliseconds(17_001)));
        Assert.False(builder.TryAdd(4, Timestamp.FromMilliseconds(-1000)));

        Assert.Equal(3, builder.NextSequence);
        builder.Begin(builder.NextSequence);
        Assert.True(builder.TryAdd(3, Timestamp.FromMilliseconds(17_001)));
    }

    [Fact]
    public void A_feedback_never_exceeds_its_length_and_the_next_one_goes_on()
    {
        var expected = new List<(ushort, long)>();
        for (int i = 0; i < 5000; i++)
        {
            expected.Add(((ushort)(60_000 + i), 1_000_000 + (i * 250L)));
        }

        Assert.InRange(AssertReported(60_000, expected), 4, 5);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void Any_pattern_of_losses_and_delays_comes_back(ulong seed)
    {
        var random = new SeededRandomSource(seed);
        int lossPercent = random.Next(0, 90);
        int largePercent = random.Next(0, 60);
        ushort baseSequence = (ushort)random.NextUInt32();
        var expected = new List<(ushort, long)>();
        long arrival = random.Next(0, 100_000_000);
        for (int i = 0; i < 4000; i++)
        {
            if (random.Next(0, 99) < lossPercent)
            {
                continue;
            }

            arrival += random.Next(0, 99) < largePercent ? random.Next(-300_000, 400_000) : random.Next(0, 60_000);
            expected.Add(((ushort)(baseSequence + i), arrival));
        }

        AssertReported(baseSequence, expected);
    }

    [Fact]
    public void The_first_packet_is_taken_after_any_number_of_losses()
    {
        var builder = new TransportWideFeedbackBuilder(TransportWideFeedback.FixedLength + 32);
        builder.Begin(0);

        Assert.True(builder.TryAdd(32_767, new Timestamp(-5_000)));
        Assert.Equal(32_767, builder.LostCount);
        int length = builder.Write(_destination, 0, 0, 0);
        Assert.InRange(length, 1, TransportWideFeedback.FixedLength + 32);
        Assert.True(TransportWideFeedback.TryParse(Single(_destination.AsSpan(0, length)), out TransportWideFeedback feedback));
        Assert.Equal(-1, feedback.ReferenceTime);
        Assert.Equal(32_767, feedback.CountLost());
    }

    [Fact]
    public void An_empty_feedback_is_not_written()
    {
        var builder = new TransportWideFeedbackBuilder();
        builder.Begin(7);

        Assert.True(builder.IsEmpty);
        Assert.Equal(0, builder.Write(_destination, 0, 0, 0));
    }

    [Fact]
    public void Reporting_allocates_nothing()
    {
        var builder = new TransportWideFeedbackBuilder();
        Report(builder);
        long allocated = Allocations.Least(() => Report(builder));

        Assert.Equal(0, allocated);
    }

    private void Report(TransportWideFeedbackBuilder builder)
    {
        builder.Begin(0);
        for (int i = 0; i < 300; i += 1 + (i % 3))
        {
            builder.TryAdd((ushort)i, new Timestamp(i * 1700L));
        }

        builder.Write(_destination, 0, 0, 0);
    }

    /// <summary>Writes as many feedbacks as it takes, reads them back, and compares; how many there were.</summary>
    private int AssertReported(ushort baseSequence, List<(ushort Sequence, long Arrival)> expected)
    {
        var builder = new TransportWideFeedbackBuilder();
        builder.Begin(baseSequence);
        ushort next = baseSequence;
        int compared = 0;
        int feedbacks = 0;
        int index = 0;
        while (index < expected.Count)
        {
            while (index < expected.Count && builder.TryAdd(expected[index].Sequence, new Timestamp(expected[index].Arrival)))
            {
                index++;
            }

            int length = builder.Write(_destination, 1, 2, (byte)feedbacks++);
            Assert.True(TransportWideFeedback.TryParse(Single(_destination.AsSpan(0, length)), out TransportWideFeedback feedback));
            Assert.Equal(next, feedback.BaseSequence);
            foreach (TransportWideStatus status in feedback.Statuses)
            {
                bool isExpected = status.SequenceNumber == expected[compared].Sequence;
                Assert.Equal(next++, status.SequenceNumber);
                Assert.Equal(isExpected, status.IsReceived);
                if (isExpected)
                {
                    Assert.InRange(status.ArrivalMicroseconds, expected[compared].Arrival - 125, expected[compared].Arrival + 125);
                    compared++;
                }
            }

            builder.Begin(builder.NextSequence);
        }

        Assert.Equal(expected.Count, compared);
        return feedbacks;
    }
}
