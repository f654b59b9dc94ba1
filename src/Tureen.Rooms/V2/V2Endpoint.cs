using System.Net.WebSockets;
using Tureen.Rooms.Logging;
using Tureen.Rooms.Protoo;
using Tureen.Rooms.Security;
using Tureen.Rooms.Signaling;
using Tureen.Rooms.Telemetry;
using Tureen.V2;

namespace Tureen.Rooms.V2;

/// <summary>Takes WebSockets of clients of mediasoup v2 at <see cref="Path"/>.</summary>
internal sealed class V2Endpoint(V2Rooms rooms, WebSocketGate gate, AccessRules access, RoomServices services, PacedLoggerFactory loggers)
{
    public const string Path = "/v2";

    private readonly ILogger _logger = loggers.CreateLogger<V2Endpoint>();

    public async Task HandleAsync(HttpContext context)
    {
        // 1. What the request itself says.
        string roomId = context.Request.Query["roomId"].ToString();
        string peerName = context.Request.Query["peerName"].ToString();
        if (!WebSocketGate.IsProtoo(context))
        {
            await WebSocketGate.RefuseAsync(context, StatusCodes.Status403Forbidden, "invalid or missing sub-protocol");
            return;
        }

        if (roomId.Length is 0 or > V2Limits.MaxNameLength || peerName.Length is 0 or > V2Limits.MaxNameLength)
        {
            await WebSocketGate.RefuseAsync(
                context, StatusCodes.Status400BadRequest, "connection request without roomId and/or peerName, or too long");
            return;
        }

        // 2. A place for the connection, and the room.
        SocketLease? place = null;
        V2RoomEntry? entry = null;
        try
        {
            place = gate.TakePlace(context);
            var visitor = new RoomVisitor(roomId, peerName, context) { IsV2 = true };
            await gate.RequireMayJoinAsync(visitor);
            entry = rooms.Acquire(roomId, AddressKey.Of(context.Connection.RemoteIpAddress));
            await ServeAsync(visitor, entry, place);
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            services.Decisions.Add(
                DecisionKind.JoinRefused, roomId, AddressKey.Of(context.Connection.RemoteIpAddress).ToString(), RefusalText.Of(exception));
            _logger.LogWarning("v2 room {RoomId} lets nobody in: {Reason}", LogText.Of(roomId), LogText.Of(exception.Message));
            await WebSocketGate.RefuseAsync(context, WebSocketGate.StatusOf(exception), RefusalText.Of(exception));
        }
        finally
        {
            if (entry is not null)
            {
                rooms.Release(roomId, entry);
            }

            place?.Dispose();
        }
    }

    private async Task ServeAsync(RoomVisitor visitor, V2RoomEntry entry, SocketLease place)
    {
        HttpContext context = visitor.Request;
        string token = context.Request.Query["reconnectToken"].ToString();
        if (entry.FindRefusal(visitor, token) is var (status, reason))
        {
            throw new ProtooException(status, reason);
        }

        TransportRules rules = await RulesForAsync(visitor);
        using WebSocket socket = await WebSocketGate.AcceptAsync(context);
        using ProtooConnection protoo = gate.Connect(socket, place, _logger);
        using var connection = new V2Connection(entry, visitor, protoo, rules, services, _logger);
        if (entry.AddOrFindRefusal(connection, token) is { } refusal)
        {
            // It was free when the WebSocket opened.
            protoo.Close(ProtooConnection.Refused, refusal);
        }

        try
        {
            await protoo.RunAsync(connection);
        }
        finally
        {
            entry.Remove(connection);
        }
    }

    /// <summary>Plain transports require the right to broadcast. Every transport of v2 has ports of its own.</summary>
    private async Task<TransportRules> RulesForAsync(RoomVisitor visitor)
    {
        HttpContext context = visitor.Request;
        CallerAccess caller = await access.ForBroadcastsAsync(context, visitor.RoomId);
        AddressKey address = AddressKey.Of(context.Connection.RemoteIpAddress);
        return new TransportRules
        {
            TakePlace = () => services.OwnPortTransports.TryTake(address),
            AllowPlain = caller != CallerAccess.None,
            AllowDestination = destination => services.Destinations.Allows(destination, caller),
            ConfirmDestination = destination => DestinationRules.NeedsConfirmation(destination, caller),
        };
    }
}
