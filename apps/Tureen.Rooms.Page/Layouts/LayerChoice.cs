namespace Tureen.Rooms.Page.Layouts;

/// <summary>Which size of a picture is worth its bits.</summary>
internal static class LayerChoice
{
    /// <summary>A picture may be stretched by this factor before anybody sees it.</summary>
    private const double Stretch = 1.15;

    /// <summary>Pixels of a whole picture of which no layer has been seen yet.</summary>
    private const double UsualWidth = 1280;

    /// <summary>The lowest layer that is as large as it is shown, or the highest one.</summary>
    /// <param name="shown">Pixels of the screen that the picture takes.</param>
    /// <param name="highest">The highest layer, from 0.</param>
    /// <param name="fullWidth">Pixels of the highest layer; null while that is not known.</param>
    public static int For(double shown, int highest, double? fullWidth)
    {
        for (int layer = 0; layer < highest; layer++)
        {
            if ((fullWidth ?? UsualWidth) / Math.Pow(2, highest - layer) * Stretch >= shown)
            {
                return layer;
            }
        }

        return highest;
    }
}
