using Tureen.Engine.Congestion.Outgoing;
using Tureen.Engine.Primitives;

namespace Tureen.Tests.Engine.Congestion.Outgoing;

public sealed class SentPacketHistoryTests
{
    [Fact]
    public void Numbers_go_on_after_16_bits()
    {
        var history = new SentPacketHistory(newest: 65_533) { CanGrow = true };
        long first = Add(history, Timestamp.Zero);
        Add(history, Timestamp.Zero);
        long third = Add(history, Timestamp.Zero);

        Assert.Equal(65_534, (ushort)first);
        Assert.Equal(0, (ushort)third);
        Assert.Equal(first, history.Unwrap(65_534));
        Assert.Equal(third, history.Unwrap(0));
        Assert.False(history.Contains(history.Unwrap(1)));
    }

    [Fact]
    public void It_grows_for_young_packets_without_a_report_up_to_its_limit()
    {
        var history = new SentPacketHistory(0) { CanGrow = true };
        long first = Add(history, Timestamp.Zero);
        for (int i = 1; i < EngineLimits.MaxSentPacketHistory; i++)
        {
            Add(history, new Timestamp(i * 100));
        }

        Assert.True(history.Contains(first));
        Add(history, Timestamp.FromMilliseconds(1000));
        Assert.False(history.Contains(first));
        Assert.Equal(EngineLimits.MaxSentPacketHistory, history.Newest - history.Oldest + 1);
    }

    [Theory]
    [InlineData(1000, false, true)]
    [InlineData(3000, false, false)]
    [InlineData(1000, true, false)]
    public void It_stays_small_when_what_it_forgets_is_old_or_reported(int milliseconds, bool isReported, bool isKept)
    {
        var history = new SentPacketHistory(0) { CanGrow = true };
        long first = Add(history, Timestamp.Zero);
        history[first].Flags = isReported ? SentPacketFlags.Received : SentPacketFlags.None;
        for (int i = 1; i <= 512; i++)
        {
            Add(history, Timestamp.FromMilliseconds(i * milliseconds / 512));
        }

        Assert.Equal(isKept, history.Contains(first));
    }

    [Fact]
    public void The_time_of_sending_comes_back_whole()
    {
        var history = new SentPacketHistory(0) { CanGrow = true };
        Timestamp sentAt = new((1L << 32) + 5);
        long sequence = Add(history, sentAt);

        Assert.Equal(sentAt, SentPacketHistory.SentAt(sentAt + TimeSpan.FromSeconds(60), history[sequence]));
    }

    private static long Add(SentPacketHistory history, Timestamp now) => history.Add(now, new SentPacket { Length = 1000 });
}
