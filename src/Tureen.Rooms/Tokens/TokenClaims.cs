using System.Collections.Frozen;

namespace Tureen.Rooms.Tokens;

/// <summary>The claims of a token, and the names of grants in them.</summary>
internal static class TokenClaims
{
    public const string Subject = "sub";
    public const string Name = "name";
    public const string Room = "room";
    public const string Role = "role";
    public const string Grants = "grants";

    private static readonly FrozenDictionary<string, RoomGrants> Known = new Dictionary<string, RoomGrants>(StringComparer.Ordinal)
    {
        ["join"] = RoomGrants.Join,
        ["audio"] = RoomGrants.Audio,
        ["video"] = RoomGrants.Video,
        ["screen"] = RoomGrants.Screen,
        ["data"] = RoomGrants.Data,
        ["subscribe"] = RoomGrants.Subscribe,
        ["hidden"] = RoomGrants.Hidden,
        ["admin"] = RoomGrants.Admin,
        ["record"] = RoomGrants.Record,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static IEnumerable<string> AllNames => Known.OrderBy(static grant => grant.Value).Select(static grant => grant.Key);

    public static IEnumerable<string> NamesOf(RoomGrants grants) => AllNames.Where(name => grants.HasFlag(Known[name]));

    /// <summary>False for a name that is no grant.</summary>
    public static bool TryParse(string name, out RoomGrants grant) => Known.TryGetValue(name, out grant);
}
