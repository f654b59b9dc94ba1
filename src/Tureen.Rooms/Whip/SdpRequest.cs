using System.Net;
using System.Security.Cryptography;
using Tureen.Rooms.Broadcasts;
using Tureen.Rooms.Limits;
using Tureen.Rooms.Security;
using Tureen.Rooms.Signaling;

namespace Tureen.Rooms.Whip;

/// <summary>A request of WHIP or WHEP whose caller may join the room.</summary>
/// <param name="Context">The request and its answer.</param>
/// <param name="RoomId">The room that it names.</param>
/// <param name="Rights">What the caller may do.</param>
internal sealed record SdpRequest(HttpContext Context, string RoomId, RoomRights Rights)
{
    private const int RandomIdLength = 8;

    /// <summary>The session that the path names.</summary>
    public string SessionId => BroadcastRequest.IdOf(Context.Request.RouteValues, "session");

    public AddressKey Address => AddressKey.Of(RemoteAddress);

    public IPAddress? RemoteAddress => Context.Connection.RemoteIpAddress;

    /// <summary>A word of the query, or null.</summary>
    /// <exception cref="Protoo.ProtooException">It is too long.</exception>
    public string? Query(string name, int maxLength) =>
        Context.Request.Query[name].ToString() is { Length: > 0 } text ? KeptData.Text(text, maxLength, name) : null;

    /// <summary>The id under which the caller is known: one of its choice, its identity, or a random one.</summary>
    public string ChoosePeerId(string prefix) =>
        Query("peerId", RoomLimits.MaxIdLength) ?? Rights.Identity ?? prefix + RandomNumberGenerator.GetHexString(RandomIdLength, lowercase: true);

    /// <summary>The name that others see.</summary>
    public string ChooseName(string otherwise) => Rights.Name ?? Query("name", RoomLimits.MaxDisplayNameLength) ?? Rights.Identity ?? otherwise;
}
