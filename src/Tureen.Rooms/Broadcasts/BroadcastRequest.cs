using System.Net;
using System.Text;
using System.Text.Json;
using Tureen.Rooms.Limits;
using Tureen.Rooms.Security;
using Tureen.Rooms.Signaling;

namespace Tureen.Rooms.Broadcasts;

/// <summary>A request as the routes see it: what it names, and the body.</summary>
internal sealed record BroadcastRequest(
    RouteValueDictionary Names,
    RequestData Body,
    IQueryCollection Query,
    IPAddress? RemoteAddress,
    CallerAccess Access)
{
    /// <summary>Bytes of a body, as in the mediasoup demo.</summary>
    public const int MaxBodyLength = 100 * 1024;

    /// <exception cref="BroadcastException">The body is too long, or no JSON.</exception>
    public static async Task<BroadcastRequest> ReadAsync(HttpContext context, CallerAccess access)
    {
        HttpRequest request = context.Request;
        if (!string.IsNullOrEmpty(request.ContentType) && !request.HasJsonContentType())
        {
            throw NoJson();
        }

        return new BroadcastRequest(
            request.RouteValues,
            new RequestData(await ReadBodyAsync(context)),
            request.Query,
            context.Connection.RemoteIpAddress,
            access);
    }

    /// <summary>What the path names, such as <c>a</c> for <c>room</c> in <c>/rooms/a/broadcasters</c>. Servers leave <c>%2F</c> as it is.</summary>
    /// <exception cref="BroadcastException">It is too long.</exception>
    public string Id(string name) => RequireId(Names, name);

    /// <summary>The same of any request.</summary>
    /// <exception cref="BroadcastException">It is too long.</exception>
    public static string RequireId(RouteValueDictionary names, string name)
    {
        string id = IdOf(names, name);
        return Encoding.UTF8.GetByteCount(id) <= RoomLimits.MaxIdLength ? id : throw BroadcastException.Invalid("an id is too long");
    }

    /// <summary>The same, of any length; empty when the path names none.</summary>
    public static string IdOf(RouteValueDictionary names, string name) =>
        ((string?)names[name] ?? string.Empty).Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);

    // A page of another site can send other types without asking first.
    private static BroadcastException NoJson() =>
        new(StatusCodes.Status415UnsupportedMediaType, "a body must have the Content-Type application/json");

    private static async Task<JsonElement> ReadBodyAsync(HttpContext context)
    {
        ReadOnlyMemory<byte> body = await RequestBody.ReadAsync(context, MaxBodyLength);
        if (body.IsEmpty)
        {
            return default;
        }

        if (string.IsNullOrEmpty(context.Request.ContentType))
        {
            throw NoJson();
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            throw BroadcastException.Invalid("the body is no JSON");
        }
    }
}
