using System.Text.Json.Nodes;
using Tureen.Rooms.Members;

namespace Tureen.Rooms.Signaling;

/// <summary>The demo in JavaScript: the subject of a message has the name <c>id</c>, and answers are bare.</summary>
internal sealed class ClassicDialect : Dialect
{
    private const string ActiveSpeaker = "activeSpeaker";

    public override bool AlwaysHasSctp => false;

    public override bool ScoreFollowsConsumer => true;

    public override string NotJoined => "Peer not yet joined";

    public override int ThrottleRefusedCode => StatusCodes.Status403Forbidden;

    public override string NotFound(string kind, string? id) => $"{kind} with id \"{id}\" not found";

    public override string BotAnswer(string displayName, string text) => $"{displayName} said me: \"{text}\"";

    /// <summary>The bot is nobody: its messages have a null for the peer.</summary>
    public override JsonObject NewDataConsumer(PeerDataConsumer consumer)
    {
        JsonObject data = base.NewDataConsumer(consumer);
        data["peerId"] = consumer.Producer.PeerId;
        return data;
    }

    public override JsonObject ConsumerLayers(string consumerId, ConsumerLayers? layers) => new()
    {
        ["consumerId"] = consumerId,
        ["spatialLayer"] = layers?.SpatialLayer,
        ["temporalLayer"] = layers?.TemporalLayer,
    };

    public override IEnumerable<(string Method, JsonObject Data)> Speaking(IReadOnlyList<(string? PeerId, int Volume)> volumes) =>
        [(ActiveSpeaker, PeerVolume(volumes[0]))];

    public override IEnumerable<(string Method, JsonObject Data)> Silence() => [(ActiveSpeaker, new JsonObject { ["peerId"] = null })];

    public override IEnumerable<(string Method, JsonObject Data)> DominantSpeaker(string? peerId) => [];

    protected override string IdName(string kind) => "id";

    protected override JsonObject AppData(PeerProducer producer)
    {
        JsonObject data = producer.AppData.DeepClone().AsObject();
        data["peerId"] = producer.PeerId;
        if (producer.IsScreen)
        {
            data["share"] = true;
        }

        return data;
    }
}
