using System.Globalization;
using Tureen.Tests.Simulation;

namespace Tureen.Tests.Golden;

/// <summary>Every packet, event, message and deadline of associations over bad links, by seed.</summary>
public sealed class SctpGoldenTests
{
    private const int Seeds = 200;

    [Fact]
    public void Traffic_on_bad_links_leaves_the_traces_that_were_recorded() => GoldenFile.Check(
        "sctp-traffic",
        OfSeeds(static (seed, trace) =>
        {
            var traffic = new SctpTraffic(seed);
            traffic.Scene.Log = trace.Add;
            traffic.Run(TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5));
            traffic.Scene.LogStats();
        }));

    [Fact]
    public void Lives_of_associations_leave_the_traces_that_were_recorded() => GoldenFile.Check(
        "sctp-conversations",
        OfSeeds(static (seed, trace) => new SctpConversation(seed, trace.Add).Run()));

    private static IEnumerable<(string Name, Action<GoldenTrace> Run)> OfSeeds(Action<ulong, GoldenTrace> run) =>
        Enumerable.Range(1, Seeds).Select(seed => (
            string.Create(CultureInfo.InvariantCulture, $"seed-{seed:000}"),
            new Action<GoldenTrace>(trace => run((ulong)seed, trace))));
}
