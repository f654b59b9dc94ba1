using System.Globalization;
using Tureen.Client;
using Tureen.Rooms.Page.Session;

namespace Tureen.Rooms.Page.Statistics;

/// <summary>Turns the browser's statistics into texts for people.</summary>
internal sealed class StreamNumbers
{
    private readonly RateCounter _rates = new();

    /// <summary>The connection itself; null while there is none.</summary>
    public StatsEntry? Connection(string id, string title, RtcStatsReport report)
    {
        string? pairId = report.OfType("transport").Select(transport => transport.Text("selectedCandidatePairId")).FirstOrDefault(text => text is not null);
        RtcStats? pair = report.Find(pairId)
            ?? report.OfType("candidate-pair").FirstOrDefault(one => one.Text("state") is "succeeded" && one.Flag("nominated") is not false);
        if (pair is null)
        {
            return null;
        }

        double time = pair.Number("timestamp") ?? 0;
        double sent = 8 * _rates.PerSecond($"{id} sent", pair.Number("bytesSent") ?? 0, time);
        double received = 8 * _rates.PerSecond($"{id} received", pair.Number("bytesReceived") ?? 0, time);
        RtcStats? remote = report.Find(pair.Text("remoteCandidateId"));
        List<(string Name, string Value)> rows =
        [
            ("Sent", Units.Bitrate(sent)),
            ("Received", Units.Bitrate(received)),
            ("Round trip", pair.Number("currentRoundTripTime") is { } roundTrip ? Units.Milliseconds(roundTrip) : "–"),
            ("Path", remote?.Text("protocol")?.ToUpperInvariant() ?? "–"),
        ];
        if (pair.Number("availableOutgoingBitrate") is { } available)
        {
            rows.Add(("Can send", Units.Bitrate(available)));
        }

        return new StatsEntry(id, title, sent + received, rows);
    }

    /// <summary>What is received of one track.</summary>
    /// <param name="title">Whose it is and what.</param>
    /// <param name="report">The browser's statistics of the connection.</param>
    /// <param name="media">The track. It learns how large its picture is.</param>
    /// <param name="downlink">What the connection carries; null while it is not known.</param>
    public StatsEntry? Received(string title, RtcStatsReport report, RemoteMedia media, Downlink? downlink)
    {
        Consumer consumer = media.Consumer;
        string id = consumer.Id;
        RtcStats? stream = report.OfType("inbound-rtp").FirstOrDefault(one => IsOf(one, consumer.LocalId, consumer.Track.Id));
        if (stream is null)
        {
            return null;
        }

        double time = stream.Number("timestamp") ?? 0;
        double bitrate = 8 * _rates.PerSecond($"{id} bytes", stream.Number("bytesReceived") ?? 0, time);
        double lost = _rates.PerSecond($"{id} lost", stream.Number("packetsLost") ?? 0, time);
        double arrived = _rates.PerSecond($"{id} packets", stream.Number("packetsReceived") ?? 0, time);
        List<(string Name, string Value)> rows =
        [
            ("Bitrate", Units.Bitrate(bitrate)),
            ("Loss", Units.Percent(lost + arrived > 0 ? lost / (lost + arrived) : 0)),
            ("Jitter", Units.Milliseconds(stream.Number("jitter") ?? 0)),
            ("Codec", Codec(report, stream)),
        ];
        AddPicture(rows, stream);
        if (media.Quality.Label.Length > 0)
        {
            rows.Add(("Quality", media.Quality.Label));
        }

        return new StatsEntry(id, title, bitrate, rows) { Words = Describe(stream, media, downlink) };
    }

    /// <summary>What is sent of one track, all encodings together.</summary>
    public StatsEntry? Sent(string id, string title, RtcStatsReport report, Producer producer)
    {
        RtcStats[] streams = [.. report.OfType("outbound-rtp").Where(one => IsOf(one, producer.LocalId, trackId: null))];
        if (streams.Length == 0)
        {
            return null;
        }

        double bitrate = streams.Sum(stream =>
            8 * _rates.PerSecond($"{id} {stream.Id}", stream.Number("bytesSent") ?? 0, stream.Number("timestamp") ?? 0));
        RtcStats largest = streams.MaxBy(stream => stream.Number("frameWidth") ?? 0)!;
        RtcStats[] answers = [.. streams.Select(stream => report.Find(stream.Text("remoteId"))).OfType<RtcStats>()];
        List<(string Name, string Value)> rows =
        [
            ("Bitrate", Units.Bitrate(bitrate)),
            ("Loss", Units.Percent(answers.Select(answer => answer.Number("fractionLost") ?? 0).DefaultIfEmpty(0).Max())),
            ("Round trip", answers.Select(answer => answer.Number("roundTripTime")).FirstOrDefault(time => time is not null) is { } time ? Units.Milliseconds(time) : "–"),
            ("Codec", Codec(report, largest)),
        ];
        AddPicture(rows, largest);
        if (streams.Length > 1)
        {
            int active = streams.Count(stream => (stream.Number("framesPerSecond") ?? 0) > 0);
            rows.Add(("Layers sent", string.Create(CultureInfo.InvariantCulture, $"{active} of {streams.Length}")));
        }

        if (largest.Text("qualityLimitationReason") is { } reason and not "none")
        {
            rows.Add(("Limit", reason));
        }

        return new StatsEntry(id, title, bitrate, rows);
    }

    private static string Describe(RtcStats stream, RemoteMedia media, Downlink? downlink)
    {
        if (!media.HasLayers)
        {
            return string.Empty;
        }

        if (stream.Number("frameWidth") is { } width && stream.Number("frameHeight") is { } height)
        {
            media.Sizes.Add(media.Quality.SpatialLayer, width, height);
        }

        return PictureWords.Sentence(media.Layers, media.Sizes, media.GetReduction(downlink));
    }

    private static bool IsOf(RtcStats stream, string mid, string? trackId) =>
        string.Equals(stream.Text("mid"), mid, StringComparison.Ordinal)
        || (trackId is not null && string.Equals(stream.Text("trackIdentifier"), trackId, StringComparison.Ordinal));

    private static string Codec(RtcStatsReport report, RtcStats stream) => report.Find(stream.Text("codecId"))?.Text("mimeType")?.Split('/')[^1] ?? "–";

    private static void AddPicture(List<(string Name, string Value)> rows, RtcStats stream)
    {
        if (stream.Number("frameWidth") is { } width && stream.Number("frameHeight") is { } height)
        {
            rows.Add(("Picture", string.Create(CultureInfo.InvariantCulture, $"{width:0}×{height:0}")));
            rows.Add(("Frames", string.Create(CultureInfo.InvariantCulture, $"{stream.Number("framesPerSecond") ?? 0:0} /s")));
        }
    }
}
