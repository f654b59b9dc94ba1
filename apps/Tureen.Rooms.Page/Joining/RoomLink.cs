namespace Tureen.Rooms.Page.Joining;

/// <summary>The room that an address names, and addresses that name a room.</summary>
internal static class RoomLink
{
    private const string Letters = "abcdefghijkmnpqrstuvwxyz23456789";
    private const int IdLength = 8;
    private const string TokenFragment = "#token=";

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
    public static string TokenOf(string address)
    {
        string fragment = new Uri(address).Fragment;
        return fragment.StartsWith(TokenFragment, StringComparison.Ordinal) ? Uri.UnescapeDataString(fragment[TokenFragment.Length..]) : "";
    }

    /// <summary>The address under which others get into the room.</summary>
    public static string For(string address, string room) =>
        $"{new Uri(address).GetLeftPart(UriPartial.Path)}?roomId={Uri.EscapeDataString(room)}";

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
}
