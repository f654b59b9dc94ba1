using System.Text.Json.Nodes;
using Tureen.Ortc;

namespace Tureen.Rooms.Signaling;

/// <summary>Data of messages that are the same in both dialects; <see cref="Dialect"/> has the others.</summary>
internal static class PeerMessages
{
    public static JsonObject Version() => new() { ["version"] = Mediasoup.Version };

    /// <summary>The same for both dialects, because clients request it before the dialect is known.</summary>
    public static JsonNode Capabilities(RtpCapabilities capabilities)
    {
        JsonNode answer = capabilities.ToNode();
        answer["routerRtpCapabilities"] = capabilities.ToNode();
        return answer;
    }

    public static JsonObject ConsumerScore(string consumerId, ConsumerScore score) =>
        new() { ["consumerId"] = consumerId, ["score"] = Score(score) };

    public static JsonObject ProducerScore(string producerId, IEnumerable<ProducerScore> scores)
    {
        var list = new JsonArray();
        foreach (ProducerScore score in scores)
        {
            var item = new JsonObject { ["encodingIdx"] = score.EncodingIdx, ["ssrc"] = score.Ssrc, ["score"] = score.Score };
            if (score.Rid is not null)
            {
                item["rid"] = score.Rid;
            }

            list.Add((JsonNode)item);
        }

        return new JsonObject { ["producerId"] = producerId, ["score"] = list };
    }

    public static JsonObject Score(ConsumerScore score) => new()
    {
        ["score"] = score.Score,
        ["producerScore"] = score.ProducerScore,
        ["producerScores"] = new JsonArray([.. score.ProducerScores.Select(value => (JsonNode)value)]),
    };

    /// <summary>What the connection to the peer carries, in bits per second. Only the classic demo sends it, but the clients of both take it.</summary>
    public static JsonObject DownlinkBwe(BweTraceInfo info) => new()
    {
        ["desiredBitrate"] = info.DesiredBitrate,
        ["effectiveDesiredBitrate"] = info.EffectiveDesiredBitrate,
        ["availableBitrate"] = info.AvailableBitrate,
    };
}
