using Tureen.Engine.Congestion.Outgoing;
using Tureen.Engine.Primitives;

namespace Tureen.Tests.Engine.Congestion.Outgoing;

public sealed class ProbeClusterTests
{
    private static readonly TimeSpan RoundTrip = TimeSpan.FromMilliseconds(100);

    /// <summary>A packet of 1000 bytes each 8 ms is 1 Mbit/s; the plan is 1 Mbit/s, too.</summary>
    [Theory]
    [InlineData(8, 8, 0, 0, 0, "Success", 1000)]
    [InlineData(8, 7, 0, 0, 0, "Success", 1000)]
    [InlineData(8, 16, 0, 0, 0, "Saturated", 475)]
    [InlineData(8, 3, 0, 0, 0, "Invalid", 0)]
    [InlineData(12, 12, 0, 0, 0, "UnderSent", 667)]
    [InlineData(8, 8, 6, 0, 0, "Lost", 0)]
    [InlineData(8, 8, 4, 0, 0.1, "Success", 1000)]
    [InlineData(8, 8, 10, 0, 0.1, "Lost", 0)]
    [InlineData(8, 8, 0, 6, 0, "Unknown", 0)]
    public void What_arrived_decides(int sendGap, int arrivalGap, int lost, int unknown, double inherentLoss, string outcome, int kilobits)
    {
        const int packets = 20;
        var cluster = new ProbeCluster(1, Timestamp.Zero, new ProbePlan(1_000_000, TimeSpan.FromMilliseconds(160), 1000));
        for (int i = 0; i < packets; i++)
        {
            cluster.HandleSent(Timestamp.FromMilliseconds(i * sendGap), i, 1000, isAdded: true);
        }

        Timestamp end = Timestamp.FromMilliseconds(packets * sendGap);
        cluster.EndSending(end);
        for (int i = 0; i < packets - unknown; i++)
        {
            // The lost ones are spread and neither the first nor the last.
            bool isLost = lost > 0 && i % 2 == 1 && i / 2 < lost;
            cluster.HandleFate(Fate(i, isLost ? PacketFateKind.Lost : PacketFateKind.Received, 1000 + (i * arrivalGap)));
        }

        ProbeResult result = cluster.Judge(end + RoundTrip + TimeSpan.FromMilliseconds(300), packets, RoundTrip, inherentLoss);
        Assert.Equal(outcome, result.Outcome.ToString());
        Assert.Equal(kilobits, result.Rate / 1000, 25.0);
    }

    [Fact]
    public void It_is_open_until_all_packets_are_reported_or_time_is_over()
    {
        ProbeCluster cluster = CreateSent(packets: 10);
        Assert.Equal(ProbeOutcome.Open, Judge(cluster, 80, newest: 5));
        for (int i = 0; i < 9; i++)
        {
            cluster.HandleFate(Fate(i, PacketFateKind.Received, 1000 + (i * 8)));
        }

        Assert.Equal(ProbeOutcome.Open, Judge(cluster, 180, newest: 9));
        cluster.HandleFate(Fate(9, PacketFateKind.Received, 1072));
        Assert.Equal(ProbeOutcome.Success, Judge(cluster, 180, newest: 9));
    }

    [Fact]
    public void Too_few_packets_show_nothing_and_are_no_loss()
    {
        ProbeCluster cluster = CreateSent(packets: 4);
        for (int i = 0; i < 4; i++)
        {
            cluster.HandleFate(Fate(i, PacketFateKind.Received, 1000 + (i * 8)));
        }

        Assert.Equal(ProbeOutcome.UnderSent, Judge(cluster, 1000, newest: 3));
    }

    [Fact]
    public void It_sends_its_rate_and_goes_on_until_it_has_five_packets()
    {
        var cluster = new ProbeCluster(1, Timestamp.Zero, new ProbePlan(1_000_000, TimeSpan.FromMilliseconds(16), 1000));
        Timestamp now = Timestamp.FromMilliseconds(24);
        for (int i = 0; i < 3; i++)
        {
            cluster.HandleSent(now, i, 1000, isAdded: true);
        }

        Assert.False(cluster.IsComplete(now));
        Assert.Equal(1000, cluster.GetDue(Timestamp.FromMilliseconds(32), TimeSpan.Zero), 1.0);
        cluster.HandleUntracked(1000);
        Assert.Equal(0, cluster.GetDue(Timestamp.FromMilliseconds(32), TimeSpan.Zero), 1.0);
    }

    private static ProbeCluster CreateSent(int packets)
    {
        var cluster = new ProbeCluster(1, Timestamp.Zero, new ProbePlan(1_000_000, TimeSpan.FromMilliseconds(80), 1000));
        for (int i = 0; i < packets; i++)
        {
            cluster.HandleSent(Timestamp.FromMilliseconds(i * 8), i, 1000, isAdded: true);
        }

        cluster.EndSending(Timestamp.FromMilliseconds(80));
        return cluster;
    }

    private static ProbeOutcome Judge(ProbeCluster cluster, long milliseconds, long newest) =>
        cluster.Judge(Timestamp.FromMilliseconds(milliseconds), newest, RoundTrip, inherentLoss: 0).Outcome;

    private static PacketFate Fate(long sequence, PacketFateKind kind, long milliseconds) =>
        new(sequence, kind, 0, milliseconds * 1000, 1000, 0, 1, SentPacketFlags.Probe, true);
}
