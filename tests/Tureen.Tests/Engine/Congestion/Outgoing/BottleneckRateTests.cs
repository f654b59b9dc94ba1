using Tureen.Engine.Congestion.Outgoing;

namespace Tureen.Tests.Engine.Congestion.Outgoing;

public sealed class BottleneckRateTests
{
    private const long Base = 20_000;
    private readonly BottleneckRate _rate = new();
    private long _sequence;
    private long _arrivedAt = 1_000_000;

    [Fact]
    public void Packets_out_of_a_queue_show_its_rate_and_audio_between_them_counts()
    {
        Add(packets: 20, gap: 20_000, queue: 100_000, untracked: 250);
        AssertRate(500_000);
    }

    [Fact]
    public void The_newest_pairs_count()
    {
        Add(packets: 50, gap: 3000, queue: 100_000, untracked: 0);
        Add(packets: 10, gap: 20_000, queue: 100_000, untracked: 0);
        AssertRate(400_000);
    }

    [Theory]
    [InlineData(5000, 20_000)]
    [InlineData(15_000, 20_000)]
    public void A_packet_that_did_not_wait_for_the_one_before_shows_nothing(long queue, long gap)
    {
        Add(packets: 20, gap, queue, untracked: 0);
        Assert.False(_rate.TryMeasure(Base, out _));
    }

    [Theory]
    [InlineData(4, 20_000)]
    [InlineData(20, 1000)]
    public void Few_pairs_and_short_times_show_nothing(int packets, long gap)
    {
        Add(packets, gap, queue: 100_000, untracked: 0);
        Assert.False(_rate.TryMeasure(Base, out _));
    }

    [Fact]
    public void A_lost_packet_breaks_the_chain()
    {
        for (int i = 0; i < 20; i++)
        {
            Add(packets: 1, gap: 20_000, queue: 100_000, untracked: 0);
            _sequence++;
        }

        Assert.False(_rate.TryMeasure(Base, out _));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(-2000, true)]
    [InlineData(2000, false)]
    public void A_queue_that_does_not_grow_shows_what_is_sent_and_not_what_fits(long growth, bool isEcho)
    {
        for (int i = 0; i < 20; i++)
        {
            Add(packets: 1, gap: 20_000, queue: 100_000 + (growth * i), untracked: 0);
        }

        AssertRate(400_000);
        Assert.Equal(isEcho, _rate.IsEcho);
    }

    private void AssertRate(double expected)
    {
        Assert.True(_rate.TryMeasure(Base, out double measured));
        Assert.Equal(expected, measured, expected / 100);
    }

    private void Add(int packets, long gap, long queue, int untracked)
    {
        for (int i = 0; i < packets; i++)
        {
            _arrivedAt += gap;
            _rate.Add(new PacketFate(
                ++_sequence, PacketFateKind.Received, _arrivedAt - Base - queue, _arrivedAt, 1000, untracked, 0, SentPacketFlags.None, true));
        }
    }
}
