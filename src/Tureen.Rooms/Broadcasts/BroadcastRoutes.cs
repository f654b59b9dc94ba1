using System.Text.Json.Nodes;
using Tureen.Rooms.Rooms;
using Tureen.Rooms.Signaling;

namespace Tureen.Rooms.Broadcasts;

/// <summary>What can be asked for below <c>/rooms</c>.</summary>
internal sealed class BroadcastRoutes(RoomRegistry rooms, BroadcastEndpoint endpoint)
{
    private const string Broadcaster = "{room}/broadcasters/{broadcaster}";
    private const string Transport = Broadcaster + "/transports/{transport}";

    public void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("{room}", endpoint.Answer(GetCapabilitiesAsync));
        api.MapPost("{room}/broadcasters", endpoint.Answer(AddAsync));
        api.MapDelete(Broadcaster, endpoint.Answer(RemoveAsync));
        MapPosts(api);
        MapDeletes(api);
        api.MapFallback("{**rest}", endpoint.Answer(static _ =>
            throw new BroadcastException(StatusCodes.Status404NotFound, "there is no such route")));
    }

    private void MapPosts(IEndpointRouteBuilder api)
    {
        api.MapPost(Broadcaster + "/transports", Ask(static (broadcaster, request) => broadcaster.Transports.CreateAsync(request.Body)));
        api.MapPost(Transport + "/connect", Ask(static (broadcaster, request) =>
            broadcaster.Transports.ConnectAsync(request.Id("transport"), request.Body, request.Access)));
        api.MapPost(Transport + "/producers", Ask(static (broadcaster, request) =>
            broadcaster.Sent.ProduceAsync(request.Id("transport"), request.Body)));
        api.MapPost(Transport + "/consume", Ask(static (broadcaster, request) =>
            broadcaster.Received.ConsumeAsync(request.Id("transport"), request.Query["producerId"].ToString(), request.Body)));
        api.MapPost(Transport + "/consume/data", Ask(static (broadcaster, request) =>
            broadcaster.Received.ConsumeDataAsync(request.Id("transport"), request.Body)));
        api.MapPost(Transport + "/produce/data", Ask(static (broadcaster, request) =>
            broadcaster.Sent.ProduceDataAsync(request.Id("transport"), request.Body)));
        api.MapPost(Broadcaster + "/consumers/{consumer}/resume", Ask(static (broadcaster, request) =>
            broadcaster.Received.ResumeAsync(request.Id("consumer"))));
    }

    private void MapDeletes(IEndpointRouteBuilder api)
    {
        api.MapDelete(Transport, Delete(static (broadcaster, request) => broadcaster.CloseTransport(request.Id("transport"))));
        api.MapDelete(Broadcaster + "/producers/{producer}", Delete(static (broadcaster, request) =>
            broadcaster.Sent.Close(request.Id("producer"))));
        api.MapDelete(Broadcaster + "/consumers/{consumer}", Delete(static (broadcaster, request) =>
            broadcaster.Received.Close(request.Id("consumer"))));
    }

    private static JsonObject Deleted() => new() { ["deleted"] = true };

    private RequestDelegate Ask(Func<Broadcaster, BroadcastRequest, Task<JsonNode>> ask) => endpoint.Answer(request =>
    {
        Room room = FindRoomOfBroadcaster(request);
        return room.Loop.RunAsync(() => ask(new RoomBroadcasters(room).Find(request.Id("broadcaster")), request));
    });

    private RequestDelegate Delete(Action<Broadcaster, BroadcastRequest> delete) => Ask((broadcaster, request) =>
    {
        delete(broadcaster, request);
        return Task.FromResult<JsonNode>(Deleted());
    });

    /// <summary>The question opens no room.</summary>
    private Task<JsonNode> GetCapabilitiesAsync(BroadcastRequest request) =>
        rooms.Find(request.Id("room")) is { IsClosed: false } room
            ? Task.FromResult(PeerMessages.Capabilities(room.Router.RtpCapabilities))
            : throw BroadcastException.NotFound("room", request.Id("room"));

    private async Task<JsonNode> AddAsync(BroadcastRequest request)
    {
        BroadcasterOptions options = BroadcasterOptions.Read(request.Body, request.RemoteAddress);
        RoomLease lease = await rooms.AcquireAsync(
            new PeerQuery { RoomId = request.Id("room"), PeerId = options.Id, Address = options.Address }, isBroadcast: true);
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

    private async Task<JsonNode> RemoveAsync(BroadcastRequest request)
    {
        Room room = FindRoomOfBroadcaster(request);
        await room.Loop.RunAsync(() => new RoomBroadcasters(room).Find(request.Id("broadcaster")).Close());
        return Deleted();
    }

    private Room FindRoomOfBroadcaster(BroadcastRequest request) =>
        rooms.Find(request.Id("room")) ?? throw BroadcastException.NotFound("broadcaster", request.Id("broadcaster"));
}
