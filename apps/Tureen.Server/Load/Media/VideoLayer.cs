namespace Tureen.Server.Load.Media;

/// <summary>One encoding of a camera.</summary>
/// <param name="Width">Of the picture.</param>
/// <param name="Height">Of the picture.</param>
/// <param name="BitsPerSecond">What it sends, apart from key frames.</param>
internal sealed record VideoLayer(int Width, int Height, int BitsPerSecond)
{
    /// <summary>Each encoding has a third of the bits of the next one and half its size, about as browsers share them out.</summary>
    private const int BitsFactor = 3;

    private const int SizeFactor = 2;

    /// <summary>The encodings of a camera, the lowest first.</summary>
    /// <param name="count">How many.</param>
    /// <param name="height">The height of the highest.</param>
    /// <param name="bitsPerSecond">What the highest sends.</param>
    public static IReadOnlyList<VideoLayer> Simulcast(int count, int height, int bitsPerSecond)
    {
        var layers = new VideoLayer[count];
        for (int layer = count - 1; layer >= 0; layer--)
        {
            layers[layer] = new VideoLayer(Math.Max(1, height * 16 / 9), height, bitsPerSecond);
            height = Math.Max(1, height / SizeFactor);
            bitsPerSecond /= BitsFactor;
        }

        return layers;
    }
}
