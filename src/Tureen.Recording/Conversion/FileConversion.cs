using Tureen.Recording.Conversion;

namespace Tureen.Recording;

/// <summary>Makes other files of recordings, with ffmpeg as a process of its own.</summary>
public static class FileConversion
{
    private const int SegmentSeconds = 6;

    /// <summary>Copies a recording to another form, without encoding it again. The copy is beside it.</summary>
    /// <param name="path">The recording.</param>
    /// <param name="form">The form.</param>
    /// <param name="cancellationToken">Ends ffmpeg.</param>
    /// <returns>The copy, or the playlist of one.</returns>
    /// <exception cref="FileConversionException">There is no ffmpeg, or the form cannot have the codecs of the file.</exception>
    public static async Task<string> CopyAsync(string path, FileForm form, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string name = Path.Combine(Path.GetDirectoryName(path)!, Path.GetFileNameWithoutExtension(path));
        string copy = name + (form == FileForm.Mp4 ? ".mp4" : ".m3u8");
        string[] target = form == FileForm.Mp4
            ? ["-movflags", "+faststart", copy]
            :
            [
                "-f", "hls", "-hls_time", $"{SegmentSeconds}", "-hls_playlist_type", "vod", "-hls_segment_type", "fmp4",
                "-hls_fmp4_init_filename", Path.GetFileName(name) + "-init.mp4", "-hls_segment_filename", EscapePattern(name) + "-%05d.m4s", copy,
            ];
        await FfmpegProcess.RunAsync(["-i", "file:" + path, "-map", "0", "-c", "copy", "-strict", "experimental", .. target], cancellationToken).ConfigureAwait(false);
        return copy;
    }

    /// <summary>Makes a file in which recordings are seen beside each other, in their time, with all their sound. It is encoded anew, as VP8 and Opus.</summary>
    /// <param name="inputs">The recordings.</param>
    /// <param name="maxCells">Places in the picture at most.</param>
    /// <param name="path">The file to make, such as <c>grid.webm</c>.</param>
    /// <param name="cancellationToken">Ends ffmpeg.</param>
    /// <returns>Completes when the file is made.</returns>
    /// <exception cref="FileConversionException">There is no ffmpeg, or it could not make the file.</exception>
    public static async Task WriteGridAsync(IReadOnlyList<GridInput> inputs, int maxCells, string path, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (inputs.Count == 0)
        {
            throw new ArgumentException("there is no file to show", nameof(inputs));
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(maxCells, 1);
        string[] sound = inputs.Any(static input => input.HasAudio) ? ["-map", GridFilter.Sound, "-c:a", "libopus"] : [];
        await FfmpegProcess.RunAsync(
            [
                .. inputs.SelectMany(static input => new[] { "-i", "file:" + input.Path }),
                "-filter_complex", GridFilter.Write(inputs, maxCells), "-map", GridFilter.Picture, .. sound,
                "-pix_fmt", "yuv420p", "-c:v", "libvpx", "-deadline", "realtime", "-cpu-used", "6", "-b:v", "2M", path,
            ],
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The name of segments is a pattern for numbers.</summary>
    private static string EscapePattern(string name) => name.Replace("%", "%%", StringComparison.Ordinal);
}
