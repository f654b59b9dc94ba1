using System.Text.Json.Nodes;
using Tureen.Client;
using Tureen.Rooms.Page.Protoo;
using Tureen.Rooms.Page.Views;

namespace Tureen.Rooms.Page.Session;

/// <content>Requests and notifications of the server.</content>
internal sealed partial class RoomSession
{
    private readonly EarlyNotifications _early = new();
    private readonly Dictionary<string, DataConsumer> _remoteData = new(StringComparer.Ordinal);

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
        string id = TextOf(data["id"]);
        _early.Begin(id);
        try
        {
            Add(await MakeAsync(transport, data), transport, _early.End(id));
        }
        finally
        {
            _early.End(id);
        }
    }

    private static async Task<RemoteMedia> MakeAsync(Transport transport, JsonNode data)
    {
        string from = TextOf(data["peerId"]);
        string source = TextOf(data["appData"]?["source"]);

        // Camera and microphone are played in step; the sound of a microphone does not wait for a screen.
        string stream = string.Equals(source, MediaSource.Screen, StringComparison.Ordinal) ? $"{from}-screen" : from;
        Consumer consumer = await transport.ConsumeAsync(ConsumerOptions.FromJson(Element(data), stream));
        return new RemoteMedia(consumer, from, source, TextOf(data["type"]) is "simulcast" or "svc")
        {
            IsPaused = IsTrue(data["producerPaused"]),
            Quality = default(Quality).WithScore(data["consumerScore"]),
        };
    }

    /// <summary>Shows a track as it is after all that was reported while it was being made.</summary>
    private void Add(RemoteMedia media, Transport transport, IReadOnlyList<(string Method, JsonNode Data)> early)
    {
        // The session may have ended or restarted meanwhile.
        if (transport != RecvTransport || early.Any(static kept => kept.Method is "consumerClosed"))
        {
            media.Consumer.Close();
            return;
        }

        foreach ((string method, JsonNode data) in early)
        {
            media.TryApply(method, data);
        }

        _remote[media.Consumer.Id] = media;
        listener.HandleMedia(media);
    }

    private async Task ConsumeDataAsync(JsonNode data)
    {
        Transport transport = RecvTransport ?? throw new ProtooException(403, "not in the room");
        data["id"] ??= TextOf(data["dataConsumerId"]);
        string from = TextOf(data["peerId"]);
        string id = TextOf(data["id"]);
        _early.Begin(id);
        DataConsumer consumer;
        bool isClosed;
        try
        {
            consumer = await transport.ConsumeDataAsync(DataConsumerOptions.FromJson(Element(data)));
        }
        finally
        {
            isClosed = _early.End(id).Count > 0;
        }

        if (isClosed || transport != RecvTransport)
        {
            consumer.Close();
            return;
        }

        _remoteData[id] = consumer;
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
                HandleConsumer(method, data);
                break;
        }
    }

    private void HandleConsumer(string method, JsonNode data)
    {
        string id = TextOf(data["consumerId"] ?? data["dataConsumerId"]);
        if (_remote.TryGetValue(id, out RemoteMedia? media))
        {
            if (method is "consumerClosed")
            {
                Remove(media);
            }
            else if (media.TryApply(method, data))
            {
                listener.HandleMedia(media);
            }
        }
        else if (method is "dataConsumerClosed" && _remoteData.Remove(id, out DataConsumer? consumer))
        {
            consumer.Close();
        }
        else
        {
            _early.Keep(id, method, data);
        }
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

    private static bool IsTrue(JsonNode? node) => node is JsonValue value && value.TryGetValue(out bool isTrue) && isTrue;
}
