using System.Text.Json.Nodes;
using Tureen.Ortc;
using Tureen.Rooms.Members;

namespace Tureen.Rooms.Signaling;

/// <summary>
/// A generation of the mediasoup demo, as a client speaks it: the messages to that client, and the answers to its requests. The members here are
/// what the dialects have in common; each of them overrides what it does otherwise. <see cref="PeerMessages"/> has the messages that are the
/// same in all.
/// </summary>
internal abstract class Dialect
{
    /// <summary>JavaScript, 2019 to 2024.</summary>
    public static Dialect Classic { get; } = new ClassicDialect();

    /// <summary>TypeScript, since 2025.</summary>
    public static Dialect Modern { get; } = new ModernDialect();

    /// <summary>Every client takes messages of data channels, although it does not say so when it joins.</summary>
    public abstract bool AlwaysHasSctp { get; }

    /// <summary>The score of a consumer follows its presentation, which does not contain it.</summary>
    public abstract bool ScoreFollowsConsumer { get; }

    /// <summary>Why a request that needs a joined peer is refused.</summary>
    public abstract string NotJoined { get; }

    /// <summary>The error code of requests that would slow down the network of the server.</summary>
    public abstract int ThrottleRefusedCode { get; }

    /// <summary>Why a request that names an unknown object is refused.</summary>
    /// <param name="kind">What was looked for, such as <c>transport</c>.</param>
    /// <param name="id">What the request calls it.</param>
    public abstract string NotFound(string kind, string? id);

    /// <summary>The answer of the bot to a text, as in the mediasoup demo.</summary>
    public abstract string BotAnswer(string displayName, string text);

    public virtual JsonNode IceParameters(IceParameters parameters) => parameters.ToNode();

    public virtual JsonNode Stats(JsonNode stats) => stats;

    /// <summary>The answer to a request that made an object, such as a <c>producer</c>.</summary>
    public JsonObject Made(string kind, string id) => new() { [IdName(kind)] = id };

    public JsonObject Transport(WebRtcTransport transport)
    {
        var data = new JsonObject
        {
            [IdName("transport")] = transport.Id,
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

    public virtual JsonObject Peer(IRoomMember peer)
    {
        var data = new JsonObject
        {
            [IdName("peer")] = peer.Id,
            ["displayName"] = peer.DisplayName,
            ["device"] = peer.Device.DeepClone(),
        };
        if (peer.Role is { } role)
        {
            data["role"] = role;
        }

        if (peer.Metadata is { } metadata)
        {
            data["metadata"] = metadata.DeepClone();
        }

        return data;
    }

    public virtual JsonObject NewPeer(IRoomMember peer) => Peer(peer);

    public virtual JsonObject NewConsumer(PeerConsumer consumer)
    {
        Consumer media = consumer.Consumer;
        return new JsonObject
        {
            ["peerId"] = consumer.ProducerPeerId,
            ["producerId"] = media.ProducerId,
            [IdName("consumer")] = media.Id,
            ["kind"] = media.Kind.ToWireString(),
            ["rtpParameters"] = media.RtpParameters.ToNode(),
            ["type"] = media.Type.ToWireString(),
            ["appData"] = AppData(consumer.Producer),
            ["producerPaused"] = media.ProducerPaused,
        };
    }

    public virtual JsonObject NewDataConsumer(PeerDataConsumer consumer)
    {
        DataConsumer channel = consumer.DataConsumer;
        return new JsonObject
        {
            ["dataProducerId"] = channel.DataProducerId,
            [IdName("dataConsumer")] = channel.Id,
            ["sctpStreamParameters"] = channel.SctpStreamParameters!.ToNode(),
            ["label"] = channel.Label,
            ["protocol"] = channel.Protocol,
            ["appData"] = consumer.Producer.AppDataCopy(),
        };
    }

    public abstract JsonObject ConsumerLayers(string consumerId, ConsumerLayers? layers);

    /// <summary>Notifications about the peers that speak, the loudest first.</summary>
    public abstract IEnumerable<(string Method, JsonObject Data)> Speaking(IReadOnlyList<(string? PeerId, int Volume)> volumes);

    /// <summary>Notifications that nobody speaks any more.</summary>
    public abstract IEnumerable<(string Method, JsonObject Data)> Silence();

    /// <summary>Notifications that one peer is the speaker among those that speak.</summary>
    public abstract IEnumerable<(string Method, JsonObject Data)> DominantSpeaker(string? peerId);

    protected static JsonObject PeerVolume((string? PeerId, int Volume) peer) => new() { ["peerId"] = peer.PeerId, ["volume"] = peer.Volume };

    /// <summary>What messages call the id of their subject.</summary>
    protected abstract string IdName(string kind);

    /// <summary>The application's data of a producer, with the source of the media where a client expects it.</summary>
    protected abstract JsonObject AppData(PeerProducer producer);
}
