namespace Tureen.Tests.Style;

/// <summary>
/// The folders of the room server and of its page, from the bottom up: each may use only those of the levels below it, and itself. The root of a
/// project, <c>.</c>, has its program.
/// </summary>
internal static class RoomFolders
{
    public const string Server = "apps/Tureen.Rooms";
    public const string Page = "apps/Tureen.Rooms.Page";

    private static readonly string[][] ServerLevels =
    [
        ["Limits", "Logging", "Members"],
        ["Settings"],
        ["Security"],
        ["Protoo"],
        ["Signaling"],
        ["Rooms", "V2", "Pages"],
        ["Broadcasts", "Status"],
        ["Hosting"],
        ["."],
    ];

    private static readonly string[][] PageLevels =
    [
        ["Dom"],
        ["Devices"],
        ["Joining", "Protoo"],
        ["Session"],
        ["Statistics"],
        ["Views"],
        ["."],
    ];

    public static int? LevelOf(string project, string folder)
    {
        int level = Array.FindIndex(
            string.Equals(project, Server, StringComparison.Ordinal) ? ServerLevels : PageLevels,
            names => names.Contains(folder, StringComparer.Ordinal));
        return level < 0 ? null : level;
    }
}
