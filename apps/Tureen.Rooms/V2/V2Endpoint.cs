using System.Net;
using System.Net.WebSockets;
using Tureen.Rooms.Logging;
using Tureen.Rooms.Protoo;
using Tureen.Rooms.Settings;

namespace Tureen.Rooms.V2;

/// <summary>Takes WebSockets of clients of mediasoup v2 at <see cref="Path"/>.</summary>
internal sealed class V2Endpoint(V2Rooms rooms, RoomServerSettings settings, ILogger<V2Endpoint> logger)
{
    public const string Path = "/v2";

    private const string SubProtocol = "protoo";

    public async Task HandleAsync(HttpContext context)
    {
        // 1. What the request itself says.
        string roomId = context.Request.Query["roomId"].ToString();
        string peerName = context.Request.Query["peerName"].ToString();
        if (!context.WebSockets.WebSocketRequestedProtocols.Contains(SubProtocol))
        {
            Refuse(context, HttpStatusCode.Forbidden, "invalid or missing sub-protocol");
            return;
        }

        if (roomId.Length is 0 or > V2Limits.MaxNameLength || peerName.Length is 0 or > V2Limits.MaxNameLength)
        {
            Refuse(context, HttpStatusCode.BadRequest, "connection request without roomId and/or peerName");
            return;
        }

        if (settings.AllowedOrigin is { } origin && context.Request.Headers.Origin != origin)
        {
            Refuse(context, HttpStatusCode.Forbidden, "invalid origin");
            return;
        }

        // 2. The room.
        V2RoomEntry entry;
        try
        {
            entry = rooms.Acquire(roomId);
        }
        catch (Exception exception) when (exception is ProtooException or MediasoupException)
        {
            logger.LogWarning("v2 room {RoomId} cannot be opened: {Reason}", LogText.Of(roomId), LogText.Of(exception.Message));
            Refuse(context, HttpStatusCode.InternalServerError, "the room cannot be opened");
            return;
        }

        // 3. The connection, until it ends.
        try
        {
            await ServeAsync(context, entry, peerName);
        }
        finally
        {
            rooms.Release(roomId, entry);
        }
    }

    private static void Refuse(HttpContext context, HttpStatusCode status, string reason)
    {
        context.Response.StatusCode = (int)status;
        context.Response.Headers["X-WebSocket-Reject-Reason"] = reason;
    }

    private async Task ServeAsync(HttpContext context, V2RoomEntry entry, string peerName)
    {
        using WebSocket socket = await context.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext
        {
            SubProtocol = SubProtocol,
            KeepAliveInterval = ProtooLimits.PingInterval,
            KeepAliveTimeout = ProtooLimits.PongTimeout,
        });
        using var protoo = new ProtooConnection(socket, logger);
        var connection = new V2Connection(entry, peerName, protoo, logger);
        entry.Add(connection);
        try
        {
            await protoo.RunAsync(connection);
        }
        finally
        {
            entry.Remove(connection);
        }
    }
}
