using Tureen.Rooms.Page.Texts;

namespace Tureen.Rooms.Page.Statistics;

/// <summary>Numbers as a person reads them.</summary>
internal static class Units
{
    public static string Bitrate(double bitsPerSecond) => bitsPerSecond switch
    {
        >= 1_000_000 => $"{Language.Number(bitsPerSecond / 1_000_000, 1)} Mbit/s",
        >= 1_000 => $"{Language.Number(bitsPerSecond / 1_000, 0)} kbit/s",
        _ => $"{Language.Number(bitsPerSecond, 0)} bit/s",
    };

    public static string Percent(double part) => $"{Language.Number(part * 100, 1)} %";

    public static string Milliseconds(double seconds) => $"{Language.Number(seconds * 1000, 0)} ms";
}
