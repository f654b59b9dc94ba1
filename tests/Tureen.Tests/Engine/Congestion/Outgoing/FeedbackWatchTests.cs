using Tureen.Engine.Congestion.Outgoing;
using Tureen.Engine.Primitives;

namespace Tureen.Tests.Engine.Congestion.Outgoing;

public sealed class FeedbackWatchTests
{
    private readonly SentPacketHistory _history = new(newest: 0);
    private readonly FeedbackWatch _watch;

    public FeedbackWatchTests() => _watch = new FeedbackWatch(_history, new ReportedFates(_history));

    [Fact]
    public void Silence_is_noticed_after_a_second_and_pauses_video_after_more_than_three()
    {
        _watch.HandleFeedback(At(0));
        Send(At(0), packets: 6);
        Assert.Equal(At(1000), _watch.NextDeadline);
        Assert.False(_watch.HandleDeadline(At(999)));
        Assert.True(_watch.HandleDeadline(At(1000)));
        Assert.False(_watch.HandleDeadline(At(3100)));
        Assert.False(_watch.IsVideoPaused);
        _watch.HandleDeadline(At(3250));
        Assert.True(_watch.IsVideoPaused);
        _watch.HandleFeedback(At(5000));
        Assert.False(_watch.IsVideoPaused);
    }

    [Theory]
    [InlineData(5, false)]
    [InlineData(6, true)]
    public void A_few_packets_without_a_report_are_no_outage(int packets, bool isBlind)
    {
        _watch.HandleFeedback(At(0));
        Send(At(0), packets);
        Assert.Equal(isBlind, _watch.HandleDeadline(At(1000)));
    }

    [Fact]
    public void A_peer_that_has_reported_nothing_for_five_seconds_does_not_know_how()
    {
        Send(At(0), packets: 100);
        Assert.False(_watch.HandleDeadline(At(4999)));
        Assert.False(_watch.IsPeerSilent);
        Assert.False(_watch.HandleDeadline(At(5000)));
        Assert.True(_watch.IsPeerSilent);
        Assert.False(_watch.IsVideoPaused);
        _watch.HandleFeedback(At(6000));
        Assert.False(_watch.IsPeerSilent);
    }

    [Fact]
    public void Nothing_is_missing_while_nothing_is_sent()
    {
        _watch.HandleFeedback(At(0));
        Assert.True(_watch.NextDeadline.IsNever);
        Assert.False(_watch.HandleDeadline(At(60_000)));
    }

    [Fact]
    public void A_stall_of_our_own_is_no_silence_of_the_peer()
    {
        _watch.HandleFeedback(At(0));
        Send(At(0), packets: 6);
        _watch.HandleStall(At(900));
        Assert.False(_watch.HandleDeadline(At(1800)));
        Assert.True(_watch.HandleDeadline(At(1900)));
    }

    private static Timestamp At(long milliseconds) => Timestamp.FromMilliseconds(milliseconds);

    private void Send(Timestamp now, int packets)
    {
        for (int i = 0; i < packets; i++)
        {
            _history.Add(now, new SentPacket { Length = 1000 });
            _watch.HandleSent(now);
        }
    }
}
