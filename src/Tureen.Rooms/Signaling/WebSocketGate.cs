using System.Net.WebSockets;
using System.Text;
using Tureen.Rooms.Limits;
using Tureen.Rooms.Protoo;
using Tureen.Rooms.Security;
using Tureen.Rooms.Tokens;

namespace Tureen.Rooms.Signaling;

/// <summary>What WebSockets of both generations share: who gets one, and what it may cost.</summary>
internal sealed class WebSocketGate(RoomServices services, AccessRules access)
{
    private const string SubProtocol = "protoo";

    /// <summary>Answers an upgrade with a refusal; clients that show headers show the reason.</summary>
    public static Task RefuseAsync(HttpContext context, int status, string reason)
    {
        context.Response.StatusCode = status;
        context.Response.Headers["X-WebSocket-Reject-Reason"] = Printable(reason);
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(reason + "\n");
    }

    /// <summary>The status of an exception that refuses a client.</summary>
    public static int StatusOf(Exception exception) => exception is ProtooException { Code: >= 400 and < 600 } refusal
        ? refusal.Code
        : StatusCodes.Status500InternalServerError;

    public static bool IsProtoo(HttpContext context) => context.WebSockets.WebSocketRequestedProtocols.Contains(SubProtocol);

    /// <summary>Takes a place for the WebSocket.</summary>
    /// <exception cref="ProtooException">Its address has too many.</exception>
    public SocketLease TakePlace(HttpContext context) =>
        services.Sockets.TryTake(AddressKey.Of(context.Connection.RemoteIpAddress))
        ?? throw new ProtooException(StatusCodes.Status503ServiceUnavailable, "too many connections from this address");

    /// <summary>Finds out what somebody may do who wants to join, and asks the application.</summary>
    /// <exception cref="ProtooException">The visitor may not join.</exception>
    public async Task RequireMayJoinAsync(RoomVisitor visitor)
    {
        TokenVerdict verdict = await access.ForJoiningAsync(visitor.Request, visitor.RoomId);
        visitor.Rights = verdict.Rights ?? throw new ProtooException(StatusCodes.Status403Forbidden, verdict.Refusal!);
        if (visitor.IsV2 && (visitor.Rights.Has(RoomGrants.Hidden) || !visitor.Rights.Has(RoomGrants.Subscribe)))
        {
            throw new ProtooException(StatusCodes.Status403Forbidden, "clients of mediasoup v2 need a token that grants subscribe, and not hidden");
        }

        if (await services.Hooks.MayJoinAsync(visitor) is { Reason: { } reason })
        {
            throw new ProtooException(StatusCodes.Status403Forbidden, reason);
        }
    }

    public static Task<WebSocket> AcceptAsync(HttpContext context) => context.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext
    {
        SubProtocol = SubProtocol,
        KeepAliveInterval = ProtooLimits.PingInterval,
        KeepAliveTimeout = ProtooLimits.PongTimeout,
    });

    public ProtooConnection Connect(WebSocket socket, SocketLease place, ILogger logger) =>
        new(socket, logger, new ProtooBudget(services.Time, services.Limits, place.Messages, services.Memory));

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
}
