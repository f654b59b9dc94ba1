using System.Text.Json.Nodes;
using Tureen.Client;
using Tureen.Client.Browser.Encryption;
using Tureen.Client.Protoo;
using Tureen.Ortc;
using Tureen.Rooms.Page.Layouts;

namespace Tureen.Rooms.Page.Session;

/// <summary>What the others show, say and write: the server offers it, and reports how it changes.</summary>
internal sealed class ReceivedMedia(RoomConnection connection, IRoomListener listener, FrameEncryption? encryption)
{
    private readonly Dictionary<string, RemoteMedia> _media = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DataConsumer> _messages = new(StringComparer.Ordinal);
    private readonly EarlyNotifications _early = new();

    public IReadOnlyCollection<RemoteMedia> All => _media.Values;

    /// <summary>Takes a track that the server offers.</summary>
    public async Task ConsumeAsync(JsonNode data)
    {
        Transport transport = RequireTransport();
        data["id"] ??= MessageJson.Text(data["consumerId"]);
        string id = MessageJson.Text(data["id"]);
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

    /// <summary>Takes a data channel that the server offers.</summary>
    public async Task ConsumeDataAsync(JsonNode data)
    {
        Transport transport = RequireTransport();
        data["id"] ??= MessageJson.Text(data["dataConsumerId"]);
        string from = MessageJson.Text(data["peerId"]);
        string id = MessageJson.Text(data["id"]);
        _early.Begin(id);
        DataConsumer consumer;
        bool isClosed;
        try
        {
            consumer = await transport.ConsumeDataAsync(DataConsumerOptions.FromJson(MessageJson.Element(data)));
        }
        finally
        {
            isClosed = _early.End(id).Count > 0;
        }

        if (isClosed || transport != connection.Receive)
        {
            consumer.Close();
            return;
        }

        _messages[id] = consumer;
        consumer.OnMessage += message =>
        {
            if (message.IsText)
            {
                listener.HandleChat(from, message.Text);
            }
        };
    }

    /// <summary>Takes what the server reports about a track or a data channel.</summary>
    public void HandleNotification(string method, JsonNode data)
    {
        string id = MessageJson.Text(data["consumerId"] ?? data["dataConsumerId"]);
        if (_media.TryGetValue(id, out RemoteMedia? media))
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
        else if (method is "dataConsumerClosed" && _messages.Remove(id, out DataConsumer? consumer))
        {
            consumer.Close();
        }
        else
        {
            _early.Keep(id, method, data);
        }
    }

    /// <summary>Asks for the pictures that are seen, no larger than they are shown.</summary>
    /// <param name="widthOf">The pixels of the screen that a picture takes; null when nobody sees it.</param>
    public void Want(Func<RemoteMedia, double?> widthOf)
    {
        foreach (RemoteMedia media in _media.Values.Where(static media => media.Consumer.Kind == MediaKind.Video))
        {
            double? width = widthOf(media);
            if (media.IsWanted != width.HasValue)
            {
                media.IsWanted = width.HasValue;
                connection.Notify(media.IsWanted ? "resumeConsumer" : "pauseConsumer", new() { ["consumerId"] = media.Consumer.Id });
            }

            if (media.HasLayers && width is { } shown)
            {
                Prefer(media, LayerChoice.For(shown, media.HighestLayer, media.Sizes.Of(media.HighestLayer)?.Width));
            }
        }
    }

    /// <summary>Takes the report that a track can be decrypted, or cannot.</summary>
    public void HandleReadable(string id, bool isReadable)
    {
        if (_media.TryGetValue(id, out RemoteMedia? media))
        {
            media.IsUnreadable = !isReadable;
            listener.HandleMedia(media);
        }
    }

    /// <summary>Whether the connection to this page is too slow for what is wanted.</summary>
    public bool IsReducedByConnection => _media.Values.Any(media => media.GetReduction(connection.Downlink) == Reduction.Connection);

    /// <summary>A participant is gone, and all tracks of theirs.</summary>
    public void RemoveOf(string peerId)
    {
        foreach (RemoteMedia media in _media.Values.Where(media => string.Equals(media.PeerId, peerId, StringComparison.Ordinal)).ToList())
        {
            Remove(media);
        }
    }

    /// <summary>The connection is gone, and what it carried.</summary>
    public void Clear()
    {
        foreach (RemoteMedia media in _media.Values.ToList())
        {
            Remove(media);
        }

        _early.Clear();
        _messages.Clear();
    }

    private async Task<RemoteMedia> MakeAsync(Transport transport, JsonNode data)
    {
        string from = MessageJson.Text(data["peerId"]);
        string source = MessageJson.Text(data["appData"]?["source"]);

        // Camera and microphone are played in step; the sound of a microphone does not wait for a screen.
        string stream = string.Equals(source, MediaSource.Screen, StringComparison.Ordinal) ? $"{from}-screen" : from;
        string id = MessageJson.Text(data["id"]);
        Action<object>? decrypt = encryption is null ? null : receiver => encryption.Unprotect(receiver, id);
        Consumer consumer = await transport.ConsumeAsync(ConsumerOptions.FromJson(MessageJson.Element(data), stream, decrypt));
        var media = new RemoteMedia(consumer, from, source, MessageJson.Text(data["type"]) is "simulcast" or "svc")
        {
            IsPaused = MessageJson.IsTrue(data["producerPaused"]),
        };
        media.HandleScore(data["consumerScore"]);
        return media;
    }

    private void Prefer(RemoteMedia media, int layer)
    {
        if (media.PreferredLayer != layer)
        {
            media.PreferredLayer = layer;
            connection.Notify(
                "setConsumerPreferredLayers", new() { ["consumerId"] = media.Consumer.Id, ["spatialLayer"] = layer, ["temporalLayer"] = 2 });
        }
    }

    private Transport RequireTransport() => connection.Receive ?? throw new ProtooException(403, "not in the room");

    /// <summary>Shows a track as it is after all that was reported while it was being made.</summary>
    private void Add(RemoteMedia media, Transport transport, IReadOnlyList<(string Method, JsonNode Data)> early)
    {
        // The session may have ended or restarted meanwhile.
        if (transport != connection.Receive || early.Any(static kept => kept.Method is "consumerClosed"))
        {
            media.Consumer.Close();
            return;
        }

        foreach ((string method, JsonNode data) in early)
        {
            media.TryApply(method, data);
        }

        _media[media.Consumer.Id] = media;
        listener.HandleMedia(media);
    }

    private void Remove(RemoteMedia media)
    {
        if (_media.Remove(media.Consumer.Id))
        {
            media.Consumer.Close();
            listener.HandleMediaGone(media);
        }
    }
}
