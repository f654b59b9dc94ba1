namespace Tureen.Tests.Style;

/// <summary>The folders of the engine from the bottom up: each may use only those of the levels below it, and itself.</summary>
internal static class EngineFolders
{
    private static readonly string[][] Levels =
    [
        ["Primitives", "Reports"],
        ["Events"],
        ["Crypto"],
        ["Stun", "Rtcp", "Rtp"],
        ["Ice", "Dtls", "Srtp", "Sctp", "DataChannels"],
        ["Congestion", "Codecs"],
        ["Streams"],
        ["Forwarding"],
        ["Transports"],
        ["Routing"],
    ];

    public static int? LevelOf(string folder)
    {
        int level = Array.FindIndex(Levels, names => names.Contains(folder, StringComparer.Ordinal));
        return level < 0 ? null : level;
    }
}
