using System.Text.Json.Nodes;
using Tureen.Ortc;
using Tureen.Rooms.Members;
using Tureen.Rooms.Protoo;

namespace Tureen.Rooms.Signaling;

/// <summary>The demo in TypeScript: ids have the name of what they identify, and answers are objects that name their content.</summary>
internal sealed class ModernDialect : Dialect
{
    private const string ActiveSpeaker = "activeSpeaker";
    private const string SpeakingPeers = "speakingPeers";

    public override bool AlwaysHasSctp => true;

    public override bool ScoreFollowsConsumer => false;

    public override string NotJoined => "Peer not joined";

    public override int ThrottleRefusedCode => ProtooException.InternalError;

    public override string NotFound(string kind, string? id) => $"{kind} '{id}' not found";

    public override string BotAnswer(string displayName, string text) => $"{displayName} told me: '{text}'";

    public override JsonNode IceParameters(IceParameters parameters) => new JsonObject { ["iceParameters"] = parameters.ToNode() };

    public override JsonNode Stats(JsonNode stats) => new JsonObject { ["stats"] = stats };

    public override JsonObject Peer(IRoomMember peer)
    {
        JsonObject data = base.Peer(peer);
        data["remoteAddress"] = peer.RemoteAddress;
        return data;
    }

    public override JsonObject NewPeer(IRoomMember peer) => new() { ["peer"] = Peer(peer) };

    public override JsonObject NewConsumer(PeerConsumer consumer)
    {
        JsonObject data = base.NewConsumer(consumer);
        data["transportId"] = consumer.TransportId;
        data["consumerScore"] = PeerMessages.Score(consumer.Consumer.Score);
        return data;
    }

    /// <summary>The bot is nobody: its messages leave the peer out.</summary>
    public override JsonObject NewDataConsumer(PeerDataConsumer consumer)
    {
        JsonObject data = base.NewDataConsumer(consumer);
        if (consumer.Producer.PeerId is { } peerId)
        {
            data["peerId"] = peerId;
        }

        data["transportId"] = consumer.TransportId;
        return data;
    }

    public override JsonObject ConsumerLayers(string consumerId, ConsumerLayers? layers)
    {
        var data = new JsonObject { ["consumerId"] = consumerId };
        if (layers is not null)
        {
            data["layers"] = new JsonObject { ["spatialLayer"] = layers.SpatialLayer, ["temporalLayer"] = layers.TemporalLayer };
        }

        return data;
    }

    public override IEnumerable<(string Method, JsonObject Data)> Speaking(IReadOnlyList<(string? PeerId, int Volume)> volumes) =>
        [(SpeakingPeers, PeerVolumes(volumes))];

    public override IEnumerable<(string Method, JsonObject Data)> Silence() => [(SpeakingPeers, PeerVolumes([])), (ActiveSpeaker, [])];

    public override IEnumerable<(string Method, JsonObject Data)> DominantSpeaker(string? peerId) =>
        [(ActiveSpeaker, new JsonObject { ["peerId"] = peerId })];

    protected override string IdName(string kind) => kind + "Id";

    protected override JsonObject AppData(PeerProducer producer)
    {
        string source = producer.Source ?? (producer.IsScreen ? "screensharing" : producer.Producer.Kind.ToWireString());
        return new JsonObject { ["peerId"] = producer.PeerId, ["source"] = source };
    }

    private static JsonObject PeerVolumes(IEnumerable<(string? PeerId, int Volume)> volumes) =>
        new() { ["peerVolumes"] = new JsonArray([.. volumes.Select(PeerVolume)]) };
}
