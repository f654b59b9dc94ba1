using Tureen.Engine.Sctp;
using Tureen.Engine.Sctp.Send;

namespace Tureen.Tests.Engine.Sctp.Send;

/// <summary>Messages that are given up (RFC 3758, RFC 7496, RFC 8260).</summary>
public sealed class RetransmissionQueueForwardTsnTests
{
    /// <summary>A message that fills a packet.</summary>
    private const int Full = 1160;

    private readonly SentChunks _sent = new();

    private DataSender Sender => _sent.Sender;

    [Fact]
    public void A_message_without_retransmissions_is_given_up_when_lost()
    {
        SendFull(1);
        _sent.Send(Full, 3, new SendParameters(MaxRetransmissions: 0));
        SendFull(3);
        FlushAll();
        _sent.Sack(10, (2, 2));
        _sent.Sack(10, (2, 3));
        _sent.Sack(10, (2, 4));
        Assert.Empty(_sent.Flush());
        Assert.Equal(11u, _sent.ForwardTsn);
        Assert.Equal([new(3, false, 0)], _sent.Skipped);
        _sent.Sack(14);
        Assert.True(Sender.IsDrained);
        Assert.Equal(0, _sent.Pool.Leased);
    }

    [Fact]
    public void A_message_with_one_retransmission_is_given_up_the_second_time()
    {
        _sent.Send(Full, 3, new SendParameters(MaxRetransmissions: 1));
        FlushAll();
        _sent.ExpireTimer();
        Assert.Equal([10], _sent.Flush());
        Assert.Null(_sent.ForwardTsn);
        _sent.ExpireTimer();
        Assert.Empty(_sent.Flush());
        Assert.Equal(10u, _sent.ForwardTsn);
    }

    [Fact]
    public void A_message_given_up_before_its_end_gets_an_end_that_is_skipped()
    {
        _sent.Send(20 * Full, 3, new SendParameters(MaxRetransmissions: 0));
        FlushAll();
        Assert.Equal(20u, Sender.NextTsn);
        _sent.ExpireTimer();
        Assert.Equal(0, Sender.TotalBufferedAmount);
        _sent.Send(100, 3);
        Assert.Equal([21], _sent.Flush());
        Assert.Equal(20u, _sent.ForwardTsn);
        Assert.Equal([new(3, false, 0)], _sent.Skipped);
        _sent.Sack(21);
        Assert.True(Sender.IsDrained);
        Assert.Equal(0, _sent.Pool.Leased);
    }

    [Fact]
    public void A_lifetime_ends_a_message_that_waits_to_be_sent_on()
    {
        _sent.Send(20 * Full, 3, new SendParameters(Lifetime: TimeSpan.FromMilliseconds(300)));
        FlushAll();
        _sent.Now += TimeSpan.FromMilliseconds(300);
        _sent.Sack(19);
        Assert.Empty(_sent.Flush());
        Assert.Equal(20u, _sent.ForwardTsn);
        Assert.False(Sender.NextDeadline.IsNever);
        Assert.Equal(21u, Sender.NextTsn);
        _sent.Sack(20);
        Assert.True(Sender.IsDrained);
    }

    [Fact]
    public void Without_partial_reliability_nothing_is_given_up()
    {
        var sent = new SentChunks(isPartiallyReliable: false);
        sent.Send(Full, 3, new SendParameters(MaxRetransmissions: 0, Lifetime: TimeSpan.FromMilliseconds(100)));
        sent.Flush();
        for (int i = 0; i < 3; i++)
        {
            sent.ExpireTimer();
            Assert.Equal([10], sent.Flush());
            Assert.Null(sent.ForwardTsn);
        }
    }

    [Fact]
    public void A_forward_tsn_is_sent_again_by_the_timer_until_it_is_acknowledged()
    {
        _sent.Send(Full, 3, new SendParameters(MaxRetransmissions: 0));
        FlushAll();
        for (int i = 0; i < 3; i++)
        {
            _sent.ExpireTimer();
            _sent.Flush();
            Assert.Equal(10u, _sent.ForwardTsn);
            _sent.Flush();
            Assert.Null(_sent.ForwardTsn);
        }

        _sent.Sack(10);
        Assert.True(Sender.NextDeadline.IsNever);
    }

    [Fact]
    public void A_forward_tsn_goes_no_further_than_the_streams_that_fit()
    {
        int streams = SctpLimits.MaxSkippedMessages + 20;
        for (int i = 0; i < streams; i++)
        {
            _sent.Send(20, (ushort)i, new SendParameters(MaxRetransmissions: 0));
        }

        FlushAll();
        _sent.ExpireTimer();
        _sent.Flush();
        Assert.Equal(SctpLimits.MaxSkippedMessages, _sent.Skipped.Length);
        Assert.Equal(9u + SctpLimits.MaxSkippedMessages, _sent.ForwardTsn);
        _sent.Sack(_sent.ForwardTsn!.Value);
        _sent.Flush();
        Assert.Equal(20, _sent.Skipped.Length);
        Assert.Equal(9u + (uint)streams, _sent.ForwardTsn);
    }

    [Fact]
    public void An_interleaved_forward_tsn_names_unordered_messages_too()
    {
        var sent = new SentChunks(isInterleaving: true);
        sent.Send(100, 3, new SendParameters(IsUnordered: true, MaxRetransmissions: 0));
        sent.Send(100, 3, new SendParameters(MaxRetransmissions: 0));
        sent.Send(100, 3, new SendParameters(IsUnordered: true, MaxRetransmissions: 0));
        sent.Flush();
        sent.ExpireTimer();
        sent.Flush();
        Assert.Equal(12u, sent.ForwardTsn);
        Assert.Equal([new(3, true, 1), new(3, false, 0)], sent.Skipped);
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
