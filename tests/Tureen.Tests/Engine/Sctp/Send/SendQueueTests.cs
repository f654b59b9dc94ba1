using Tureen.Engine.Primitives;
using Tureen.Engine.Sctp;
using Tureen.Engine.Sctp.Packets.Chunks;
using Tureen.Engine.Sctp.Send;

namespace Tureen.Tests.Engine.Sctp.Send;

public sealed class SendQueueTests
{
    private static readonly DataSenderOptions Options = new()
    {
        MaxMessageLength = 5000,
        SendBufferLength = 20_000,
        StreamQueueLength = 10_000,
    };

    private readonly SctpBufferPool _pool = new();
    private readonly SendQueue _queue;

    private Timestamp _now = Timestamp.FromMilliseconds(1);

    public SendQueueTests()
    {
        _queue = new SendQueue(_pool, Options);
    }

    [Fact]
    public void The_largest_fragment_fills_a_packet()
    {
        Assert.Equal(1160, _queue.MaxFragmentLength);
        _queue.Restart(isInterleaving: true);
        Assert.Equal(1156, _queue.MaxFragmentLength);
    }

    [Fact]
    public void What_cannot_be_sent_is_refused()
    {
        Assert.Equal(SendOutcome.Empty, Add(1, 0));
        Assert.Equal(SendOutcome.TooLong, Add(1, 5001));
        Assert.Equal(SendOutcome.Queued, Add(1, 5000));
        Assert.Equal(SendOutcome.Queued, Add(1, 5000));
        Assert.Equal(SendOutcome.StreamQueueFull, Add(1, 1));
        Assert.Equal(SendOutcome.Queued, Add(2, 5000));
        Assert.Equal(SendOutcome.Queued, Add(2, 5000));
        Assert.Equal(SendOutcome.BufferFull, Add(3, 1));
        Assert.Equal(20_000, _queue.TotalBufferedAmount);
        Assert.Equal(4, _pool.Leased);
    }

    [Fact]
    public void The_number_of_messages_is_bounded_however_small_they_are()
    {
        var queue = new SendQueue(_pool, new DataSenderOptions());
        for (int i = 0; i < SctpLimits.MaxQueuedMessages; i++)
        {
            Assert.Equal(SendOutcome.Queued, queue.Add(_now, (ushort)i, 53, [1], default));
        }

        Assert.Equal(SendOutcome.BufferFull, queue.Add(_now, 1, 53, [1], default));
    }

    [Fact]
    public void A_message_is_cut_into_fragments_with_their_flags()
    {
        Add(1, 2500);
        Assert.Equal(DataChunkFlags.Beginning, Take(1160).Flags);
        Assert.Equal(DataChunkFlags.None, Take(1160).Flags);
        OutgoingFragment last = Take(1160);
        Assert.Equal((DataChunkFlags.End, 2320, 180, 2u), (last.Flags, last.Offset, last.Length, last.FragmentSequence));
        Assert.True(_queue.IsEmpty);
        Assert.Equal(0, _queue.TotalBufferedAmount);
    }

    [Fact]
    public void Without_interleaving_streams_take_turns_by_whole_messages()
    {
        Add(1, 2000);
        Add(1, 2000);
        Add(2, 2000);
        Add(2, 2000);
        Assert.Equal([1, 1, 2, 2, 1, 1, 2, 2], TakeStreams());
    }

    [Fact]
    public void With_interleaving_streams_take_turns_by_fragments()
    {
        _queue.Restart(isInterleaving: true);
        Add(1, 2000);
        Add(2, 2000);
        Assert.Equal([1, 2, 1, 2], TakeStreams());
    }

    [Fact]
    public void A_stream_with_thrice_the_priority_sends_thrice_as_much()
    {
        _queue.GetStream(2).Priority = 768;
        for (int i = 0; i < 9; i++)
        {
            Add(1, 1000);
            Add(2, 1000);
        }

        Assert.Equal(9, TakeStreams(12).Count(stream => stream == 2));
    }

    [Fact]
    public void A_stream_that_was_idle_does_not_make_up_for_it()
    {
        for (int i = 0; i < 8; i++)
        {
            Add(1, 1000);
        }

        TakeStreams(4);
        for (int i = 0; i < 4; i++)
        {
            Add(2, 1000);
        }

        List<int> streams = TakeStreams(4);
        Assert.Equal(2, streams.Count(stream => stream == 2));
    }

    [Fact]
    public void A_stream_cannot_gain_by_a_message_begun_earlier()
    {
        Add(1, 3000);
        Take(1160);
        Add(2, 1000);
        Add(1, 1000);
        Add(1, 1000);
        Assert.Equal([1, 1, 2, 1, 1], TakeStreams());
    }

    [Fact]
    public void Ordered_messages_are_numbered_per_stream_and_unordered_ones_only_with_interleaving()
    {
        Add(1, 10);
        Add(1, 10, new SendParameters(IsUnordered: true));
        Add(1, 10);
        Assert.Equal([0u, 0u, 1u], TakeMessageIds());
        _queue.Restart(isInterleaving: true);
        Add(1, 10);
        Add(1, 10, new SendParameters(IsUnordered: true));
        Add(1, 10, new SendParameters(IsUnordered: true));
        Add(1, 10);
        Assert.Equal([0u, 0u, 1u, 1u], TakeMessageIds());
    }

    [Fact]
    public void A_message_that_expired_unsent_is_dropped_and_takes_no_number()
    {
        Add(1, 1000, new SendParameters(Lifetime: TimeSpan.FromMilliseconds(10)));
        Add(1, 500);
        _now += TimeSpan.FromMilliseconds(10);
        Assert.True(_queue.TryPeek(_now, out OutgoingMessage? message, out _));
        Assert.Equal(500, message.Length);
        Assert.Equal(500, _queue.TotalBufferedAmount);
        Assert.Equal(0u, Take(1160).Message.MessageId);
    }

    [Fact]
    public void A_message_that_expired_in_part_comes_back_to_be_given_up()
    {
        Add(1, 2000, new SendParameters(Lifetime: TimeSpan.FromMilliseconds(10)));
        OutgoingMessage begun = Take(1160).Message;
        Add(2, 100);
        _now += TimeSpan.FromMilliseconds(10);
        Assert.False(_queue.TryPeek(_now, out _, out OutgoingMessage? expired));
        Assert.Same(begun, expired);
        _queue.Remove(begun);
        Assert.Equal(100, _queue.TotalBufferedAmount);
        Assert.Equal([2], TakeStreams());
    }

    [Fact]
    public void Falling_to_the_threshold_is_reported_once()
    {
        _queue.SetLowThreshold(1, 1000);
        Add(1, 3000);
        Take(1000);
        Assert.False(_queue.TryDequeueLow(out _));
        Take(1000);
        Assert.True(_queue.TryDequeueLow(out ushort stream));
        Assert.Equal(1, stream);
        Take(1000);
        Assert.False(_queue.TryDequeueLow(out _));
        Add(1, 1001);
        Take(1001);
        Assert.True(_queue.TryDequeueLow(out _));
    }

    [Fact]
    public void Without_a_threshold_the_end_of_the_queue_is_reported()
    {
        Add(1, 100);
        Take(100);
        Assert.True(_queue.TryDequeueLow(out ushort stream));
        Assert.Equal(1, stream);
    }

    [Fact]
    public void A_threshold_raised_above_the_buffered_amount_is_reported()
    {
        Add(1, 500);
        _queue.SetLowThreshold(1, 499);
        Assert.False(_queue.TryDequeueLow(out _));
        _queue.SetLowThreshold(1, 500);
        Assert.True(_queue.TryDequeueLow(out _));
        _queue.SetLowThreshold(1, 600);
        Assert.False(_queue.TryDequeueLow(out _));
    }

    [Fact]
    public void A_reset_lets_out_what_was_queued_before_and_holds_what_came_later()
    {
        Add(1, 2000);
        Take(1160);
        Add(1, 10);
        _queue.PrepareReset(1, discardQueued: false);
        Add(1, 20);
        Assert.False(_queue.HasStreamsToReset);
        Assert.Equal([1, 1], TakeStreams());
        Assert.True(_queue.HasStreamsToReset);
        Assert.Equal(1, _queue.BeginReset(new ushort[4]));
        Assert.Empty(TakeStreams());
        _queue.CommitReset();
        OutgoingFragment fragment = Take(20);
        Assert.Equal(0u, fragment.Message.MessageId);
    }

    [Fact]
    public void A_denied_reset_goes_on_with_the_old_numbers()
    {
        Add(1, 10);
        Take(10);
        _queue.PrepareReset(1, discardQueued: false);
        Add(1, 20);
        _queue.BeginReset(new ushort[4]);
        _queue.RollbackReset();
        Assert.Equal(1u, Take(20).Message.MessageId);
    }

    [Fact]
    public void A_reset_asked_for_during_another_follows_it()
    {
        _queue.PrepareReset(1, discardQueued: false);
        _queue.BeginReset(new ushort[4]);
        Add(1, 20);
        _queue.PrepareReset(1, discardQueued: false);
        _queue.CommitReset();
        Assert.False(_queue.HasStreamsToReset);
        Assert.Equal([1], TakeStreams());
        Assert.True(_queue.HasStreamsToReset);
        _queue.BeginReset(new ushort[4]);
        _queue.CommitReset();
        Assert.False(_queue.HasStreamsToReset);
    }

    [Fact]
    public void A_reset_asked_for_again_lets_out_what_came_after_the_first()
    {
        _queue.PrepareReset(1, discardQueued: false);
        Add(1, 20);
        Assert.Empty(TakeStreams());
        _queue.PrepareReset(1, discardQueued: false);
        Assert.Equal([1], TakeStreams());
    }

    [Fact]
    public void Long_messages_are_interleaved_only_as_far_as_the_window_of_the_peer_holds_them()
    {
        _queue.Restart(isInterleaving: true, peerWindow: 10_000);
        Add(1, 3000);
        Add(2, 3000);
        Add(3, 1000);
        Assert.Equal([3, 1, 1, 1, 2, 2, 2], TakeStreams());

        _queue.Restart(isInterleaving: true, peerWindow: 12_000);
        Add(1, 3000);
        Add(2, 3000);
        Assert.Equal([1, 2, 1, 2, 1, 2], TakeStreams());
    }

    [Fact]
    public void A_reset_may_discard_what_was_not_begun()
    {
        Add(1, 2000);
        Take(1160);
        Add(1, 10);
        Add(1, 10);
        _queue.PrepareReset(1, discardQueued: true);
        Assert.Equal(840, _queue.TotalBufferedAmount);
        Assert.Equal([1], TakeStreams());
        Assert.True(_queue.HasStreamsToReset);
    }

    [Fact]
    public void Streams_that_do_not_fit_one_request_wait_for_the_next()
    {
        for (ushort i = 0; i < 5; i++)
        {
            _queue.PrepareReset(i, discardQueued: false);
        }

        ushort[] streams = new ushort[3];
        Assert.Equal(3, _queue.BeginReset(streams));
        Assert.False(_queue.HasStreamsToReset);
        _queue.CommitReset();
        Assert.True(_queue.HasStreamsToReset);
        Assert.Equal(2, _queue.BeginReset(streams));
        _queue.CommitReset();
        Assert.False(_queue.HasStreamsToReset);
    }

    private SendOutcome Add(ushort stream, int length, SendParameters parameters = default) =>
        _queue.Add(_now, stream, 53, new byte[length], parameters);

    private OutgoingFragment Take(int maximum)
    {
        Assert.True(_queue.TryPeek(_now, out OutgoingMessage? message, out _));
        return _queue.Take(message, Math.Min(maximum, message.Remaining));
    }

    private List<int> TakeStreams(int count = int.MaxValue)
    {
        var streams = new List<int>();
        while (streams.Count < count && _queue.TryPeek(_now, out OutgoingMessage? message, out _))
        {
            streams.Add(message.Stream.Id);
            _queue.Take(message, Math.Min(_queue.MaxFragmentLength, message.Remaining));
        }

        return streams;
    }

    private List<uint> TakeMessageIds()
    {
        var ids = new List<uint>();
        while (!_queue.IsEmpty)
        {
            ids.Add(Take(1000).Message.MessageId);
        }

        return ids;
    }
}
