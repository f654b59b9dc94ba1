using Tureen.Engine.Congestion.Outgoing;
using Tureen.Engine.Primitives;

namespace Tureen.Tests.Engine.Congestion.Outgoing;

public sealed class TransportFeedbackReaderTests
{
    private readonly SentPacketHistory _history = new(newest: 0);
    private readonly ReportedFates _fates;
    private readonly TransportFeedbackReader _reader;

    public TransportFeedbackReaderTests()
    {
        _fates = new ReportedFates(_history);
        _reader = new TransportFeedbackReader(_history, _fates);
        for (int i = 1; i <= 20; i++)
        {
            _history.Add(At(i), new SentPacket { Length = 100, UntrackedQuads = 3 });
        }
    }

    [Fact]
    public void Arrivals_have_the_delay_of_their_packets()
    {
        Read(0, 1, (1, Ms(500)), (2, Ms(515)), (3, Ms(520)));

        Assert.Equal("+1 +2 +3", Fates());
        Assert.Equal(5000, _fates.All[1].Delay - _fates.All[0].Delay);
        Assert.Equal(12, _fates.All[0].Untracked);
        Assert.True(_fates.All[2].IsComparable);
        Assert.Equal((3, 0), (_fates.Covered, _fates.Missing));
    }

    [Fact]
    public void A_packet_is_lost_when_the_next_report_leaves_it_out_too()
    {
        Read(0, 1, (1, Ms(500)), (3, Ms(520)));
        Assert.Equal("+1 +3", Fates());
        Read(1, 4, (4, Ms(530)));
        Assert.Equal("-2 +4", Fates());
    }

    [Fact]
    public void A_packet_between_two_reports_without_a_gap_is_lost()
    {
        Read(0, 1, (1, Ms(500)));
        Read(1, 3, (3, Ms(520)));
        Read(2, 4, (4, Ms(530)));
        Assert.Equal("-2 +4", Fates());
    }

    [Fact]
    public void What_a_lost_report_covered_is_unknown()
    {
        Read(0, 1, (1, Ms(500)));
        Read(2, 4, (4, Ms(530)));
        Assert.Equal(1, _fates.LostReports);
        Read(3, 5, (5, Ms(540)));
        Assert.Equal("+5", Fates());
    }

    [Fact]
    public void A_late_arrival_is_found_and_says_nothing_about_delay()
    {
        Read(0, 1, (1, Ms(500)), (3, Ms(520)));
        Read(1, 4, (4, Ms(530)));
        Read(2, 2, (2, Ms(600)), (3, Ms(520)), (4, Ms(530)), (5, Ms(540)));

        Assert.Equal("?2 +5", Fates());
        Assert.False(_fates.All[0].IsComparable);
    }

    [Fact]
    public void A_reordered_report_says_what_arrived_and_nothing_about_delay()
    {
        Read(0, 1, (1, Ms(500)));
        Read(2, 3, (3, Ms(520)));
        Read(1, 2, (2, Ms(510)));

        Assert.True(_fates.IsReordered);
        Assert.Equal("+2", Fates());
        Assert.False(_fates.All[0].IsComparable);
        Assert.Equal(0, _fates.All[0].Delay - ReadDelay(3, 4, (4, Ms(530))));
    }

    [Theory]
    [InlineData(0x7FFFFF)]
    [InlineData(-1)]
    [InlineData(-0x800000)]
    public void The_reference_time_is_signed_and_wraps(long referenceTicks)
    {
        long start = (referenceTicks * 64_000) + 60_000;
        long before = ReadDelay(0, 1, (1, start));
        long after = ReadDelay(1, 2, (2, start + 10_000));

        Assert.Equal(before, after);
    }

    [Fact]
    public void A_large_delta_may_be_negative()
    {
        Read(0, 1, (1, Ms(2000)), (2, Ms(1000)));
        Assert.Equal(-Ms(1010), _fates.All[1].Delay - _fates.All[0].Delay);
    }

    [Fact]
    public void A_report_about_packets_that_were_never_sent_is_refused()
    {
        Assert.False(TryRead(0, 15, (15, Ms(500)), (50, Ms(600))));
        Assert.True(TryRead(0, 15, (15, Ms(500)), (24, Ms(600))));
        Assert.Equal("+15", Fates());
    }

    [Fact]
    public void The_longest_report_is_survived()
    {
        for (int i = 21; i <= 40_000; i++)
        {
            _history.Add(At(i), new SentPacket { Length = 100 });
        }

        ushort first = (ushort)(_history.Newest - 32_767);
        Assert.False(TryRead(0, first, ((ushort)_history.Newest, Ms(500))));
        Assert.True(TryRead(0, (ushort)_history.Oldest, ((ushort)_history.Newest, Ms(500))));
        Assert.Equal(_history.Newest - _history.Oldest, _fates.Missing);
    }

    [Fact]
    public void What_was_sent_before_an_outage_is_not_lost_afterwards()
    {
        Read(0, 1, (1, Ms(500)), (3, Ms(520)));
        _fates.Forget();
        Read(1, 20, (20, Ms(900)));
        Read(2, 20, (20, Ms(900)));
        Assert.Equal(string.Empty, Fates());
    }

    [Fact]
    public void What_was_repeated_or_took_another_path_says_nothing_about_delay()
    {
        _history[_history.Unwrap(1)].Flags = SentPacketFlags.Repeated;
        _history[_history.Unwrap(2)].Path = 1;
        Read(0, 1, (1, Ms(500)), (2, Ms(510)), (3, Ms(520)));

        Assert.Equal([false, false, true], _fates.All.ToArray().Select(static fate => fate.IsComparable));
    }

    private static Timestamp At(int sequence) => Timestamp.FromMilliseconds(10 * sequence);

    private static long Ms(long milliseconds) => milliseconds * 1000;

    private long ReadDelay(byte count, ushort first, params (ushort Sequence, long Microseconds)[] arrivals)
    {
        Read(count, first, arrivals);
        return _fates.All[0].Delay;
    }

    private void Read(byte count, ushort first, params (ushort Sequence, long Microseconds)[] arrivals) =>
        Assert.True(TryRead(count, first, arrivals));

    private bool TryRead(byte count, ushort first, params (ushort Sequence, long Microseconds)[] arrivals)
    {
        byte[] bytes = Reports.Write(count, first, arrivals);
        return _reader.TryRead(At(30), Reports.Parse(bytes), path: 0);
    }

    private string Fates()
    {
        string fates = string.Empty;
        foreach (PacketFate fate in _fates.All)
        {
            char kind = fate.Kind switch
            {
                PacketFateKind.Received => '+',
                PacketFateKind.Lost => '-',
                _ => '?',
            };
            fates += $"{(fates.Length == 0 ? string.Empty : " ")}{kind}{(ushort)fate.Sequence}";
        }

        return fates;
    }
}
