using System.Text;
using System.Text.Json.Nodes;
using Tureen.Rooms.Limits;
using Tureen.Rooms.Rooms;
using Tureen.Rooms.Signaling;

namespace Tureen.Rooms.Broadcasts;

/// <summary>What can be asked for below <c>/rooms</c>.</summary>
internal sealed class BroadcastRoutes(RoomRegistry rooms)
{
    /// <exception cref="BroadcastException">The request is refused.</exception>
    /// <exception cref="MediasoupException">The library refuses it.</exception>
    public Task<JsonNode> AnswerAsync(BroadcastRequest request)
    {
        RequireIds(request.Path);
        return (request.Method, request.Path) switch
        {
            ("GET", ["rooms", var room]) => Task.FromResult(PeerMessages.Capabilities(FindRoom(room).Router.RtpCapabilities)),
            ("POST", ["rooms", var room, "broadcasters"]) => AddAsync(room, request),
            ("DELETE", ["rooms", var room, "broadcasters", var id]) => RemoveAsync(room, id),
            ("POST", ["rooms", var room, "broadcasters", var id, .. var rest]) =>
                AskAsync(room, id, broadcaster => Post(broadcaster, rest, request)),
            ("DELETE", ["rooms", var room, "broadcasters", var id, .. var rest]) =>
                AskAsync(room, id, broadcaster => Delete(broadcaster, rest)),
            _ => throw NoRoute(),
        };
    }

    private static Task<JsonNode> Post(Broadcaster broadcaster, string[] path, BroadcastRequest request) => path switch
    {
        ["transports"] => broadcaster.Transports.CreateAsync(request.Body),
        ["transports", var transport, "connect"] => broadcaster.Transports.ConnectAsync(transport, request.Body, request.Access),
        ["transports", var transport, "producers"] => broadcaster.Sent.ProduceAsync(transport, request.Body),
        ["transports", var transport, "consume"] =>
            broadcaster.Received.ConsumeAsync(transport, request.Query["producerId"].ToString(), request.Body),
        ["transports", var transport, "consume", "data"] => broadcaster.Received.ConsumeDataAsync(transport, request.Body),
        ["transports", var transport, "produce", "data"] => broadcaster.Sent.ProduceDataAsync(transport, request.Body),
        ["consumers", var consumer, "resume"] => broadcaster.Received.ResumeAsync(consumer),
        _ => throw NoRoute(),
    };

    private static Task<JsonNode> Delete(Broadcaster broadcaster, string[] path)
    {
        switch (path)
        {
            case ["transports", var transport]:
                broadcaster.CloseTransport(transport);
                break;
            case ["producers", var producer]:
                broadcaster.Sent.Close(producer);
                break;
            case ["consumers", var consumer]:
                broadcaster.Received.Close(consumer);
                break;
            default:
                throw NoRoute();
        }

        return Task.FromResult<JsonNode>(new JsonObject { ["deleted"] = true });
    }

    private static BroadcastException NoRoute() => new(StatusCodes.Status404NotFound, "there is no such route");

    private static void RequireIds(string[] path)
    {
        if (path.Any(static part => Encoding.UTF8.GetByteCount(part) > RoomLimits.MaxIdLength))
        {
            throw BroadcastException.Invalid("an id is too long");
        }

        if (path.Any(static part => part.Length == 0))
        {
            throw NoRoute();
        }
    }

    /// <summary>The question opens no room.</summary>
    private Room FindRoom(string id) =>
        rooms.Find(id) is { IsClosed: false } room ? room : throw BroadcastException.NotFound("room", id);

    private async Task<JsonNode> AddAsync(string roomId, BroadcastRequest request)
    {
        BroadcasterOptions options = BroadcasterOptions.Read(request.Body, request.RemoteAddress);
        RoomLease lease = await rooms.AcquireAsync(
            new PeerQuery { RoomId = roomId, PeerId = options.Id, Address = options.Address }, isBroadcast: true);
        try
        {
            return await lease.Room.Loop.RunAsync(() => new RoomBroadcasters(lease.Room).Add(options, lease));
        }
        catch
        {
            lease.Dispose();
            throw;
        }
    }

    private async Task<JsonNode> RemoveAsync(string roomId, string id)
    {
        Room room = rooms.Find(roomId) ?? throw BroadcastException.NotFound("broadcaster", id);
        await room.Loop.RunAsync(() => new RoomBroadcasters(room).Find(id).Close());
        return new JsonObject { ["deleted"] = true };
    }

    private Task<JsonNode> AskAsync(string roomId, string id, Func<Broadcaster, Task<JsonNode>> ask)
    {
        Room room = rooms.Find(roomId) ?? throw BroadcastException.NotFound("broadcaster", id);
        return room.Loop.RunAsync(() => ask(new RoomBroadcasters(room).Find(id)));
    }
}
