namespace Tureen.Rooms.Page.Joining;

/// <summary>The room that an address names, and addresses that name a room.</summary>
internal static class RoomLink
{
    private const string Letters = "abcdefghijkmnpqrstuvwxyz23456789";
    private const int IdLength = 8;
    private const string TokenName = "token";
    private const string KeyName = "key";

    /// <summary>The room of a page's address; null without one.</summary>
    public static string? RoomOf(string address)
    {
        foreach (string pair in new Uri(address).Query.TrimStart('?').Split('&'))
        {
            string[] parts = pair.Split('=', 2);
            if (parts is ["roomId" or "room", { Length: > 0 } value])
            {
                return Uri.UnescapeDataString(value.Replace('+', ' '));
            }
        }

        return null;
    }

    /// <summary>The access token of a page's address, behind <c>#token=</c>, where no server log has it; empty without one.</summary>
    public static string TokenOf(string address) => InFragment(address, TokenName);

    /// <summary>The key of an end-to-end encrypted call, behind <c>#key=</c>, which the browser sends to no server; empty without one.</summary>
    public static string KeyOf(string address) => InFragment(address, KeyName);

    /// <summary>The address under which others get into the room.</summary>
    /// <param name="address">That of the page.</param>
    /// <param name="room">The room.</param>
    /// <param name="key">The key of the call; empty without one.</param>
    public static string For(string address, string room, string key = "")
    {
        string link = $"{new Uri(address).GetLeftPart(UriPartial.Path)}?roomId={Uri.EscapeDataString(room)}";
        return key.Length > 0 ? $"{link}#{KeyName}={key}" : link;
    }

    /// <summary>The address for the signaling of a peer.</summary>
    /// <param name="address">That of the page.</param>
    /// <param name="room">The room.</param>
    /// <param name="peerId">The peer.</param>
    /// <param name="reconnectToken">What the server gave this peer before the connection was lost; empty the first time.</param>
    /// <param name="token">What lets the user in; empty without one.</param>
    public static string Socket(string address, string room, string peerId, string reconnectToken, string token)
    {
        var page = new Uri(address);
        string scheme = string.Equals(page.Scheme, "https", StringComparison.Ordinal) ? "wss" : "ws";
        string folder = page.AbsolutePath[..(page.AbsolutePath.LastIndexOf('/') + 1)];
        string link = $"{scheme}://{page.Authority}{folder}?roomId={Uri.EscapeDataString(room)}&peerId={Uri.EscapeDataString(peerId)}";
        string back = reconnectToken.Length > 0 ? $"&reconnectToken={Uri.EscapeDataString(reconnectToken)}" : "";
        return token.Length > 0 ? $"{link}{back}&token={Uri.EscapeDataString(token)}" : link + back;
    }

    /// <summary>A name for a room or a peer that nobody else has.</summary>
    public static string NewId() => string.Concat(Enumerable.Range(0, IdLength).Select(_ => Letters[Random.Shared.Next(Letters.Length)]));

    private static string InFragment(string address, string name)
    {
        foreach (string pair in new Uri(address).Fragment.TrimStart('#').Split('&'))
        {
            string[] parts = pair.Split('=', 2);
            if (parts.Length == 2 && string.Equals(parts[0], name, StringComparison.Ordinal))
            {
                return Uri.UnescapeDataString(parts[1]);
            }
        }

        return "";
    }
}
