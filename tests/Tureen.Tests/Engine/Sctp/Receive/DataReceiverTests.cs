using System.Text;
using Tureen.Engine.Primitives;
using Tureen.Engine.Sctp;
using Tureen.Engine.Sctp.Packets.Chunks;
using Tureen.Engine.Sctp.Receive;

namespace Tureen.Tests.Engine.Sctp.Receive;

public sealed class DataReceiverTests
{
    private const int Window = 10_000;
    private const int MaxMessage = 2000;

    private readonly SctpBufferPool _pool = new();
    private readonly DataReceiver _receiver;

    public DataReceiverTests()
    {
        _receiver = new DataReceiver(_pool, Window, MaxMessage);
        _receiver.Establish(1, isInterleaving: false);
    }

    [Fact]
    public void Three_fragments_in_any_order_make_the_message()
    {
        int[][] orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
        foreach (int[] order in orders)
        {
            foreach (bool isUnordered in new[] { false, true })
            {
                _receiver.Establish(1, isInterleaving: false);
                string[] parts = ["ab", "cd", "ef"];
                string[] flags = ["B", "", "E"];
                foreach (int i in order)
                {
                    Assert.Equal(DataVerdict.Accepted, Data((uint)i + 1, 0, parts[i], (isUnordered ? "U" : "") + flags[i]));
                }

                Assert.Equal(["abcdef"], Read());
                Assert.Equal(0, _receiver.HeldBytes);
                Assert.Equal(0, _pool.Leased);
            }
        }
    }

    [Fact]
    public void Ordered_messages_wait_for_earlier_ones_of_their_stream_alone()
    {
        Data(3, 1, "b1", "BE", stream: 1);
        Data(2, 0, "a0", "BE", stream: 2);
        Assert.Equal(["a0"], Read());
        Data(4, 2, "b2", "BE", stream: 1);
        Assert.Empty(Read());
        Assert.Equal(4, _receiver.HeldBytes);
        Data(1, 0, "b0", "BE", stream: 1);
        Assert.Equal(["b0", "b1", "b2"], Read());
    }

    [Fact]
    public void Unordered_messages_do_not_wait()
    {
        Data(2, 1, "b", "BE");
        Data(3, 0, "u", "UBE");
        Assert.Equal(["u"], Read());
    }

    [Fact]
    public void Stream_sequence_numbers_wrap()
    {
        uint tsn = 1;
        for (int ssn = 0; ssn < 65_540; ssn++)
        {
            Data(tsn++, (ushort)ssn, "x", "BE");
            Assert.Equal(["x"], Read());
        }
    }

    [Fact]
    public void Fragments_of_adjacent_messages_are_not_mixed()
    {
        Data(2, 0, "2", "E");
        Data(3, 1, "3", "B");
        Data(1, 0, "1", "B");
        Assert.Equal(["12"], Read());
        Data(4, 1, "4", "E");
        Assert.Equal(["34"], Read());
    }

    [Fact]
    public void A_duplicate_is_reported_and_delivered_once()
    {
        Data(1, 0, "a", "BE");
        Assert.Equal(DataVerdict.Duplicate, Data(1, 0, "a", "BE"));
        Assert.Equal(["a"], Read());
    }

    [Fact]
    public void Interleaved_messages_of_one_stream_differ_by_their_numbers()
    {
        _receiver.Establish(1, isInterleaving: true);
        Interleaved(1, 0, 0, "a", "B");
        Interleaved(2, 1, 0, "c", "B");
        Interleaved(3, 0, 0, "u", "UB");
        Interleaved(4, 1, 1, "d", "E");
        Interleaved(6, 0, 1, "b", "E");
        Interleaved(5, 0, 1, "v", "UE");
        Assert.Equal(["ab", "cd", "uv"], Read());
        Assert.Equal(0, _pool.Leased);
    }

    [Fact]
    public void Contradictory_fragment_numbers_harm_nobody()
    {
        _receiver.Establish(1, isInterleaving: true);
        Interleaved(1, 0, 0, "a", "B");
        Interleaved(2, 0, 1, "b", "");
        Interleaved(3, 0, 1, "X", "");
        Interleaved(4, 0, 0, "X", "");
        Interleaved(5, 0, 2, "c", "E");
        Interleaved(6, 0, 3, "X", "E");
        Assert.Equal(["abc"], Read());
        Assert.Equal(6u, _receiver.CumulativeTsn);
    }

    [Fact]
    public void A_forward_tsn_drops_what_is_not_whole_and_delivers_what_waited_for_it()
    {
        Data(1, 0, "a", "B");
        Data(4, 1, "b", "BE");
        Data(5, 3, "d", "BE");
        Assert.Empty(Read());

        Assert.True(Forward(3, (0, 0)));
        Assert.Equal(["b"], Read());
        Assert.Equal(5u, _receiver.CumulativeTsn);
        Assert.True(Forward(6, (0, 2)));
        Assert.Equal(["d"], Read());
        Assert.Equal(0, _pool.Leased);
        Assert.True(_receiver.NeedsSack || _receiver.CumulativeTsn == 6);
    }

    [Fact]
    public void A_forward_tsn_delivers_whole_messages_that_it_passes_in_order()
    {
        Data(5, 3, "d", "BE");
        Data(3, 1, "b", "BE");
        Data(9, 2, "c", "BE");
        Forward(6, (0, 5));
        Assert.Equal(["b", "c", "d"], Read());
        Data(7, 6, "g", "BE");
        Assert.Equal(["g"], Read());
    }

    [Fact]
    public void A_forward_tsn_drops_unordered_fragments_by_their_numbers()
    {
        Data(1, 0, "a", "UB");
        Data(5, 0, "b", "UB");
        Forward(3);
        Data(6, 0, "c", "UE");
        Assert.Equal(["bc"], Read());
        Assert.Equal(0, _receiver.PartialFragments);
    }

    [Fact]
    public void An_old_forward_tsn_changes_nothing()
    {
        Data(1, 0, "a", "BE");
        Assert.False(Forward(1, (0, 10)));
        Data(2, 1, "b", "BE");
        Assert.Equal(["a", "b"], Read());
    }

    [Fact]
    public void An_interleaved_forward_tsn_names_ordered_and_unordered_messages()
    {
        _receiver.Establish(1, isInterleaving: true);
        Interleaved(1, 0, 0, "a", "B");
        Interleaved(2, 0, 0, "u", "UB");
        Interleaved(3, 1, 0, "b", "BE");
        Interleaved(4, 1, 0, "v", "UB");
        byte[] bytes = new byte[24];
        IForwardTsnChunk.Write(bytes, 6, [new SkippedMessage(0, false, 0), new SkippedMessage(0, true, 0)]);
        Assert.True(IForwardTsnChunk.TryParse(bytes, out IForwardTsnChunk chunk));
        Assert.True(_receiver.HandleForwardTsn(chunk));
        Assert.Equal(["b"], Read());
        Interleaved(7, 1, 1, "w", "UE");
        Assert.Equal(["vw"], Read());
        Assert.Equal(0, _pool.Leased);
    }

    [Fact]
    public void Fragments_of_an_unordered_message_given_up_do_not_stay_when_they_come_late()
    {
        _receiver.Establish(1, isInterleaving: true);
        byte[] bytes = new byte[16];
        IForwardTsnChunk.Write(bytes, 1, [new SkippedMessage(0, true, 0)]);
        Assert.True(IForwardTsnChunk.TryParse(bytes, out IForwardTsnChunk chunk));
        Assert.True(_receiver.HandleForwardTsn(chunk));
        Interleaved(2, 0, 1, "late", "UE");
        Interleaved(3, 1, 0, "a", "UB");
        Interleaved(4, 1, 1, "b", "UE");
        Assert.Equal(["ab"], Read());
        Assert.Equal(0, _receiver.HeldBytes);
    }

    [Fact]
    public void A_message_that_is_too_long_is_followed_to_its_end_but_not_kept()
    {
        string part = new('x', 900);
        Data(1, 0, part, "B");
        Data(3, 0, part, "");
        Data(2, 0, part, "");
        Assert.Equal(0, _receiver.HeldBytes);
        for (uint tsn = 4; tsn < 1000; tsn++)
        {
            Assert.Equal(DataVerdict.Accepted, Data(tsn, 0, part, ""));
            Assert.InRange(_receiver.PartialFragments, 1, 2);
        }

        Data(1001, 1, "after", "BE");
        Data(1000, 0, part, "E");
        Assert.Equal(["after"], Read());
        Assert.Equal(1, _receiver.TooLongMessages);
        Assert.Equal(0, _receiver.PartialFragments);
        Assert.Equal(0, _pool.Leased);
    }

    [Fact]
    public void A_window_that_is_nearly_full_takes_only_what_fills_the_first_gap()
    {
        string part = new('x', 1000);
        for (uint tsn = 2; tsn <= 10; tsn++)
        {
            Assert.Equal(DataVerdict.Accepted, Data(tsn, (ushort)(tsn - 1), part, "BE"));
        }

        Assert.Equal(0u, _receiver.AdvertisedWindow);
        Assert.Equal(DataVerdict.Refused, Data(11, 10, part, "BE"));
        Assert.Equal(DataVerdict.Accepted, Data(1, 0, part, "BE"));
        Assert.Equal(10, Read().Count);
        Assert.Equal((uint)Window, _receiver.AdvertisedWindow);
    }

    [Fact]
    public void A_full_window_waits_for_a_slow_reader_but_not_for_what_can_never_be_whole()
    {
        string part = new('x', 1000);
        for (uint tsn = 1; tsn <= 10; tsn++)
        {
            Data(tsn, (ushort)(tsn - 1), part, "BE");
        }

        Assert.Equal(DataVerdict.Refused, Data(11, 10, part, "BE"));
        Read();
        for (uint tsn = 11; tsn <= 20; tsn++)
        {
            Assert.Equal(DataVerdict.Accepted, Data(tsn, 0, part, "B", stream: (ushort)tsn));
        }

        Assert.Equal(DataVerdict.Exhausted, Data(21, 0, part, "B", stream: 21));
    }

    [Fact]
    public void A_reset_waits_for_data_sent_before_it()
    {
        Data(1, 0, "a", "BE", stream: 5);
        Data(3, 0, "x", "BE", stream: 6);
        Assert.False(_receiver.ResetStreams(3, [5]));
        Assert.False(_receiver.TakeResetCompleted());
        Assert.Equal(DataVerdict.Refused, Data(4, 0, "early", "BE", stream: 5));
        Assert.Equal(DataVerdict.Accepted, Data(5, 1, "other", "BE", stream: 6));
        Data(2, 1, "b", "BE", stream: 5);
        Assert.True(_receiver.TakeResetCompleted());
        Assert.False(_receiver.TakeResetCompleted());
        Assert.Equal(["a", "x", "other", "b"], Read());
        Assert.Equal(DataVerdict.Accepted, Data(4, 0, "anew", "BE", stream: 5));
        Assert.Equal(["anew"], Read());
    }

    [Fact]
    public void A_reset_of_no_stream_in_particular_is_one_of_all()
    {
        Data(1, 0, "a", "BE", stream: 5);
        Data(2, 0, "b", "BE", stream: 6);
        Assert.True(_receiver.ResetStreams(2, []));
        Data(3, 0, "c", "BE", stream: 5);
        Data(4, 0, "d", "BE", stream: 6);
        Assert.Equal(["a", "b", "c", "d"], Read());
    }

    [Fact]
    public void A_reset_drops_what_can_no_longer_be_whole()
    {
        Data(1, 0, "a", "B", stream: 5);
        Data(2, 7, "b", "BE", stream: 5);
        Data(3, 0, "c", "B", stream: 6);
        Assert.True(_receiver.ResetStreams(3, [5]));
        Data(4, 0, "d", "E", stream: 6);
        Assert.Equal(["cd"], Read());
        Assert.Equal(0, _pool.Leased);
    }

    [Fact]
    public void A_window_that_opens_again_is_reported()
    {
        string part = new('x', 1000);
        for (uint tsn = 1; tsn <= 9; tsn++)
        {
            Data(tsn, (ushort)(tsn - 1), part, "BE");
        }

        _receiver.WriteSack(new byte[100]);
        Assert.False(_receiver.NeedsSack);
        Read();
        Assert.True(_receiver.NeedsSack);
    }

    [Fact]
    public void Closing_releases_all_that_was_not_read()
    {
        Data(1, 0, "a", "BE");
        Data(2, 1, "b", "B");
        Data(5, 4, "c", "BE");
        _receiver.Close();
        Assert.Equal(0, _pool.Leased);
        Assert.Equal(0, _receiver.HeldBytes);
    }

    private static DataChunkFlags Flags(string text) =>
        (text.Contains('B') ? DataChunkFlags.Beginning : DataChunkFlags.None)
        | (text.Contains('E') ? DataChunkFlags.End : DataChunkFlags.None)
        | (text.Contains('U') ? DataChunkFlags.Unordered : DataChunkFlags.None);

    private DataVerdict Data(uint tsn, ushort ssn, string payload, string flags, ushort stream = 0)
    {
        DataVerdict verdict = _receiver.HandleData(new DataChunk
        {
            Flags = Flags(flags),
            Tsn = tsn,
            StreamId = stream,
            StreamSequence = ssn,
            PayloadProtocolId = 53,
            Payload = Encoding.ASCII.GetBytes(payload),
        });
        _receiver.HandlePacketEnd(Timestamp.Zero);
        return verdict;
    }

    private void Interleaved(uint tsn, uint messageId, uint fragment, string payload, string flags) =>
        Assert.Equal(DataVerdict.Accepted, _receiver.HandleData(new IDataChunk
        {
            Flags = Flags(flags),
            Tsn = tsn,
            MessageId = messageId,
            FragmentSequence = fragment,
            PayloadProtocolId = 53,
            Payload = Encoding.ASCII.GetBytes(payload),
        }));

    private bool Forward(uint tsn, params (ushort StreamId, uint MessageId)[] skipped)
    {
        byte[] bytes = new byte[8 + (4 * skipped.Length)];
        ForwardTsnChunk.Write(bytes, tsn, [.. skipped.Select(s => new SkippedMessage(s.StreamId, false, s.MessageId))]);
        Assert.True(ForwardTsnChunk.TryParse(bytes, out ForwardTsnChunk chunk));
        return _receiver.HandleForwardTsn(chunk);
    }

    private List<string> Read()
    {
        var messages = new List<string>();
        while (_receiver.TryReadMessage(out SctpMessage message))
        {
            Assert.Equal(53u, message.PayloadProtocolId);
            messages.Add(Encoding.ASCII.GetString(message.Payload));
            message.Release();
        }

        return messages;
    }
}
