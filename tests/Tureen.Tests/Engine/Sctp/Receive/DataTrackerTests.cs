using Tureen.Engine.Primitives;
using Tureen.Engine.Sctp;
using Tureen.Engine.Sctp.Packets.Chunks;
using Tureen.Engine.Sctp.Receive;

namespace Tureen.Tests.Engine.Sctp.Receive;

public sealed class DataTrackerTests
{
    private static readonly uint Initial = uint.MaxValue - 1;

    private static readonly Timestamp Start = Timestamp.FromMilliseconds(1000);

    private readonly DataTracker _tracker = new(Initial);
    private readonly byte[] _sack = new byte[1100];

    [Fact]
    public void Consecutive_numbers_move_the_cumulative_one_through_the_wrap()
    {
        Observe(0, 1, 2, 3);
        Assert.Equal(Initial + 3, _tracker.CumulativeTsn);
        Assert.Equal(0, _tracker.GapCount);
    }

    [Theory]
    [InlineData(new[] { 2 }, -1, "3-3")]
    [InlineData(new[] { 2, 3, 4 }, -1, "3-5")]
    [InlineData(new[] { 4, 3, 2 }, -1, "3-5")]
    [InlineData(new[] { 2, 4, 3 }, -1, "3-5")]
    [InlineData(new[] { 6, 2, 4 }, -1, "3-3 5-5 7-7")]
    [InlineData(new[] { 1, 3, 5, 0 }, 1, "2-2 4-4")]
    [InlineData(new[] { 1, 3, 5, 0, 2 }, 3, "2-2")]
    [InlineData(new[] { 1, 3, 5, 4, 2, 0 }, 5, "")]
    public void Gaps_are_reported_as_blocks(int[] observed, int cumulative, string blocks)
    {
        Observe(observed);
        Assert.Equal((uint)(Initial + cumulative), _tracker.CumulativeTsn);
        SackChunk sack = WriteSack();
        Assert.Equal((uint)(Initial + cumulative), sack.CumulativeTsnAck);
        Assert.Equal(blocks, Blocks(sack));
    }

    [Fact]
    public void A_number_seen_before_is_a_duplicate_and_reported_once()
    {
        Observe(0, 2);
        foreach (int offset in new[] { -100, 0, 2 })
        {
            Assert.Equal(TsnVerdict.Duplicate, _tracker.Check((uint)(Initial + offset)));
        }

        _tracker.ObserveDuplicate(Initial + 2);
        SackChunk sack = WriteSack();
        Assert.Equal(1, sack.DuplicateCount);
        Assert.Equal(Initial + 2, sack.Duplicate(0));
        Assert.Equal(0, WriteSack().DuplicateCount);
    }

    [Fact]
    public void Duplicates_are_bounded()
    {
        Observe(0);
        for (int i = 0; i < 1000; i++)
        {
            _tracker.ObserveDuplicate(Initial);
        }

        Assert.Equal(SctpLimits.MaxDuplicates, WriteSack().DuplicateCount);
    }

    [Fact]
    public void Numbers_too_far_ahead_are_not_taken()
    {
        Assert.Equal(TsnVerdict.New, _tracker.Check(Initial - 1 + SctpLimits.MaxTsnAhead));
        Assert.Equal(TsnVerdict.OutOfWindow, _tracker.Check(Initial + SctpLimits.MaxTsnAhead));
        Assert.Equal(TsnVerdict.OutOfWindow, _tracker.Check(Initial + 0x7000_0000));
    }

    [Fact]
    public void Gaps_are_bounded_but_those_known_may_be_filled()
    {
        int[] every = [.. Enumerable.Range(1, SctpLimits.MaxGapRanges).Select(i => i * 2)];
        Observe(every);
        Assert.Equal(SctpLimits.MaxGapRanges, _tracker.GapCount);
        Assert.Equal(TsnVerdict.OutOfWindow, _tracker.Check(Initial + (uint)(every[^1] + 2)));
        Assert.Equal(TsnVerdict.New, _tracker.Check(Initial + (uint)(every[^1] + 1)));
        Assert.Equal(TsnVerdict.New, _tracker.Check(Initial));
        Assert.Equal(TsnVerdict.New, _tracker.Check(Initial + 3));
        Assert.Equal(SctpLimits.MaxGapBlocks, WriteSack().GapBlockCount);
    }

    [Fact]
    public void The_first_packet_is_acknowledged_at_once_then_every_second_or_after_200_ms()
    {
        Packet(Start, 0);
        Assert.True(_tracker.NeedsSack);
        WriteSack();

        Packet(Start, 1);
        Assert.False(_tracker.NeedsSack);
        Assert.True(_tracker.HasUnacknowledged);
        Assert.Equal(Start + DataTracker.AckDelay, _tracker.NextDeadline);
        Packet(Start + TimeSpan.FromMilliseconds(50), 2);
        Assert.True(_tracker.NeedsSack);
        WriteSack();

        Packet(Start, 3);
        _tracker.HandleDeadline(Start + TimeSpan.FromMilliseconds(199));
        Assert.False(_tracker.NeedsSack);
        _tracker.HandleDeadline(Start + DataTracker.AckDelay);
        Assert.True(_tracker.NeedsSack);
        WriteSack();
        Assert.True(_tracker.NextDeadline.IsNever);
        Assert.False(_tracker.HasUnacknowledged);
    }

    [Fact]
    public void A_packet_of_many_chunks_counts_once()
    {
        Packet(Start, 0);
        WriteSack();
        Packet(Start, 1, 2, 3, 4);
        Assert.False(_tracker.NeedsSack);
    }

    [Fact]
    public void A_packet_without_data_asks_for_nothing()
    {
        _tracker.HandlePacketEnd(Start);
        Assert.False(_tracker.HasUnacknowledged);
    }

    [Theory]
    [InlineData("gap")]
    [InlineData("filled")]
    [InlineData("duplicate")]
    [InlineData("immediate")]
    [InlineData("refused")]
    [InlineData("skip")]
    public void What_the_sender_should_know_soon_is_acknowledged_at_once(string what)
    {
        Packet(Start, 0);
        if (what == "filled")
        {
            Packet(Start, 2);
        }

        WriteSack();
        switch (what)
        {
            case "gap":
                _tracker.Observe(Initial + 2, isImmediate: false);
                break;
            case "filled":
                _tracker.Observe(Initial + 1, isImmediate: false);
                break;
            case "duplicate":
                _tracker.ObserveDuplicate(Initial);
                break;
            case "immediate":
                _tracker.Observe(Initial + 1, isImmediate: true);
                break;
            case "refused":
                _tracker.ObserveRefused();
                break;
            default:
                Assert.True(_tracker.Skip(Initial + 1));
                break;
        }

        _tracker.HandlePacketEnd(Start);
        Assert.True(_tracker.NeedsSack);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 3)]
    [InlineData(3, 3)]
    [InlineData(4, 6)]
    [InlineData(9, 9)]
    public void Skipping_joins_what_was_received_beyond(int skip, int cumulative)
    {
        Observe(3, 5, 6, 8);
        Assert.True(_tracker.Skip((uint)(Initial + skip)));
        Assert.Equal((uint)(Initial + cumulative), _tracker.CumulativeTsn);
    }

    [Fact]
    public void Skipping_back_or_by_a_leap_changes_nothing()
    {
        Observe(0, 1);
        Assert.False(_tracker.Skip(Initial + 1));
        Assert.False(_tracker.Skip(Initial));
        Assert.False(_tracker.Skip(Initial + 1 + SctpLimits.MaxTsnAhead + 1));
        Assert.Equal(Initial + 1, _tracker.CumulativeTsn);
    }

    [Fact]
    public void A_sack_takes_no_more_room_than_there_is()
    {
        Observe(2, 4, 6, 8);
        Assert.Equal(0, _tracker.WriteSack(_sack.AsSpan(0, 15), 0));
        Assert.Equal(24, _tracker.WriteSack(_sack.AsSpan(0, 27), 0));
        Assert.True(SackChunk.TryParse(_sack.AsSpan(0, 24), out SackChunk sack));
        Assert.Equal(2, sack.GapBlockCount);
    }

    [Fact]
    public void In_any_order_it_agrees_with_a_set()
    {
        for (ulong seed = 1; seed <= 50; seed++)
        {
            var random = new SeededRandomSource(seed);
            var tracker = new DataTracker(Initial);
            var seen = new HashSet<uint>();
            uint cumulative = Initial - 1;
            for (int i = 0; i < 400; i++)
            {
                uint tsn = cumulative + (uint)random.Next(0, 40);
                bool isKnown = seen.Contains(tsn) || tsn == cumulative;
                Assert.True(tracker.Check(tsn) == (isKnown ? TsnVerdict.Duplicate : TsnVerdict.New), $"seed {seed}");
                if (isKnown)
                {
                    continue;
                }

                tracker.Observe(tsn, isImmediate: false);
                seen.Add(tsn);
                while (seen.Contains(cumulative + 1))
                {
                    cumulative++;
                }

                Assert.True(cumulative == tracker.CumulativeTsn, $"seed {seed}");
            }
        }
    }

    private static string Blocks(in SackChunk sack)
    {
        var blocks = new List<string>();
        for (int i = 0; i < sack.GapBlockCount; i++)
        {
            blocks.Add($"{sack.GapBlock(i).Start}-{sack.GapBlock(i).End}");
        }

        return string.Join(' ', blocks);
    }

    private void Observe(params int[] offsets)
    {
        foreach (int offset in offsets)
        {
            uint tsn = (uint)(Initial + offset);
            Assert.Equal(TsnVerdict.New, _tracker.Check(tsn));
            _tracker.Observe(tsn, isImmediate: false);
        }
    }

    private void Packet(Timestamp now, params int[] offsets)
    {
        Observe(offsets);
        _tracker.HandlePacketEnd(now);
    }

    private SackChunk WriteSack()
    {
        int length = _tracker.WriteSack(_sack, 1000);
        Assert.True(SackChunk.TryParse(_sack.AsSpan(0, length), out SackChunk sack));
        Assert.Equal(1000u, sack.ReceiverWindow);
        return sack;
    }
}
