using System.Globalization;
using Tureen.Rooms.Page.Session;
using Tureen.Rooms.Page.Texts;

namespace Tureen.Rooms.Page.Statistics;

/// <summary>What of a picture arrives and what the page wants, in words for everybody.</summary>
internal static class PictureWords
{
    /// <summary>A sentence for the statistics; empty while nothing is known.</summary>
    public static string Sentence(Layers layers, PictureSizes sizes, Reduction reduction)
    {
        string wanted = Size(sizes, layers.WantedSpatial);
        if (wanted.Length == 0 || (layers.Spatial is null && reduction == Reduction.None))
        {
            return string.Empty;
        }

        if (layers.Spatial is not int spatial)
        {
            return Language.Text(reduction == Reduction.Sender ? "picture.noneSender" : "picture.noneHere", wanted);
        }

        string reason = reduction switch
        {
            Reduction.Connection => Language.Text("picture.becauseHere"),
            Reduction.Sender => Language.Text("picture.becauseSender"),
            _ => string.Empty,
        };
        return layers switch
        {
            _ when spatial < layers.WantedSpatial => Language.Text("picture.smaller", Size(sizes, spatial), wanted, reason),
            { IsReduced: true } => Language.Text("picture.fewer", wanted, reason),
            _ => Language.Text("picture.asWanted", Size(sizes, spatial)),
        };
    }

    /// <summary>A few words for the picture itself; empty when the connection does not reduce it.</summary>
    public static string Hint(Layers layers, Reduction reduction) => layers switch
    {
        _ when reduction != Reduction.Connection => string.Empty,
        { Spatial: null } => Language.Text("hint.stopped"),
        { Spatial: int spatial } when spatial < layers.WantedSpatial => Language.Text("hint.smaller"),
        _ => Language.Text("hint.fewer"),
    };

    private static string Size(PictureSizes sizes, int layer) => sizes.Of(layer) is var (width, height)
        ? string.Create(CultureInfo.InvariantCulture, $"{width:0}×{height:0}")
        : string.Empty;
}
