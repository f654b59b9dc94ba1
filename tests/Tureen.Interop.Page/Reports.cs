using System.Text.Json.Nodes;
using Tureen.Client;

namespace Tureen.Interop.Page;

/// <summary>The numbers of one Consumer or Producer as the browser sees them, as the page of the npm client gives them.</summary>
internal static class Reports
{
    private static readonly string[] InboundNumbers =
    [
        "packetsReceived", "bytesReceived", "packetsLost", "framesDecoded", "frameHeight", "framesPerSecond", "nackCount", "pliCount",
        "keyFramesDecoded", "freezeCount", "totalFreezesDuration", "totalAudioEnergy", "totalSamplesReceived",
    ];

    private static readonly string[] OutboundNumbers = ["packetsSent", "framesEncoded", "nackCount", "pliCount", "targetBitrate"];

    public static async Task<JsonObject> OfAsync(PlayedConsumer played)
    {
        RtcStatsReport stats = await played.Consumer.GetStatsAsync();
        RtcStats? inbound = stats.OfType("inbound-rtp").FirstOrDefault();
        JsonObject report = new()
        {
            ["id"] = played.Consumer.Id,
            ["peerId"] = played.PeerId,
            ["kind"] = played.Consumer.Kind.ToString().ToLowerInvariant(),
            ["producerId"] = played.Consumer.ProducerId,
            ["paused"] = played.Consumer.Paused,
            ["firstFrameMs"] = played.NoteFrames(inbound?.Number("framesDecoded") ?? 0),
            ["width"] = played.Width,
            ["height"] = played.Height,
            ["codec"] = stats.Find(inbound?.Text("codecId"))?.Text("mimeType") ?? "",
        };
        foreach (string name in InboundNumbers)
        {
            report[name] = inbound?.Number(name) ?? 0;
        }

        return report;
    }

    public static async Task<JsonObject> OfAsync(Producer producer)
    {
        RtcStatsReport stats = await producer.GetStatsAsync();
        JsonObject report = new()
        {
            ["id"] = producer.Id,
            ["kind"] = producer.Kind.ToString().ToLowerInvariant(),
            ["paused"] = producer.Paused,
            ["roundTripTime"] = stats.OfType("remote-inbound-rtp").FirstOrDefault()?.Number("roundTripTime"),
        };
        foreach (string name in OutboundNumbers)
        {
            report[name] = stats.OfType("outbound-rtp").Sum(entry => entry.Number(name) ?? 0);
        }

        return report;
    }
}
