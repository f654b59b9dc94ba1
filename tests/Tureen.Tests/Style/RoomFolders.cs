namespace Tureen.Tests.Style;

/// <summary>
/// The folders of rooms, of the room server and of its page, from the bottom up: each may use only those of the levels below it, and itself. The root of a
/// project, <c>.</c>, has its program.
/// </summary>
internal static class RoomFolders
{
    public const string Rooms = "src/Tureen.Rooms";
    public const string Server = "apps/Tureen.Server";
    public const string Page = "apps/Tureen.Rooms.Page";

    private static readonly string[][] RoomLevels =
    [
        ["Hooks"],
        ["Limits", "Logging", "Members"],
        ["Settings", "Telemetry"],
        ["Recordings", "Tokens"],
        ["Security"],
        ["Protoo"],
        ["Signaling"],
        ["Rooms", "V2"],
        ["Broadcasts", "Dashboard", "Status"],
        ["Moderation", "Webhooks", "Whip"],
        ["Hosting"],
    ];

    private static readonly string[][] ServerLevels =
    [
        ["Pages", "Settings", "Stun"],
        ["Doctor", "Hosting", "Load"],
        ["."],
    ];

    private static readonly string[][] PageLevels =
    [
        ["Layouts", "Texts"],
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
        string[][] levels = project switch
        {
            Rooms => RoomLevels,
            Server => ServerLevels,
            _ => PageLevels,
        };
        int level = Array.FindIndex(levels, names => names.Contains(folder, StringComparer.Ordinal));
        return level < 0 ? null : level;
    }
}
