using System.Text.Json.Nodes;

namespace Tureen.V2;

public sealed partial class Room
{
    /// <summary>Answers a request whose target is the room: <c>queryRoom</c> or <c>join</c>.</summary>
    /// <param name="request">The request as the client sent it.</param>
    /// <returns>The response, for the client.</returns>
    /// <exception cref="InvalidStateException">The room is closed.</exception>
    /// <exception cref="MediasoupTypeException">The request is malformed.</exception>
    /// <exception cref="MediasoupException">It cannot be granted.</exception>
    public Task<JsonObject> ReceiveRequestAsync(JsonObject request)
    {
        try
        {
            return Task.FromResult(ReceiveRequest(request));
        }
        catch (MediasoupException error)
        {
            return Task.FromException<JsonObject>(error);
        }
    }

    private JsonObject ReceiveRequest(JsonObject given)
    {
        lock (Gate)
        {
            RequireOpen();
            JsonObject request = MessageFields.Copy(given, "request");
            string method = Messages.MethodOfRequest(request);
            return method switch
            {
                "queryRoom" => new JsonObject { ["rtpCapabilities"] = RtpCapabilities, ["mandatoryCodecPayloadTypes"] = new JsonArray() },
                "join" => Join(request),
                _ => throw new MediasoupException($"unknown request method [method:{method}]"),
            };
        }
    }

    internal void RequireOpen()
    {
        if (_closed)
        {
            throw new InvalidStateException("Room closed");
        }
    }

    /// <summary>One step: no other message comes in between.</summary>
    private JsonObject Join(JsonObject request)
    {
        // 1. Who is it?
        string? name = request.Text("peerName");
        Check.That(name is { Length: > 0 and <= V2Limits.MaxPeerNameLength }, "wrong/missing peerName");
        if (_peers.Exists(other => other.Name == name))
        {
            throw new MediasoupException($"duplicated Peer [name:{name}]");
        }

        // 2. Does it fit?
        V2Capabilities capabilities = V2Capabilities.Read(request["rtpCapabilities"]);
        capabilities.RequireSubsetOf(Capabilities);
        if (_peers.Count >= V2Limits.MaxPeersPerRoom || _consumerIds.Count + _producerIds.Count > V2Limits.MaxConsumersPerRoom)
        {
            throw new MediasoupException("too many peers");
        }

        // 3. It is in.
        var peer = new Peer(this, name, capabilities, request.IsTruthy("spy"), request.AppData());
        Peer[] others = [.. _peers];
        _peers.Add(peer);

        // 4. What it can consume travels in the response.
        foreach (Producer producer in others.SelectMany(other => other.Producers))
        {
            peer.AddConsumer(producer, isNotified: false);
        }

        // 5. The others, the application, the peer itself.
        if (!peer.Spy)
        {
            JsonObject notification = Messages.Notification("newPeer");
            notification["consumers"] = new JsonArray();
            notification["name"] = peer.Name;
            NotifyOthers(peer, notification.WithOptional("appData", peer.AppData));
        }

        Raise("newpeer", OnNewPeer, peer);
        return new JsonObject { ["peers"] = new JsonArray([.. others.Where(other => !other.Spy).Select(other => (JsonNode)Describe(other, peer))]) };
    }

    /// <summary>A peer as another one sees it.</summary>
    private static JsonObject Describe(Peer other, Peer viewer)
    {
        IEnumerable<JsonNode> consumers = viewer.Consumers
            .Where(consumer => consumer.Peer == other)
            .Select(consumer => (JsonNode)consumer.ToJson());
        JsonObject json = new() { ["consumers"] = new JsonArray([.. consumers]), ["name"] = other.Name };
        return json.WithOptional("appData", other.AppData);
    }
}
