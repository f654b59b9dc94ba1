using System.Globalization;
using Tureen.Client;
using Tureen.Rooms.Page.Session;
using Tureen.Rooms.Page.Texts;

namespace Tureen.Rooms.Page.Statistics;

/// <summary>Turns the browser's statistics into texts for people.</summary>
internal sealed class StreamNumbers
{
    private readonly RateCounter _rates = new();

    /// <summary>The connection itself; null while there is none.</summary>
    public StatsEntry? Connection(string id, string title, RtcStatsReport report, bool isSending)
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
            (Language.Text("stat.sent"), Units.Bitrate(sent)),
            (Language.Text("stat.received"), Units.Bitrate(received)),
            (Language.Text("stat.roundTrip"), pair.Number("currentRoundTripTime") is { } roundTrip ? Units.Milliseconds(roundTrip) : "–"),
            (Language.Text("stat.path"), remote?.Text("protocol")?.ToUpperInvariant() ?? "–"),
        ];

        // A browser's guess for a connection that sends nothing says nothing.
        if (isSending && pair.Number("availableOutgoingBitrate") is { } available)
        {
            rows.Add((Language.Text("stat.canSend"), Units.Bitrate(available)));
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
            (Language.Text("stat.bitrate"), Units.Bitrate(bitrate)),
            (Language.Text("stat.loss"), Units.Percent(lost + arrived > 0 ? lost / (lost + arrived) : 0)),
            (Language.Text("stat.jitter"), Units.Milliseconds(stream.Number("jitter") ?? 0)),
            (Language.Text("stat.codec"), Codec(report, stream)),
        ];
        AddPicture(rows, stream);
        AddQuality(rows, media, downlink);
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
            (Language.Text("stat.bitrate"), Units.Bitrate(bitrate)),
            (Language.Text("stat.loss"), Units.Percent(answers.Select(answer => answer.Number("fractionLost") ?? 0).DefaultIfEmpty(0).Max())),
            (Language.Text("stat.roundTrip"), answers.Select(answer => answer.Number("roundTripTime")).FirstOrDefault(time => time is not null) is { } time ? Units.Milliseconds(time) : "–"),
            (Language.Text("stat.codec"), Codec(report, largest)),
        ];
        AddPicture(rows, largest);
        if (streams.Length > 1)
        {
            int active = streams.Count(stream => (stream.Number("framesPerSecond") ?? 0) > 0);
            rows.Add((Language.Text("stat.layersSent"), Language.Text("stat.of", active, streams.Length)));
        }

        if (largest.Text("qualityLimitationReason") is { } reason and not "none")
        {
            rows.Add((Language.Text("stat.limit"), reason));
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

    private static void AddQuality(List<(string Name, string Value)> rows, RemoteMedia media, Downlink? downlink)
    {
        if (QualityWords.Word(media.Quality, media.GetReduction(downlink)) is { Length: > 0 } word)
        {
            rows.Add((Language.Text("stat.quality"), word));
        }

        if (media.Quality.Score is int score)
        {
            rows.Add((Language.Text("stat.score"), Language.Text("stat.of", score, 10)));
        }

        if (media.HasLayers && media.Quality.SpatialLayer is int layer)
        {
            rows.Add((Language.Text("stat.layer"), Language.Text("stat.of", layer + 1, media.HighestLayer + 1)));
        }
    }

    private static bool IsOf(RtcStats stream, string mid, string? trackId) =>
        string.Equals(stream.Text("mid"), mid, StringComparison.Ordinal)
        || (trackId is not null && string.Equals(stream.Text("trackIdentifier"), trackId, StringComparison.Ordinal));

    private static string Codec(RtcStatsReport report, RtcStats stream) => report.Find(stream.Text("codecId"))?.Text("mimeType")?.Split('/')[^1] ?? "–";

    private static void AddPicture(List<(string Name, string Value)> rows, RtcStats stream)
    {
        if (stream.Number("frameWidth") is { } width && stream.Number("frameHeight") is { } height)
        {
            rows.Add((Language.Text("stat.picture"), string.Create(CultureInfo.InvariantCulture, $"{width:0}×{height:0}")));
            rows.Add((Language.Text("stat.frames"), $"{Language.Number(stream.Number("framesPerSecond") ?? 0, 0)} /s"));
        }
    }
}
