using Tureen.Rooms.Page.Session;
using Tureen.Rooms.Page.Texts;

namespace Tureen.Rooms.Page.Statistics;

/// <summary>How well a picture arrives, in words for everybody.</summary>
internal static class QualityWords
{
    /// <summary>One word; empty while nothing is known.</summary>
    public static string Word(Quality quality, Reduction reduction) => Grade(quality, reduction) switch
    {
        null => string.Empty,
        "good" => Language.Text("quality.good"),
        "fair" => Language.Text("quality.fair"),
        _ => Language.Text("quality.weak"),
    };

    /// <summary>The word and its reason; empty while nothing is known.</summary>
    public static string Sentence(Quality quality, Reduction reduction) => Grade(quality, reduction) switch
    {
        null => string.Empty,
        _ when reduction == Reduction.Connection => Language.Text("quality.weakHere"),
        _ when reduction == Reduction.Sender => Language.Text("quality.weakThere"),
        "good" => Language.Text("quality.good"),
        "fair" => Language.Text("quality.fairLoss"),
        _ => Language.Text("quality.weakLoss"),
    };

    /// <summary>good, fair or poor; null while nothing is known.</summary>
    public static string? Grade(Quality quality, Reduction reduction) => reduction switch
    {
        Reduction.Connection => "poor",
        Reduction.Sender => "fair",
        _ when quality.Score is null => null,
        _ => quality.Grade,
    };
}
