using System.Text.Json;
using System.Text.Json.Nodes;
using Tureen.Rooms.Logging;
using Tureen.Rooms.Protoo;

namespace Tureen.Rooms.V2;

/// <summary>One client of mediasoup v2: the v2 protocol inside of protoo, as the demo of v2's days had it.</summary>
internal sealed class V2Connection(V2RoomEntry entry, string peerName, ProtooConnection protoo, ILogger logger) : IProtooHandler
{
    private const string RequestMethod = "mediasoup-request";
    private const string NotificationMethod = "mediasoup-notification";

    private volatile Tureen.V2.Peer? _peer;

    public string PeerName { get; } = peerName;

    /// <summary>The peer has joined; from now on its client hears what happens.</summary>
    public void Attach(Tureen.V2.Peer peer)
    {
        peer.OnNotify += notification => protoo.Notify(NotificationMethod, notification);
        _peer = peer;
    }

    public void Close()
    {
        _peer?.Close();
        protoo.Close();
    }

    public async Task HandleRequestAsync(ProtooRequest request)
    {
        JsonObject message = ToMessage(request.Data);
        switch (request.Method)
        {
            case RequestMethod:
                request.Accept(await AnswerAsync(message));
                break;
            case NotificationMethod:
                // protoo of those days had no notifications, so older clients send them as requests.
                await NotifiedAsync(message);
                break;
            default:
                throw new ProtooException($"unknown method {LogText.Of(request.Method)}");
        }
    }

    public void HandleNotification(string method, JsonElement data)
    {
        if (method == NotificationMethod)
        {
            _ = LogFailureAsync(NotifiedAsync(ToMessage(data)));
        }
    }

    private static JsonObject ToMessage(JsonElement data) =>
        data.ValueKind == JsonValueKind.Object ? JsonObject.Create(data)! : throw new ProtooException("data is no object");

    private async Task<JsonObject?> AnswerAsync(JsonObject message)
    {
        if (MessageText.Of(message, "target") == "peer")
        {
            return await Peer().ReceiveRequestAsync(message);
        }

        // The URL says who it is; whom the message names must not be somebody else.
        if (MessageText.Of(message, "method") == "join" && MessageText.Of(message, "peerName") != PeerName)
        {
            throw new ProtooException("peerName is not that of the connection");
        }

        return await entry.Room.ReceiveRequestAsync(message);
    }

    private Task NotifiedAsync(JsonObject message) => Peer().ReceiveNotificationAsync(message);

    private Tureen.V2.Peer Peer() => _peer ?? throw new ProtooException("the peer has not joined");

    private async Task LogFailureAsync(Task task)
    {
        try
        {
            await task;
        }
        catch (Exception exception) when (exception is MediasoupException or ProtooException)
        {
            logger.LogDebug("A notification of {Peer} failed: {Reason}", LogText.Of(PeerName), LogText.Of(exception.Message));
        }
    }
}
