using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;
using Tureen.Testing.Simulation.Congestion.Receivers;

namespace Tureen.Tests.Simulation.Congestion.Receivers;

public sealed class FeedbackSenderTests
{
    private static readonly Timestamp Start = new(3_600_000_000);

    [Fact]
    public void Every_packet_is_reported_once_with_the_instant_of_its_arrival()
    {
        List<Report> reports = Run(new FeedbackOptions(), lost: []);

        Assert.InRange(reports.Count, 9, 10);
        Assert.Equal(Enumerable.Range(0, reports.Count), reports.Select(static report => report.Count));
        Assert.All(reports, static report => Assert.All(report.Statuses, static status => Assert.NotNull(status.Arrival)));
        (ushort Sequence, long? Arrival)[] all = [.. reports.SelectMany(static report => report.Statuses)];
        Assert.Equal(all.Select(static (_, i) => (ushort)(65_530 + i)), all.Select(static status => status.Sequence));

        // Instants count in units of 250 microseconds.
        Assert.All(
            all.Zip(all.Skip(1)),
            static pair => Assert.InRange(pair.Second.Arrival!.Value - pair.First.Arrival!.Value, 4750, 5250));
    }

    [Fact]
    public void A_missing_packet_is_reported_as_such_within_the_message_that_should_have_it()
    {
        List<Report> reports = Run(new FeedbackOptions(), lost: [50]);

        ushort missing = unchecked((ushort)(65_530 + 50));
        Assert.Equal(missing, Assert.Single(reports.SelectMany(static report => report.Statuses), static status => status.Arrival is null).Sequence);
    }

    [Fact]
    public void Messages_that_are_lost_still_count()
    {
        List<Report> reports = Run(new FeedbackOptions { KeepOneOf = 3 }, lost: []);

        Assert.Equal([0, 3, 6, 9], reports.Select(static report => report.Count));
    }

    [Fact]
    public void No_message_comes_during_an_outage()
    {
        var outage = new FeedbackOptions { Outages = [(TimeSpan.FromMilliseconds(350), TimeSpan.FromMilliseconds(750))] };

        Assert.Equal([100, 200, 300, 800, 900, 1000], Run(outage, lost: []).Select(static report => report.At));
    }

    [Theory]
    [InlineData(25, 250)]
    [InlineData(120, 57)]
    [InlineData(1200, 50)]
    public void The_interval_follows_the_rate(int length, int interval)
    {
        // Five per cent of the rate for messages of 68 bytes, within 50 and 250 ms.
        List<Report> reports = Run(new FeedbackOptions { IsByRate = true }, lost: [], length);
        int[] gaps = [.. reports.Zip(reports.Skip(1), static (first, second) => second.At - first.At)];

        Assert.All(gaps.Skip(1), gap => Assert.InRange(gap, interval * 0.9, (interval * 1.1) + 1));
    }

    [Fact]
    public void The_receivers_clock_runs_fast_and_jumps()
    {
        var options = new FeedbackOptions { Skew = 100_000, ClockSteps = [(TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(5))] };
        long[] arrivals = [.. Run(options, lost: []).SelectMany(static report => report.Statuses).Select(static status => status.Arrival!.Value)];
        long[] gaps = [.. arrivals.Zip(arrivals.Skip(1), static (first, second) => second - first)];

        Assert.InRange(gaps[..90].Average(), 5400, 5600);
        Assert.InRange(gaps.Max(), 5_004_000, 5_007_000);
    }

    [Fact]
    public void Late_messages_come_behind_newer_ones()
    {
        List<Report> reports = Run(new FeedbackOptions { Reordering = 0.4 }, lost: []);

        Assert.Contains(reports.Zip(reports.Skip(1)), static pair => pair.Second.Count < pair.First.Count);
    }

    /// <summary>A packet every 5 ms for a second, and the reports of them.</summary>
    private static List<Report> Run(FeedbackOptions options, int[] lost, int length = 1200)
    {
        var sender = new FeedbackSender(options, new SeededRandomSource(5), Start);
        var reports = new List<Report>();
        for (int i = 0; i <= 1000; i++)
        {
            Timestamp now = Start + TimeSpan.FromMilliseconds(i);
            if (i % 5 == 1 && !lost.Contains(i / 5))
            {
                sender.HandlePacket(now, (ushort)(65_530 + (i / 5)), 1, length);
            }

            int at = i;
            while (sender.NextDeadline <= now)
            {
                sender.HandleDeadline(now, message => reports.Add(Read(at, message)));
            }
        }

        return reports;
    }

    private static Report Read(int at, byte[] message)
    {
        var statuses = new List<(ushort, long?)>();
        int count = -1;
        foreach (RtcpPacketView packet in new RtcpCompoundEnumerator(message))
        {
            Assert.True(TransportWideFeedback.TryParse(packet, out TransportWideFeedback feedback));
            count = feedback.FeedbackCount;
            foreach (TransportWideStatus status in feedback.Statuses)
            {
                statuses.Add((status.SequenceNumber, status.IsReceived ? status.ArrivalMicroseconds : null));
            }
        }

        return new Report(at, count, statuses);
    }

    private sealed record Report(int At, int Count, List<(ushort Sequence, long? Arrival)> Statuses);
}
