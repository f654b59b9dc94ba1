using System.Net;
using System.Net.WebSockets;
using System.Text;
using Tureen.Rooms.Logging;
using Tureen.Rooms.Protoo;
using Tureen.Rooms.Rooms;
using Tureen.Rooms.Settings;

namespace Tureen.Rooms.Signaling;

/// <summary>Takes or refuses WebSockets, on any path.</summary>
internal sealed class SignalingEndpoint(RoomRegistry rooms, RoomServerSettings settings, ILogger<SignalingEndpoint> logger)
{
    private const string SubProtocol = "protoo";

    public async Task HandleAsync(HttpContext context)
    {
        // 1. What the request itself says.
        if (!context.WebSockets.WebSocketRequestedProtocols.Contains(SubProtocol))
        {
            Refuse(context, HttpStatusCode.Forbidden, "invalid or missing sub-protocol");
            return;
        }

        if (!PeerQuery.TryParse(context.Request.Query, out PeerQuery query))
        {
            Refuse(context, HttpStatusCode.BadRequest, "connection request without roomId and/or peerId");
            return;
        }

        if (settings.AllowedOrigin is { } origin && context.Request.Headers.Origin != origin)
        {
            Refuse(context, HttpStatusCode.Forbidden, "invalid origin");
            return;
        }

        // 2. The room.
        RoomLease lease;
        try
        {
            lease = await rooms.AcquireAsync(query);
        }
        catch (Exception exception)
        {
            logger.LogWarning("Room {RoomId} cannot be opened: {Reason}", LogText.Of(query.RoomId), LogText.Of(exception.Message));
            Refuse(context, HttpStatusCode.InternalServerError, exception.Message);
            return;
        }

        // 3. The connection, until it ends.
        using (lease)
        {
            await ServeAsync(context, lease.Room, query);
        }
    }

    private static void Refuse(HttpContext context, HttpStatusCode status, string reason)
    {
        context.Response.StatusCode = (int)status;
        context.Response.Headers["X-WebSocket-Reject-Reason"] = Printable(reason);
    }

    /// <summary>Header values must be printable ASCII.</summary>
    private static string Printable(string text)
    {
        var printable = new StringBuilder(text.Length);
        foreach (char character in text)
        {
            printable.Append(character is >= ' ' and <= '~' ? character : ' ');
        }

        return printable.ToString();
    }

    private async Task ServeAsync(HttpContext context, Room room, PeerQuery query)
    {
        using WebSocket socket = await context.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext
        {
            SubProtocol = SubProtocol,
            KeepAliveInterval = ProtooLimits.PingInterval,
            KeepAliveTimeout = ProtooLimits.PongTimeout,
        });
        using var connection = new ProtooConnection(socket, logger);
        Peer peer = await room.AddPeerAsync(query, connection, context.Connection.RemoteIpAddress);
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
