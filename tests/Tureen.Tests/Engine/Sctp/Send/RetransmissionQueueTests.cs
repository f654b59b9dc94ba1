using Tureen.Engine.Sctp;
using Tureen.Engine.Sctp.Send;

namespace Tureen.Tests.Engine.Sctp.Send;

public sealed class RetransmissionQueueTests
{
    /// <summary>A message that fills a packet.</summary>
    private const int Full = 1160;

    private const int ChunkLength = 1176;

    private readonly SentChunks _sent = new();

    private DataSender Sender => _sent.Sender;

    [Fact]
    public void Nothing_leaves_before_the_association_is_established()
    {
        var sender = new DataSender(new SctpBufferPool(), new DataSenderOptions());
        Assert.Equal(SendOutcome.Queued, sender.Send(default, 0, 53, [1], default));
        sender.StartBurst();
        Assert.Equal(0, sender.WriteChunks(default, new byte[1179]));
    }

    [Fact]
    public void One_occasion_sends_four_packets()
    {
        SendFull(20);
        Assert.Equal([10, 11, 12, 13], _sent.Flush());
        Assert.Equal([14, 15, 16, 17], _sent.Flush());
        Assert.Equal([18, 19], _sent.Flush());
        Assert.Empty(_sent.Flush());
        Assert.Equal(10 * ChunkLength, Sender.FlightSize);
        Assert.Equal(Sender.CongestionWindow, Sender.FlightSize);
    }

    [Fact]
    public void Small_messages_share_a_packet()
    {
        for (int i = 0; i < 30; i++)
        {
            _sent.Send(100);
        }

        Assert.Equal(30, _sent.Flush().Count);
        Assert.Equal(3, _sent.Packets);
    }

    [Fact]
    public void An_acknowledged_packet_lets_another_out_and_one_more_in_slow_start()
    {
        SendFull(20);
        FlushAll();
        Assert.Equal(SackOutcome.Progress, _sent.Sack(11));
        Assert.Equal([20, 21, 22], _sent.Flush());
        Assert.Equal(11 * ChunkLength, Sender.CongestionWindow);
    }

    [Fact]
    public void Three_reports_that_a_chunk_is_missing_send_it_again_at_once()
    {
        SendFull(8);
        FlushAll();
        _sent.Sack(9, (2, 2));
        _sent.Sack(9, (2, 3));
        Assert.Empty(_sent.Flush());
        _sent.Sack(9, (2, 4));
        Assert.Equal([10], _sent.Flush());
        Assert.Equal(5 * ChunkLength, Sender.CongestionWindow);

        // Only once: what is missing then is left to the timer.
        for (int i = 5; i <= 8; i++)
        {
            _sent.Sack(9, (2, i));
        }

        Assert.Empty(_sent.Flush());
    }

    [Fact]
    public void A_report_that_says_nothing_new_does_not_count()
    {
        SendFull(4);
        FlushAll();
        for (int i = 0; i < 10; i++)
        {
            _sent.Sack(9, (2, 2));
        }

        Assert.Empty(_sent.Flush());
    }

    [Fact]
    public void A_fast_retransmission_leaves_though_the_window_is_full()
    {
        SendFull(30);
        FlushAll();
        _sent.Sack(9, (3, 3));
        _sent.Sack(9, (3, 4));
        _sent.Sack(9, (3, 5));
        Assert.True(Sender.FlightSize >= Sender.CongestionWindow);
        Assert.Equal([10], _sent.Flush());
        Assert.Empty(_sent.Flush());
    }

    [Fact]
    public void The_timer_takes_all_for_lost_and_sends_one_packet_again()
    {
        SendFull(5);
        FlushAll();
        Assert.Equal(_sent.Now + RetransmissionTimeout.Initial, Sender.NextDeadline);
        _sent.ExpireTimer();
        Assert.Equal([10], _sent.Flush());
        Assert.Equal(ChunkLength, Sender.CongestionWindow);
        Assert.Equal(_sent.Now + TimeSpan.FromSeconds(1), Sender.NextDeadline);

        Assert.Equal(SackOutcome.Progress, _sent.Sack(10));
        Assert.Equal([11, 12], _sent.Flush());
    }

    [Fact]
    public void The_timer_stops_with_the_last_acknowledgement_and_restarts_with_each()
    {
        SendFull(2);
        FlushAll();
        _sent.Now += TimeSpan.FromMilliseconds(100);
        _sent.Sack(10);
        Assert.Equal(_sent.Now + TimeSpan.FromMilliseconds(400), Sender.NextDeadline);
        _sent.Sack(11);
        Assert.True(Sender.NextDeadline.IsNever);
        Assert.True(Sender.IsDrained);
        Assert.Equal(0, _sent.Pool.Leased);
    }

    [Fact]
    public void The_round_trip_is_not_measured_by_what_was_sent_twice()
    {
        SendFull(1);
        FlushAll();
        _sent.ExpireTimer();
        FlushAll();
        _sent.Sack(10);
        Assert.Equal(TimeSpan.Zero, Sender.Timeout.SmoothedRoundTripTime);
    }

    [Fact]
    public void The_round_trip_is_not_measured_by_what_was_taken_for_lost()
    {
        SendFull(2);
        FlushAll();
        _sent.ExpireTimer();
        _sent.Flush();
        _sent.Sack(11);
        Assert.Equal(TimeSpan.Zero, Sender.Timeout.SmoothedRoundTripTime);
    }

    [Fact]
    public void The_round_trip_is_measured_once_per_round_trip()
    {
        SendFull(4);
        FlushAll();
        _sent.Now += TimeSpan.FromMilliseconds(50);
        _sent.Sack(11);
        Assert.Equal(50, Sender.Timeout.SmoothedRoundTripTime.TotalMilliseconds);
        _sent.Now += TimeSpan.FromMilliseconds(150);
        _sent.Sack(13);
        Assert.Equal(50, Sender.Timeout.SmoothedRoundTripTime.TotalMilliseconds);
    }

    [Theory]
    [InlineData(15u, 0, 0)]
    [InlineData(14u, 1, 1)]
    [InlineData(9u, 2, 6)]
    [InlineData(9u, 3, 2)]
    [InlineData(9u, 0, 0)]
    [InlineData(9u, 65_535, 65_535)]
    [InlineData(0x7000_0000u, 0, 0)]
    public void A_forged_acknowledgement_changes_nothing(uint cumulative, int start, int end)
    {
        SendFull(5);
        FlushAll();
        SackOutcome outcome = cumulative is 15 or 0x7000_0000 ? _sent.Sack(cumulative) : _sent.Sack(cumulative, (start, end));
        Assert.Equal(SackOutcome.Invalid, outcome);
        Assert.Equal(5 * ChunkLength, Sender.FlightSize);
    }

    [Fact]
    public void Blocks_out_of_order_change_nothing()
    {
        SendFull(8);
        FlushAll();
        Assert.Equal(SackOutcome.Invalid, _sent.Sack(9, (4, 5), (2, 3)));
        Assert.Equal(SackOutcome.Invalid, _sent.Sack(9, (2, 4), (4, 5)));
    }

    [Fact]
    public void An_overtaken_acknowledgement_changes_nothing()
    {
        SendFull(5);
        FlushAll();
        _sent.Sack(12);
        Assert.Equal(SackOutcome.Outdated, _sent.Sack(11));
        Assert.Equal(SackOutcome.Unchanged, _sent.Sack(12));
    }

    [Fact]
    public void What_the_peer_had_and_has_no_longer_is_sent_again()
    {
        SendFull(3);
        FlushAll();
        _sent.Sack(9, (2, 3));
        _sent.Sack(10);
        Assert.Equal([11], _sent.Flush());
        _sent.Sack(11);
        Assert.Equal([12], _sent.Flush());
        _sent.Sack(12);
        Assert.True(Sender.IsDrained);
    }

    [Fact]
    public void A_closed_window_is_probed_with_one_chunk_and_opens_at_once()
    {
        _sent.PeerWindow = 0;
        SendFull(1);
        FlushAll();
        _sent.Sack(10);
        SendFull(5);
        Assert.Equal([11], _sent.Flush());
        Assert.Equal(SackOutcome.Progress, _sent.Sack(10));
        Assert.Empty(_sent.Flush());
        _sent.ExpireTimer();
        Assert.Equal([11], _sent.Flush());
        Assert.Equal(SackOutcome.Progress, _sent.Sack(10));

        _sent.PeerWindow = 100_000;
        _sent.Sack(10);
        Assert.Equal([11], _sent.Flush());
    }

    [Fact]
    public void A_small_window_is_not_exceeded()
    {
        var sent = new SentChunks(peerWindow: 3000);
        for (int i = 0; i < 10; i++)
        {
            sent.Send(Full);
        }

        Assert.Equal([10, 11], sent.Flush());
        Assert.Equal(680u, sent.Sender.PeerWindow);
    }

    [Fact]
    public void A_shutdown_acknowledges_like_a_sack_without_gaps()
    {
        SendFull(3);
        FlushAll();
        Assert.Equal(SackOutcome.Progress, Sender.HandleCumulativeAck(_sent.Now, 11));
        Assert.Equal(ChunkLength, Sender.FlightSize);
        Assert.Equal(SackOutcome.Invalid, Sender.HandleCumulativeAck(_sent.Now, 13));
    }

    [Fact]
    public void Little_room_in_a_packet_cuts_what_would_not_fit_otherwise()
    {
        SendFull(1);
        Assert.Equal(0, Sender.WriteChunks(_sent.Now, new byte[200]));
        Assert.Equal(900, Sender.WriteChunks(_sent.Now, new byte[900]));
        Assert.Equal([11], _sent.Flush());
    }

    private void SendFull(int count)
    {
        for (int i = 0; i < count; i++)
        {
            _sent.Send(Full);
        }
    }

    private void FlushAll()
    {
        while (_sent.Flush().Count > 0)
        {
        }
    }
}
