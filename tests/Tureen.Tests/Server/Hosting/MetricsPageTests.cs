using System.Diagnostics.Metrics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Tureen.Rooms.Telemetry;
using Tureen.Server.Hosting;
using Tureen.Tests.Rooms;
using Tureen.Tests.Style;

namespace Tureen.Tests.Server.Hosting;

/// <summary>The dashboard for Grafana asks for measurements that there are, by attributes that they have.</summary>
[Collection(RoomServerCollection.Name)]
public sealed partial class MetricsPageTests
{
    private const string Dashboard = "deploy/grafana/tureen.json";

    private static readonly string[] OtherAttributes = ["job", "instance", "le", "http_response_status_code"];

    [Fact]
    public void Grafana_asks_for_measurements_that_there_are()
    {
        Dictionary<string, Instrument> instruments = Instruments();
        string[] expressions = Expressions();
        var unknown = new List<string>();
        foreach (string name in expressions.SelectMany(static text => Metric().Matches(text)).Select(static match => match.Groups["name"].Value).Distinct())
        {
            bool isKnown = instruments.TryGetValue(name, out Instrument? instrument) && !IsHistogram(instrument);
            bool isPart = instruments.TryGetValue(Part().Replace(name, string.Empty), out Instrument? whole) && IsHistogram(whole);
            if (!isKnown && !isPart)
            {
                unknown.Add(name);
            }
        }

        Assert.True(expressions.Length > 40, $"{expressions.Length} expressions");
        Assert.Empty(unknown);
    }

    [Fact]
    public void Grafana_groups_by_attributes_that_are_documented()
    {
        string documented = Repository.Read("docs/METRICS.md").Replace('.', '_');
        IEnumerable<string> unknown = Expressions()
            .SelectMany(static text => Labels().Matches(text).SelectMany(static match => match.Groups["names"].Value.Split(',')).Concat(
                Filter().Matches(text).Select(static match => match.Groups["name"].Value)))
            .Select(static name => name.Trim())
            .Where(static name => !OtherAttributes.Contains(name, StringComparer.Ordinal))
            .Distinct(StringComparer.Ordinal)
            .Where(name => !documented.Contains($"`{name}`", StringComparison.Ordinal));

        Assert.Empty(unknown);
    }

    [Fact]
    public void Panels_of_Grafana_have_names_and_places_of_their_own()
    {
        JsonNode[] panels = [.. JsonNode.Parse(Repository.Read(Dashboard))!["panels"]!.AsArray().Select(static panel => panel!)];

        Assert.Equal(panels.Length, panels.Select(static panel => panel["id"]!.GetValue<int>()).Distinct().Count());
        Assert.Equal(panels.Length, panels.Select(static panel => (panel["gridPos"]!["x"]!.GetValue<int>(), panel["gridPos"]!["y"]!.GetValue<int>())).Distinct().Count());
    }

    private static string[] Expressions() =>
    [
        .. JsonNode.Parse(Repository.Read(Dashboard))!["panels"]!.AsArray()
            .SelectMany(static panel => panel!["targets"]?.AsArray() ?? [])
            .Select(static target => target!["expr"]!.GetValue<string>()),
    ];

    private static bool IsHistogram(Instrument instrument) => instrument is Histogram<double> or Histogram<long>;

    /// <summary>Those of the meters that the server shows, by their names for Prometheus.</summary>
    private static Dictionary<string, Instrument> Instruments()
    {
        Dictionary<string, Instrument> known = new(StringComparer.Ordinal);
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (MetricsPage.Meters.Contains(instrument.Meter.Name, StringComparer.Ordinal))
                {
                    lock (known)
                    {
                        known[instrument.Name.Replace('.', '_')] = instrument;
                    }
                }
            },
        };
        _ = RoomTelemetry.Refusals;
        listener.Start();
        return known;
    }

    [GeneratedRegex(@"(?<name>\b(tureen|http|kestrel|dotnet)_[a-z_]+)\{", RegexOptions.ExplicitCapture)]
    private static partial Regex Metric();

    [GeneratedRegex("_(bucket|count|sum)$", RegexOptions.ExplicitCapture)]
    private static partial Regex Part();

    [GeneratedRegex(@"by \((?<names>[^)]+)\)", RegexOptions.ExplicitCapture)]
    private static partial Regex Labels();

    [GeneratedRegex(@"[{,](?<name>[a-z_]+)(=|!=|=~)", RegexOptions.ExplicitCapture)]
    private static partial Regex Filter();
}
