using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Tureen.Rooms.Telemetry;

/// <summary>What rooms measure and trace; docs/METRICS.md lists it.</summary>
internal static class RoomTelemetry
{
    private static readonly double[] Seconds = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

    private static readonly ActivitySource Source = new(TureenRoomsTelemetry.ActivitySourceName, Mediasoup.Version);
    private static readonly Meter Meter = new(TureenRoomsTelemetry.MeterName, Mediasoup.Version);

    /// <summary>Rooms that are open.</summary>
    public static readonly UpDownCounter<long> Rooms = Meter.CreateUpDownCounter<long>("tureen.rooms.open", "{room}", "Rooms that are open.");

    /// <summary>Peers that have joined, broadcasters included.</summary>
    public static readonly UpDownCounter<long> Participants = Meter.CreateUpDownCounter<long>(
        "tureen.rooms.participants", "{participant}", "Participants of rooms, broadcasters included.");

    /// <summary>Refused WebSockets.</summary>
    public static readonly Counter<long> Refusals = Meter.CreateCounter<long>("tureen.rooms.refusals", "{connection}", "Clients that were refused.");

    public static readonly Histogram<double> Joins = Meter.CreateHistogram(
        "tureen.rooms.join.duration",
        "s",
        "From the request for a WebSocket to the answer to join, of peers that did not wait in a lobby.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = Seconds });

    public static readonly Histogram<double> FirstFrames = Meter.CreateHistogram(
        "tureen.rooms.first_frame.duration",
        "s",
        "From the first picture that a peer is offered to the first key frame that is sent to it.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = Seconds });

    /// <summary>Webhooks by their outcome.</summary>
    public static readonly Counter<long> Webhooks = Meter.CreateCounter<long>("tureen.rooms.webhooks", "{event}", "Events for webhooks, by their outcome.");

    /// <summary>Traces something that began some time ago and ends now.</summary>
    public static void Trace(string name, ActivityContext parent, DateTimeOffset startedAt, DateTimeOffset endedAt, params ReadOnlySpan<(string Key, object? Value)> tags)
    {
        if (!Source.HasListeners())
        {
            return;
        }

        using Activity? activity = Source.StartActivity(name, ActivityKind.Server, parent, tags: null, links: null, startedAt);
        foreach ((string key, object? value) in tags)
        {
            activity?.SetTag(key, value);
        }

        activity?.SetEndTime(endedAt.UtcDateTime);
    }

    /// <summary>Traces work until the result is disposed.</summary>
    public static Activity? Start(string name, ActivityContext parent) => Source.StartActivity(name, ActivityKind.Server, parent);
}
