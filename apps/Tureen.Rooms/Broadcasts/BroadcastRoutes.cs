using System.Text;
using System.Text.Json.Nodes;
using Tureen.Ortc;
using Tureen.Rooms.Rooms;
using Tureen.Rooms.Signaling;

namespace Tureen.Rooms.Broadcasts;

/// <summary>What can be asked for below <c>/rooms</c>.</summary>
internal sealed class BroadcastRoutes(RoomRegistry rooms)
{
    private static readonly RtpCapabilities RouterCapabilities =
        RouterNegotiation.GenerateRouterRtpCapabilities(MediaCodecs.Create());

    /// <exception cref="BroadcastException">The request is refused.</exception>
    /// <exception cref="MediasoupException">The library refuses it.</exception>
    public Task<JsonNode> AnswerAsync(BroadcastRequest request)
    {
        RequireIds(request.Path);
        return (request.Method, request.Path) switch
        {
            // The same in every room, so that none is opened for the question.
            ("GET", ["rooms", _]) => Task.FromResult(PeerMessages.Capabilities(RouterCapabilities)),
            ("POST", ["rooms", var room, "broadcasters"]) => AddAsync(room, request),
            ("DELETE", ["rooms", var room, "broadcasters", var id]) => RemoveAsync(room, id),
            ("POST", ["rooms", var room, "broadcasters", var id, .. var rest]) =>
                AskAsync(room, id, broadcaster => Post(broadcaster, rest, request)),
            _ => throw NoRoute(),
        };
    }

    private static Task<JsonNode> Post(Broadcaster broadcaster, string[] path, BroadcastRequest request) => path switch
    {
        ["transports"] => broadcaster.CreateTransportAsync(request.Body),
        ["transports", var transport, "connect"] => broadcaster.ConnectAsync(transport, request.Body, request.Access),
        ["transports", var transport, "producers"] => broadcaster.ProduceAsync(transport, request.Body),
        ["transports", var transport, "consume"] =>
            broadcaster.ConsumeAsync(transport, request.Query["producerId"].ToString(), request.Body),
        ["transports", var transport, "consume", "data"] => broadcaster.ConsumeDataAsync(transport, request.Body),
        ["transports", var transport, "produce", "data"] => broadcaster.ProduceDataAsync(transport, request.Body),
        ["consumers", var consumer, "resume"] => broadcaster.ResumeAsync(consumer),
        _ => throw NoRoute(),
    };

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

    private async Task<JsonNode> AddAsync(string roomId, BroadcastRequest request)
    {
        BroadcasterOptions options = BroadcasterOptions.Read(request.Body, request.RemoteAddress);
        RoomLease lease = await rooms.AcquireAsync(
            new PeerQuery { RoomId = roomId, PeerId = options.Id, Address = options.Address }, isBroadcast: true);
        try
        {
            return await lease.Room.AddBroadcasterAsync(options, lease);
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
        await room.Loop.RunAsync(() => room.FindBroadcaster(id).Close());
        return new JsonObject { ["deleted"] = true };
    }

    private Task<JsonNode> AskAsync(string roomId, string id, Func<Broadcaster, Task<JsonNode>> ask)
    {
        Room room = rooms.Find(roomId) ?? throw BroadcastException.NotFound("broadcaster", id);
        return room.Loop.RunAsync(() => ask(room.FindBroadcaster(id)));
    }
}
