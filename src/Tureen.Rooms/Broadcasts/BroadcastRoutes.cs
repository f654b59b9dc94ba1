using System.Text.Json.Nodes;
using Tureen.Rooms.Rooms;
using Tureen.Rooms.Security;
using Tureen.Rooms.Signaling;

namespace Tureen.Rooms.Broadcasts;

/// <summary>What can be asked for below <c>/rooms</c>.</summary>
internal sealed class BroadcastRoutes(RoomRegistry rooms, BroadcastEndpoint endpoint)
{
    private const string Tag = "Broadcasts";
    private const string Broadcaster = "{room}/broadcasters/{broadcaster}";
    private const string Transport = Broadcaster + "/transports/{transport}";

    public void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("{room}", endpoint.Answer(GetCapabilitiesAsync)).Describe(Tag, "The RTP capabilities of a room.");
        api.MapPost("{room}/broadcasters", endpoint.Answer(AddAsync)).Describe(Tag, "Adds a broadcaster.");
        api.MapDelete(Broadcaster, endpoint.Answer(RemoveAsync)).Describe(Tag, "Removes a broadcaster.");
        MapPosts(api);
        MapDeletes(api);
        api.MapFallback("{**rest}", endpoint.Answer(static _ =>
            throw new BroadcastException(StatusCodes.Status404NotFound, "there is no such route")));
    }

    private void MapPosts(IEndpointRouteBuilder api)
    {
        api.MapPost(Broadcaster + "/transports", Ask(static (broadcaster, request) => broadcaster.Transports.CreateAsync(request.Body)))
            .Describe(Tag, "Makes a transport.");
        api.MapPost(Transport + "/connect", Ask(static (broadcaster, request) =>
            broadcaster.Transports.ConnectAsync(request.Id("transport"), request.Body, request.Access)))
            .Describe(Tag, "Connects a transport.");
        api.MapPost(Transport + "/producers", Ask(static (broadcaster, request) =>
            broadcaster.Sent.ProduceAsync(request.Id("transport"), request.Body)))
            .Describe(Tag, "Makes a producer.");
        api.MapPost(Transport + "/consume", Ask(static (broadcaster, request) =>
            broadcaster.Received.ConsumeAsync(request.Id("transport"), request.Query["producerId"].ToString(), request.Body)))
            .Describe(Tag, "Makes a consumer.");
        api.MapPost(Transport + "/consume/data", Ask(static (broadcaster, request) =>
            broadcaster.Received.ConsumeDataAsync(request.Id("transport"), request.Body)))
            .Describe(Tag, "Makes a data consumer.");
        api.MapPost(Transport + "/produce/data", Ask(static (broadcaster, request) =>
            broadcaster.Sent.ProduceDataAsync(request.Id("transport"), request.Body)))
            .Describe(Tag, "Makes a data producer.");
        api.MapPost(Broadcaster + "/consumers/{consumer}/resume", Ask(static (broadcaster, request) =>
            broadcaster.Received.ResumeAsync(request.Id("consumer"))))
            .Describe(Tag, "Resumes a consumer.");
    }

    private void MapDeletes(IEndpointRouteBuilder api)
    {
        api.MapDelete(Transport, Delete(static (broadcaster, request) => broadcaster.CloseTransport(request.Id("transport"))))
            .Describe(Tag, "Closes a transport.");
        api.MapDelete(Broadcaster + "/producers/{producer}", Delete(static (broadcaster, request) =>
            broadcaster.Sent.Close(request.Id("producer"))))
            .Describe(Tag, "Closes a producer.");
        api.MapDelete(Broadcaster + "/consumers/{consumer}", Delete(static (broadcaster, request) =>
            broadcaster.Received.Close(request.Id("consumer"))))
            .Describe(Tag, "Closes a consumer.");
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
