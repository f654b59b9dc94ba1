using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using Tureen.Rooms;
using Tureen.Rooms.Telemetry;
using Tureen.Tests.Rooms.Moderation;
using Tureen.Tests.Style;

namespace Tureen.Tests.Rooms.Telemetry;

public sealed partial class RoomTelemetryTests
{
    [Fact]
    public void Every_instrument_is_documented_with_its_unit()
    {
        var instruments = new List<(string Name, string Unit)>();
        using var meters = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Name.StartsWith("tureen.rooms.", StringComparison.Ordinal))
                {
                    lock (instruments)
                    {
                        instruments.Add((instrument.Name, instrument.Unit ?? string.Empty));
                    }
                }
            },
        };
        _ = RoomTelemetry.Refusals;
        meters.Start();

        Assert.Equal(
            Row().Matches(Repository.Read("docs/METRICS.md")).Select(static row => (row.Groups["name"].Value, row.Groups["unit"].Value)).Order(),
            instruments.Distinct().Order());
    }

    [Fact]
    public async Task Joins_requests_and_events_are_measured_and_traced()
    {
        var activities = new ConcurrentQueue<Activity>();
        var joins = new ConcurrentQueue<double>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == TureenRoomsTelemetry.ActivitySourceName,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activities.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        using var meters = new MeterListener
        {
            InstrumentPublished = static (instrument, meters) =>
            {
                if (instrument.Name == "tureen.rooms.join.duration")
                {
                    meters.EnableMeasurementEvents(instrument);
                }
            },
        };
        meters.SetMeasurementEventCallback<double>((_, value, _, _) => joins.Enqueue(value));
        meters.Start();

        // Requests end in traces after their answers have gone, and before their server has.
        await using (ModerationScene scene = await ModerationScene.StartAsync())
        {
            await using DemoClient ann = await scene.JoinAsync("telemetry");
            await ann.ProduceAsync("audio");
        }

        Activity[] seen = [.. activities.Where(static activity => "telemetry".Equals(activity.GetTagItem("tureen.participant.id")))];
        Activity join = Assert.Single(seen, static activity => activity.OperationName == "rooms.join");
        Assert.Equal("lobby", join.GetTagItem("tureen.room.id"));
        Assert.Contains(seen, static activity => activity.OperationName == "rooms.request" && "produce".Equals(activity.GetTagItem("rpc.method")));
        Assert.Contains(seen, static activity => "TrackPublished".Equals(activity.GetTagItem("tureen.room.event")));
        Assert.NotEmpty(joins);
    }

    [GeneratedRegex(@"^\| `(?<name>tureen\.rooms\.[a-z_.]+)` \| [^|]+ \| `(?<unit>[^`]+)` \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Row();
}
