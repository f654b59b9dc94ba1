using System.Text.Json.Nodes;
using Tureen.Ortc;
using Tureen.Rooms.Members;

namespace Tureen.Rooms.Signaling;

/// <summary>Data of messages, in the dialect of their receiver.</summary>
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

    public static JsonObject Transport(WebRtcTransport transport, Dialect dialect)
    {
        var data = new JsonObject
        {
            [dialect == Dialect.Modern ? "transportId" : "id"] = transport.Id,
            ["iceParameters"] = transport.IceParameters.ToNode(),
            ["iceCandidates"] = transport.IceCandidates.ToArray(),
            ["dtlsParameters"] = transport.DtlsParameters.ToNode(),
        };
        if (transport.SctpParameters is { } sctpParameters)
        {
            data["sctpParameters"] = sctpParameters.ToNode();
        }

        return data;
    }

    public static JsonNode IceParameters(IceParameters parameters, Dialect dialect) =>
        dialect == Dialect.Modern ? new JsonObject { ["iceParameters"] = parameters.ToNode() } : parameters.ToNode();

    public static JsonNode Stats(JsonNode stats, Dialect dialect) =>
        dialect == Dialect.Modern ? new JsonObject { ["stats"] = stats } : stats;

    public static JsonObject Peer(IRoomMember peer, Dialect dialect)
    {
        var data = new JsonObject
        {
            [dialect == Dialect.Modern ? "peerId" : "id"] = peer.Id,
            ["displayName"] = peer.DisplayName,
            ["device"] = peer.Device.DeepClone(),
        };
        if (dialect == Dialect.Modern)
        {
            data["remoteAddress"] = peer.RemoteAddress;
        }

        return data;
    }

    public static JsonObject NewPeer(IRoomMember peer, Dialect dialect) =>
        dialect == Dialect.Modern ? new JsonObject { ["peer"] = Peer(peer, dialect) } : Peer(peer, dialect);

    public static JsonObject NewConsumer(PeerConsumer consumer, Dialect dialect)
    {
        Consumer media = consumer.Consumer;
        var data = new JsonObject
        {
            ["peerId"] = consumer.ProducerPeerId,
            ["producerId"] = media.ProducerId,
            [dialect == Dialect.Modern ? "consumerId" : "id"] = media.Id,
            ["kind"] = media.Kind.ToWireString(),
            ["rtpParameters"] = media.RtpParameters.ToNode(),
            ["type"] = media.Type.ToWireString(),
            ["appData"] = consumer.Producer.AppDataFor(dialect),
            ["producerPaused"] = media.ProducerPaused,
        };
        if (dialect == Dialect.Modern)
        {
            data["transportId"] = consumer.TransportId;
            data["consumerScore"] = Score(media.Score);
        }

        return data;
    }

    public static JsonObject NewDataConsumer(PeerDataConsumer consumer, Dialect dialect)
    {
        DataConsumer channel = consumer.DataConsumer;
        var data = new JsonObject
        {
            ["dataProducerId"] = channel.DataProducerId,
            [dialect == Dialect.Modern ? "dataConsumerId" : "id"] = channel.Id,
            ["sctpStreamParameters"] = channel.SctpStreamParameters!.ToNode(),
            ["label"] = channel.Label,
            ["protocol"] = channel.Protocol,
            ["appData"] = consumer.Producer.AppDataCopy(),
        };

        // The bot is nobody: null in the classic dialect, left out in the modern one.
        if (dialect == Dialect.Classic || consumer.Producer.PeerId is not null)
        {
            data["peerId"] = consumer.Producer.PeerId;
        }

        if (dialect == Dialect.Modern)
        {
            data["transportId"] = consumer.TransportId;
        }

        return data;
    }

    public static JsonObject ConsumerScore(string consumerId, ConsumerScore score) =>
        new() { ["consumerId"] = consumerId, ["score"] = Score(score) };

    public static JsonObject ConsumerLayers(string consumerId, ConsumerLayers? layers, Dialect dialect)
    {
        var data = new JsonObject { ["consumerId"] = consumerId };
        if (dialect == Dialect.Classic)
        {
            data["spatialLayer"] = layers?.SpatialLayer;
            data["temporalLayer"] = layers?.TemporalLayer;
        }
        else if (layers is not null)
        {
            data["layers"] = new JsonObject
            {
                ["spatialLayer"] = layers.SpatialLayer,
                ["temporalLayer"] = layers.TemporalLayer,
            };
        }

        return data;
    }

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

            list.Add(item);
        }

        return new JsonObject { ["producerId"] = producerId, ["score"] = list };
    }

    private static JsonObject Score(ConsumerScore score) => new()
    {
        ["score"] = score.Score,
        ["producerScore"] = score.ProducerScore,
        ["producerScores"] = new JsonArray([.. score.ProducerScores.Select(value => (JsonNode)value)]),
    };
}
