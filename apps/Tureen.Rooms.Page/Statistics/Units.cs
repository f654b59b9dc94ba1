using System.Globalization;

namespace Tureen.Rooms.Page.Statistics;

/// <summary>Numbers as a person reads them.</summary>
internal static class Units
{
    public static string Bitrate(double bitsPerSecond) => bitsPerSecond switch
    {
        >= 1_000_000 => Text($"{bitsPerSecond / 1_000_000:0.0} Mbit/s"),
        >= 1_000 => Text($"{bitsPerSecond / 1_000:0} kbit/s"),
        _ => Text($"{bitsPerSecond:0} bit/s"),
    };

    public static string Percent(double part) => Text($"{part * 100:0.0} %");

    public static string Milliseconds(double seconds) => Text($"{seconds * 1000:0} ms");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
