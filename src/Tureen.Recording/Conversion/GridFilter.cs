using System.Globalization;
using System.Text;

namespace Tureen.Recording.Conversion;

/// <summary>The filters of ffmpeg that show files beside each other, each in its time, and mix their sounds.</summary>
internal static class GridFilter
{
    public const int Width = 1280;
    public const int Height = 720;
    public const int FrameRate = 25;
    public const string Picture = "[picture]";
    public const string Sound = "[sound]";

    /// <summary>Writes the filters.</summary>
    /// <param name="inputs">The files, as ffmpeg numbers them.</param>
    /// <param name="maxCells">Places at most; pictures of further ones are left out, their sound is not.</param>
    public static string Write(IReadOnlyList<GridInput> inputs, int maxCells)
    {
        List<string> cells = [.. inputs.Where(static input => input.HasVideo).Select(static input => input.Cell).Distinct(StringComparer.Ordinal).Take(maxCells)];
        var filter = new StringBuilder();
        WritePictures(filter, inputs, cells);
        WriteSounds(filter, inputs);
        return filter.ToString();
    }

    private static void WritePictures(StringBuilder filter, IReadOnlyList<GridInput> inputs, List<string> cells)
    {
        int columns = Math.Max(1, (int)Math.Ceiling(Math.Sqrt(cells.Count)));
        int rows = Math.Max(1, (cells.Count + columns - 1) / columns);
        int width = Width / columns / 2 * 2;
        int height = Height / rows / 2 * 2;
        double end = inputs.Max(static input => (input.Offset + input.Duration).TotalSeconds);
        Append(filter, $"color=black:s={Width}x{Height}:r={FrameRate}:d={end:F3}");
        int placed = 0;
        for (int i = 0; i < inputs.Count; i++)
        {
            int cell = cells.IndexOf(inputs[i].Cell);
            if (!inputs[i].HasVideo || cell < 0)
            {
                continue;
            }

            // A picture whose size changes is fitted to its place anew.
            Append(filter, $"[p{placed}];[{i}:v]setpts=PTS-STARTPTS+{inputs[i].Offset.TotalSeconds:F3}/TB,scale={width}:{height}:force_original_aspect_ratio=decrease:eval=frame,");
            Append(filter, $"pad={width}:{height}:(ow-iw)/2:(oh-ih)/2:eval=frame,setsar=1[v{i}];");
            Append(filter, $"[p{placed}][v{i}]overlay={cell % columns * width}:{cell / columns * height}:eof_action=pass");
            placed++;
        }

        filter.Append(Picture);
    }

    private static void WriteSounds(StringBuilder filter, IReadOnlyList<GridInput> inputs)
    {
        int[] sounds = [.. Enumerable.Range(0, inputs.Count).Where(index => inputs[index].HasAudio)];
        foreach (int i in sounds)
        {
            Append(filter, $";[{i}:a]aresample=48000:async=1000,adelay={(long)inputs[i].Offset.TotalMilliseconds}:all=1[a{i}]");
        }

        if (sounds.Length > 0)
        {
            Append(filter, $";{string.Concat(sounds.Select(static i => FormattableString.Invariant($"[a{i}]")))}amix=inputs={sounds.Length}:normalize=0{Sound}");
        }
    }

    private static void Append(StringBuilder filter, FormattableString text) => filter.Append(text.ToString(CultureInfo.InvariantCulture));
}
