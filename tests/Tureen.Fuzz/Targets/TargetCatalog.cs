namespace Tureen.Fuzz.Targets;

/// <summary>All targets. A new one is one class and one line here.</summary>
internal static class TargetCatalog
{
    public static IReadOnlyList<TargetEntry> All { get; } =
    [
        new("media", "datagrams to producers of every codec, with consumers of every type behind them", static () => new MediaTarget()),
        new("rtcp", "RTCP compounds of senders and receivers in the midst of a call", static () => new RtcpTarget()),
    ];

    /// <exception cref="ArgumentException">There is no such target.</exception>
    public static TargetEntry Find(string name) =>
        All.FirstOrDefault(entry => entry.Name == name) ?? throw new ArgumentException($"no target {name}; --list shows them");
}
