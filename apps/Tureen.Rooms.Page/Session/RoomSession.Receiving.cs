using System.Text.Json.Nodes;
using Tureen.Client;
using Tureen.Rooms.Page.Protoo;
using Tureen.Rooms.Page.Views;

namespace Tureen.Rooms.Page.Session;

/// <content>What the server asks for and tells.</content>
internal sealed partial class RoomSession
{
    /// <summary>Consumers that the server closed while they were being made here.</summary>
    private readonly HashSet<string> _closedEarly = new(StringComparer.Ordinal);

    private async Task<JsonNode?> HandleRequestAsync(string method, JsonNode data)
    {
        switch (method)
        {
            case "newConsumer":
                await ConsumeAsync(data);
                return null;
            case "newDataConsumer":
                await ConsumeDataAsync(data);
                return null;
            default:
                throw new ProtooException(404, $"unknown method {method}");
        }
    }

    private async Task ConsumeAsync(JsonNode data)
    {
        Transport transport = RecvTransport ?? throw new ProtooException(403, "not in the room");
        data["id"] ??= TextOf(data["consumerId"]);
        string from = TextOf(data["peerId"]);
        string source = TextOf(data["appData"]?["source"]);

        // Camera and microphone are played in step; the sound of a microphone does not wait for a screen.
        string stream = string.Equals(source, MediaSource.Screen, StringComparison.Ordinal) ? $"{from}-screen" : from;
        Consumer consumer = await transport.ConsumeAsync(ConsumerOptions.FromJson(Element(data), stream));
        var media = new RemoteMedia(consumer, from, source, TextOf(data["type"]) is "simulcast" or "svc")
        {
            IsPaused = IsTrue(data["producerPaused"]),
            Quality = QualityOf(default, data["consumerScore"]),
        };
        if (_closedEarly.Remove(consumer.Id))
        {
            consumer.Close();
            return;
        }

        _remote[consumer.Id] = media;
        listener.HandleMedia(media);
    }

    private async Task ConsumeDataAsync(JsonNode data)
    {
        Transport transport = RecvTransport ?? throw new ProtooException(403, "not in the room");
        data["id"] ??= TextOf(data["dataConsumerId"]);
        string from = TextOf(data["peerId"]);
        DataConsumer consumer = await transport.ConsumeDataAsync(DataConsumerOptions.FromJson(Element(data)));
        consumer.OnMessage += message =>
        {
            if (message.IsText)
            {
                listener.HandleChat(from, message.Text);
            }
        };
    }

    private void HandleNotification(string method, JsonNode data)
    {
        switch (method)
        {
            case "newPeer":
                HandlePeer(data["peer"] ?? data, isNew: true);
                break;
            case "peerClosed":
                HandlePeerGone(TextOf(data["peerId"]));
                break;
            case "peerDisplayNameChanged":
                listener.HandlePeer(TextOf(data["peerId"]), TextOf(data["displayName"]), isNew: false);
                break;
            case "activeSpeaker":
                listener.HandleSpeaker(data["peerId"] is null ? null : TextOf(data["peerId"]));
                break;
            default:
                if (_remote.TryGetValue(TextOf(data["consumerId"]), out RemoteMedia? media))
                {
                    HandleConsumer(method, media, data);
                }
                else if (method is "consumerClosed")
                {
                    _closedEarly.Add(TextOf(data["consumerId"]));
                }

                break;
        }
    }

    private void HandleConsumer(string method, RemoteMedia media, JsonNode data)
    {
        switch (method)
        {
            case "consumerClosed":
                Remove(media);
                return;
            case "consumerPaused":
                media.IsPaused = true;
                break;
            case "consumerResumed":
                media.IsPaused = false;
                break;
            case "consumerScore":
                media.Quality = QualityOf(media.Quality, data["score"]);
                break;
            case "consumerLayersChanged":
                JsonNode? layers = data["layers"];
                media.Quality = media.Quality with { SpatialLayer = Number(layers?["spatialLayer"]), TemporalLayer = Number(layers?["temporalLayer"]) };
                break;
            default:
                return;
        }

        listener.HandleMedia(media);
    }

    private void HandlePeer(JsonNode? peer, bool isNew)
    {
        string id = TextOf(peer?["peerId"] ?? peer?["id"]);
        if (id.Length > 0)
        {
            listener.HandlePeer(id, TextOf(peer!["displayName"]), isNew);
        }
    }

    private void HandlePeerGone(string id)
    {
        foreach (RemoteMedia media in _remote.Values.Where(media => string.Equals(media.PeerId, id, StringComparison.Ordinal)).ToList())
        {
            Remove(media);
        }

        listener.HandlePeerGone(id);
    }

    private static Quality QualityOf(Quality before, JsonNode? score)
    {
        int? own = Number(score?["score"]);
        int? sender = Number(score?["producerScore"]);
        return before with { Score = own is null || sender is null ? own ?? sender : Math.Min(own.Value, sender.Value) };
    }

    private static int? Number(JsonNode? node) => node is JsonValue value && value.TryGetValue(out int number) ? number : null;

    private static bool IsTrue(JsonNode? node) => node is JsonValue value && value.TryGetValue(out bool isTrue) && isTrue;
}
