using Tureen.Rooms.Page.Session;
using Tureen.Rooms.Page.Texts;

namespace Tureen.Rooms.Page.Statistics;

/// <summary>What the user's own connection carries, in words for everybody.</summary>
internal static class DownlinkWords
{
    /// <summary>A line that is always in sight; empty while nothing is known.</summary>
    /// <param name="downlink">What is known.</param>
    /// <param name="isReduced">Whether pictures are reduced for it. Otherwise nobody tries how much more it carries.</param>
    public static string Line(Downlink? downlink, bool isReduced) => downlink is { } known
        ? Language.Text(isReduced ? "downlink.about" : "downlink.atLeast", Units.Bitrate(known.Available))
        : string.Empty;

    /// <summary>A sentence for the statistics; empty while nothing is known.</summary>
    /// <param name="downlink">What is known.</param>
    /// <param name="isReduced">Whether pictures are reduced for it.</param>
    public static string Sentence(Downlink? downlink, bool isReduced) => (downlink, isReduced) switch
    {
        (null, _) => string.Empty,
        ({ IsShort: true } known, true) => Language.Text("downlink.short", Line(known, isReduced), Units.Bitrate(known.Desired)),
        (_, true) => Language.Text("downlink.sentence", Line(downlink, isReduced)),
        _ => Language.Text("downlink.enough", Line(downlink, isReduced)),
    };
}
