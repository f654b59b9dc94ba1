using Tureen.Engine.Primitives;
using Tureen.Engine.Streams;

namespace Tureen.Tests.Engine.Streams;

public sealed class KeyFrameRequesterTests
{
    private const uint Ssrc = 1111;

    private static readonly Timestamp Start = Timestamp.FromMilliseconds(5);

    private int _requests;

    [Fact]
    public void One_need_is_one_request()
    {
        KeyFrameRequester requester = Create(1000);
        requester.HandleNeed(Start, Ssrc);
        Assert.Equal(1, Drain(requester));
    }

    [Fact]
    public void Many_needs_within_the_delay_are_one_request()
    {
        KeyFrameRequester requester = Create(500);
        for (int i = 0; i < 4; i++)
        {
            requester.HandleNeed(Start, Ssrc);
            Drain(requester);
        }

        Assert.Equal(1, _requests);
    }

    [Fact]
    public void A_key_frame_that_came_is_asked_for_once()
    {
        KeyFrameRequester requester = Create(500);
        requester.HandleNeed(Start, Ssrc);
        Drain(requester);
        requester.HandleKeyFrame(Ssrc);
        RunToEnd(requester);
        Assert.Equal(1, _requests);
    }

    [Fact]
    public void A_forced_need_is_always_a_request()
    {
        KeyFrameRequester requester = Create(500);
        requester.HandleNeed(Start, Ssrc);
        Drain(requester);
        requester.HandleForcedNeed(Start, Ssrc);
        Assert.Equal(2, Drain(requester));
    }

    [Fact]
    public void A_forced_need_that_is_served_is_not_repeated()
    {
        KeyFrameRequester requester = Create(500);
        requester.HandleNeed(Start, Ssrc);
        Drain(requester);
        requester.HandleForcedNeed(Start, Ssrc);
        Drain(requester);
        requester.HandleKeyFrame(Ssrc);
        RunToEnd(requester);
        Assert.Equal(2, _requests);
    }

    [Fact]
    public void A_request_without_an_answer_is_repeated_once()
    {
        KeyFrameRequester requester = Create(0);
        requester.HandleNeed(Start, Ssrc);
        Drain(requester);
        Assert.Equal(Start + KeyFrameRequester.RetryAfter, requester.NextDeadline);
        RunToEnd(requester);
        Assert.Equal(2, _requests);
    }

    [Fact]
    public void A_flood_of_needs_is_one_request_per_second()
    {
        KeyFrameRequester requester = Create(0);
        for (int i = 0; i < 10_000; i++)
        {
            Timestamp now = Start + TimeSpan.FromMilliseconds(i);
            requester.HandleDeadline(now);
            requester.HandleNeed(now, Ssrc);
            Drain(requester);
        }

        Assert.Equal(10, _requests);
    }

    [Fact]
    public void A_need_within_the_delay_is_served_after_it()
    {
        KeyFrameRequester requester = Create(300);
        requester.HandleNeed(Start, Ssrc);
        requester.HandleKeyFrame(Ssrc);
        Drain(requester);
        requester.HandleNeed(Start + TimeSpan.FromMilliseconds(100), Ssrc);
        Assert.Equal(1, Drain(requester));
        Assert.Equal(Start + TimeSpan.FromMilliseconds(300), requester.NextDeadline);
        requester.HandleDeadline(Start + TimeSpan.FromMilliseconds(300));
        Assert.Equal(2, Drain(requester));
    }

    [Fact]
    public void Streams_are_apart()
    {
        KeyFrameRequester requester = Create(0);
        requester.HandleNeed(Start, 1);
        requester.HandleNeed(Start, 2);
        requester.Remove(1);
        requester.HandleKeyFrame(2);
        Assert.Equal(2, Drain(requester));
        Assert.True(requester.NextDeadline.IsNever);
    }

    private static KeyFrameRequester Create(int delay) => new(TimeSpan.FromMilliseconds(delay));

    private int Drain(KeyFrameRequester requester)
    {
        while (requester.TryDequeueRequest(out _))
        {
            _requests++;
        }

        return _requests;
    }

    private void RunToEnd(KeyFrameRequester requester)
    {
        while (!requester.NextDeadline.IsNever)
        {
            requester.HandleDeadline(requester.NextDeadline);
            Drain(requester);
        }
    }
}
