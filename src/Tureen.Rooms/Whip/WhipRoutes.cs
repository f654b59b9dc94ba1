using System.Text.Json;
using Tureen.Ortc.Sdp;
using Tureen.Rooms.Broadcasts;
using Tureen.Rooms.Limits;
using Tureen.Rooms.Rooms;
using Tureen.Rooms.Security;
using Tureen.Rooms.Signaling;

namespace Tureen.Rooms.Whip;

/// <summary>Publishing into a room and playing from it by one HTTP request: <c>{room}/whip</c> and <c>{room}/whep</c>.</summary>
internal sealed class WhipRoutes(RoomRegistry rooms, SdpEndpoint endpoint, MediaSessions sessions, IceServers iceServers)
{
    private const string Whip = "{room}/whip";
    private const string Whep = "{room}/whep";
    private const string DefaultName = "Broadcast";

    public void Map(IEndpointRouteBuilder api)
    {
        var routes = new SessionRoutes(endpoint, sessions, iceServers);
        routes.Map(api, Whip, PublishAsync);
        routes.Map(api, Whep, PlayAsync);
        routes.MapPost(api, Whep + "/{session}/layers", "application/json", SetLayersAsync);
    }

    private async Task<(MediaSession Session, string Answer)> PublishAsync(SdpRequest request)
    {
        string peerId = request.ChoosePeerId("whip-");
        string name = request.ChooseName(DefaultName);
        RoomVisitor visitor = await endpoint.RequireMayJoinAsync(request, peerId);
        SessionDescription offer = await SdpMessage.ReadOfferAsync(request.Context);
        IDisposable place = sessions.TakePlace(request.Address);
        RoomLease? lease = null;
        try
        {
            lease = await rooms.AcquireAsync(
                new PeerQuery { RoomId = request.RoomId, PeerId = peerId, Address = request.Address }, isBroadcast: true);
            Room room = lease.Room;
            return await room.Loop.RunAsync(async () =>
            {
                var publisher = new WhipPublisher(room, visitor, name, request.RemoteAddress?.ToString() ?? string.Empty);
                return Keep(await publisher.PublishAsync(offer, Forget));
            });
        }
        catch
        {
            lease?.Dispose();
            place.Dispose();
            throw;
        }

        void Forget(MediaSession session)
        {
            sessions.Remove(session);
            lease!.Dispose();
            place.Dispose();
        }
    }

    private async Task<(MediaSession Session, string Answer)> PlayAsync(SdpRequest request)
    {
        if (!request.Rights.Has(RoomGrants.Subscribe))
        {
            throw new BroadcastException(StatusCodes.Status403Forbidden, "the token does not grant subscribe");
        }

        RoomVisitor visitor = await endpoint.RequireMayJoinAsync(request, request.ChoosePeerId("whep-"));
        string? source = request.Query("source", RoomLimits.MaxIdLength);
        SessionDescription offer = await SdpMessage.ReadOfferAsync(request.Context);
        Room room = rooms.Find(request.RoomId) is { IsClosed: false } open ? open : throw BroadcastException.NotFound("room", request.RoomId);
        IDisposable place = sessions.TakePlace(request.Address);
        try
        {
            return await room.Loop.RunAsync(async () =>
            {
                var player = new WhepPlayer(room, visitor);
                (MediaSession Session, string Answer) made = await player.PlayAsync(offer, source, Forget);
                made.Session.Player = player;
                return Keep(made);
            });
        }
        catch
        {
            place.Dispose();
            throw;
        }

        void Forget(MediaSession session)
        {
            sessions.Remove(session);
            place.Dispose();
        }
    }

    /// <summary>On the room's loop: it can be found as long as it lasts.</summary>
    private (MediaSession Session, string Answer) Keep((MediaSession Session, string Answer) made)
    {
        if (made.Session.IsEnded)
        {
            throw new BroadcastException(StatusCodes.Status503ServiceUnavailable, "the session has ended");
        }

        sessions.Add(made.Session);
        return made;
    }

    private async Task SetLayersAsync(SdpRequest request)
    {
        MediaSession session = sessions.Find(request);
        WhepPlayer player = session.Player ?? throw BroadcastException.NotFound("player", session.Id);
        using JsonDocument body = await ReadJsonAsync(request.Context);
        var data = new RequestData(body.RootElement);
        int spatialLayer = data.Number("spatialLayer") ?? throw BroadcastException.Invalid("spatialLayer is missing: a number, 0 for the lowest");
        int? temporalLayer = data.Number("temporalLayer");
        await session.Room.Loop.RunAsync(() => player.SetLayersAsync(spatialLayer, temporalLayer));
        request.Context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static async Task<JsonDocument> ReadJsonAsync(HttpContext context)
    {
        if (!context.Request.HasJsonContentType())
        {
            throw new BroadcastException(StatusCodes.Status415UnsupportedMediaType, "the body must have the Content-Type application/json");
        }

        return JsonDocument.Parse(await RequestBody.ReadAsync(context, WhipLimits.MaxLayersLength));
    }
}
