using System.Globalization;
using Tureen.Rooms.Page.Session;

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
            return reduction == Reduction.Sender
                ? $"Nothing is sent, {wanted} is wanted: the sender sends no picture."
                : $"Nothing is sent, {wanted} is wanted: your connection is too slow for a picture.";
        }

        string reason = reduction switch
        {
            Reduction.Connection => ": reduced because your connection is slow",
            Reduction.Sender => ": the sender sends no more",
            _ => string.Empty,
        };
        return layers switch
        {
            _ when spatial < layers.WantedSpatial => $"{Size(sizes, spatial)} is sent, {wanted} is wanted{reason}.",
            { IsReduced: true } => $"{wanted} is sent as wanted, with fewer frames{reason}.",
            _ => $"{Size(sizes, spatial)} is sent, as wanted.",
        };
    }

    /// <summary>A few words for the picture itself; empty when the connection does not reduce it.</summary>
    public static string Hint(Layers layers, Reduction reduction) => layers switch
    {
        _ when reduction != Reduction.Connection => string.Empty,
        { Spatial: null } => "Picture stopped: your connection is too slow",
        { Spatial: int spatial } when spatial < layers.WantedSpatial => "Smaller picture: your connection is slow",
        _ => "Fewer frames: your connection is slow",
    };

    private static string Size(PictureSizes sizes, int layer) => sizes.Of(layer) is var (width, height)
        ? string.Create(CultureInfo.InvariantCulture, $"{width:0}×{height:0}")
        : string.Empty;
}
