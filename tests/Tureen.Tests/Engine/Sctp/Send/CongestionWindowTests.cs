using Tureen.Engine.Sctp;
using Tureen.Engine.Sctp.Send;

namespace Tureen.Tests.Engine.Sctp.Send;

public sealed class CongestionWindowTests
{
    private const int Chunk = 1000;

    [Fact]
    public void It_begins_with_ten_packets_in_slow_start()
    {
        var window = new CongestionWindow(Chunk);
        Assert.Equal(10 * Chunk, window.Size);
        Assert.True(window.IsInSlowStart);
    }

    [Theory]
    [InlineData(500, 10_500)]
    [InlineData(1000, 11_000)]
    [InlineData(5000, 11_000)]
    public void Slow_start_adds_what_was_acknowledged_but_at_most_a_packet(int acked, int expected)
    {
        var window = new CongestionWindow(Chunk);
        window.HandleAck(acked, flightBefore: 10_000, flightAfter: 5000);
        Assert.Equal(expected, window.Size);
    }

    [Fact]
    public void A_window_that_is_not_used_does_not_grow()
    {
        var window = new CongestionWindow(Chunk);
        window.HandleAck(1000, flightBefore: 9000, flightAfter: 8000);
        Assert.Equal(10 * Chunk, window.Size);
    }

    [Fact]
    public void Fast_recovery_halves_it_once_and_ends_with_what_was_outstanding()
    {
        var window = new CongestionWindow(Chunk);
        Assert.True(window.TryEnterFastRecovery(highestOutstandingTsn: 5));
        Assert.Equal(5 * Chunk, window.Size);
        Assert.False(window.TryEnterFastRecovery(highestOutstandingTsn: 9));
        Assert.Equal(5 * Chunk, window.Size);

        window.HandleAck(1000, 5000, 4000);
        Assert.Equal(5 * Chunk, window.Size);
        window.ExitFastRecovery(cumulativeTsnAck: 4);
        Assert.True(window.IsInFastRecovery);
        window.ExitFastRecovery(cumulativeTsnAck: 5);
        Assert.False(window.IsInFastRecovery);
    }

    [Fact]
    public void The_exit_point_may_lie_beyond_the_wrap()
    {
        var window = new CongestionWindow(Chunk);
        window.TryEnterFastRecovery(highestOutstandingTsn: 2);
        window.ExitFastRecovery(cumulativeTsnAck: uint.MaxValue);
        Assert.True(window.IsInFastRecovery);
        window.ExitFastRecovery(cumulativeTsnAck: 2);
        Assert.False(window.IsInFastRecovery);
    }

    [Fact]
    public void A_timeout_leaves_one_packet_and_half_as_threshold()
    {
        var window = new CongestionWindow(Chunk);
        window.HandleTimeout();
        Assert.Equal(Chunk, window.Size);
        Assert.Equal(5 * Chunk, window.SlowStartThreshold);

        window.HandleTimeout();
        Assert.Equal(4 * Chunk, window.SlowStartThreshold);
    }

    [Fact]
    public void Congestion_avoidance_adds_a_packet_per_window()
    {
        var window = new CongestionWindow(Chunk);
        window.TryEnterFastRecovery(0);
        window.ExitFastRecovery(0);
        Assert.True(window.IsInSlowStart);
        window.HandleAck(1000, 5000, 4000);
        Assert.Equal(6000, window.Size);
        Assert.False(window.IsInSlowStart);

        for (int i = 0; i < 5; i++)
        {
            window.HandleAck(1000, 6000, 5000);
            Assert.Equal(6000, window.Size);
        }

        window.HandleAck(1000, 6000, 5000);
        Assert.Equal(7000, window.Size);
    }

    [Fact]
    public void It_has_a_bound()
    {
        var window = new CongestionWindow(Chunk);
        for (int i = 0; i < 10_000; i++)
        {
            window.HandleAck(1000, window.Size, 0);
        }

        Assert.Equal(SctpLimits.MaxCongestionWindow, window.Size);
    }
}
