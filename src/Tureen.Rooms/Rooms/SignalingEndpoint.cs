using System.Net.WebSockets;
using Tureen.Rooms.Logging;
using Tureen.Rooms.Protoo;
using Tureen.Rooms.Security;
using Tureen.Rooms.Signaling;
using Tureen.Rooms.Telemetry;

namespace Tureen.Rooms.Rooms;

/// <summary>Takes or refuses WebSockets, on any path.</summary>
internal sealed class SignalingEndpoint(RoomRegistry rooms, WebSocketGate gate, DecisionLog decisions, TimeProvider time, PacedLoggerFactory loggers)
{
    private readonly ILogger _logger = loggers.CreateLogger<SignalingEndpoint>();

    public async Task HandleAsync(HttpContext context)
    {
        // 1. What the request itself says.
        DateTimeOffset startedAt = time.GetUtcNow();
        if (!WebSocketGate.IsProtoo(context))
        {
            await WebSocketGate.RefuseAsync(context, StatusCodes.Status403Forbidden, "invalid or missing sub-protocol");
            return;
        }

        AddressKey address = AddressKey.Of(context.Connection.RemoteIpAddress);
        if (!PeerQuery.TryParse(context.Request.Query, address, out PeerQuery query))
        {
            await WebSocketGate.RefuseAsync(
                context, StatusCodes.Status400BadRequest, "connection request without roomId and/or peerId");
            return;
        }

        // 2. A place for the connection, and the room.
        SocketLease? place = null;
        RoomLease? lease = null;
        try
        {
            place = gate.TakePlace(context);
            var visitor = new RoomVisitor(query.RoomId, query.PeerId, context) { StartedAt = startedAt };
            await gate.RequireMayJoinAsync(visitor);
            lease = await rooms.AcquireAsync(query);
            await ServeAsync(visitor, lease.Room, query, place);
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            RoomTelemetry.Refusals.Add(1);
            decisions.Add(DecisionKind.JoinRefused, query.RoomId, address.ToString(), RefusalText.Of(exception));
            _logger.LogWarning("Room {RoomId} lets nobody in: {Reason}", LogText.Of(query.RoomId), LogText.Of(exception.Message));
            await WebSocketGate.RefuseAsync(context, WebSocketGate.StatusOf(exception), RefusalText.Of(exception));
        }
        finally
        {
            lease?.Dispose();
            place?.Dispose();
        }
    }

    private async Task ServeAsync(RoomVisitor visitor, Room room, PeerQuery query, SocketLease place)
    {
        if ((await room.FindRefusalAsync(query, visitor.Rights) ?? await room.Share.ClaimAsync(query, visitor.Rights)) is var (status, reason))
        {
            throw new ProtooException(status, reason);
        }

        try
        {
            // What hosts have set on other machines is known now.
            if (await room.FindRefusalAsync(query, visitor.Rights) is var (laterStatus, laterReason))
            {
                throw new ProtooException(laterStatus, laterReason);
            }

            await ServeClaimedAsync(visitor, room, query, place);
        }
        finally
        {
            room.Share.Release(query.PeerId);
        }
    }

    private async Task ServeClaimedAsync(RoomVisitor visitor, Room room, PeerQuery query, SocketLease place)
    {
        using WebSocket socket = await WebSocketGate.AcceptAsync(visitor.Request);
        using ProtooConnection connection = gate.Connect(socket, place, _logger);
        Peer peer = await room.AddPeerAsync(query, connection, visitor);
        try
        {
            await connection.RunAsync(peer);
        }
        finally
        {
            await room.RemovePeerAsync(peer);
        }
    }
}
