using Tureen.Recording;
using Tureen.Rooms.Limits;

namespace Tureen.Rooms.Recordings;

/// <summary>Has ffmpeg make what a recording wants besides its files.</summary>
internal static class RecordingConversion
{
    /// <summary>Never throws.</summary>
    /// <returns>The files that were made, and what could not be made; null for nothing.</returns>
    public static async Task<(IReadOnlyList<RecordingFileInfo> Made, string? Error)> RunAsync(RecordingArchive archive, RecordingForm form, RecordingInfo recording)
    {
        List<RecordingFileInfo> made = [];
        List<string> errors = [];
        if (form.Copies is { } copies)
        {
            foreach (RecordingFileInfo file in recording.Files)
            {
                await TryAsync(async cancellation =>
                {
                    string path = await FileConversion.CopyAsync(archive.Storage.PathOf(file.Path), copies, cancellation);
                    made.Add(Describe(archive, path, file));
                });
            }
        }

        if (form.HasGrid)
        {
            await TryAsync(async cancellation =>
            {
                RecordingFileInfo first = recording.Files.MinBy(static file => file.StartedAt)!;
                string path = archive.Storage.PathOf($"{RecordingArchive.FolderOf(recording.RoomId, recording.Id)}/grid.webm");
                GridInput[] inputs = [.. recording.Files
                    .Where(static file => file.DurationSeconds > 0)
                    .OrderBy(static file => file.StartedAt)
                    .Select(file => new GridInput(
                        archive.Storage.PathOf(file.Path), file.ParticipantId + "/" + file.Source, file.StartedAt - first.StartedAt, TimeSpan.FromSeconds(file.DurationSeconds),
                        file.MimeTypes.Any(static type => type.StartsWith("video/", StringComparison.OrdinalIgnoreCase)),
                        file.MimeTypes.Any(static type => type.StartsWith("audio/", StringComparison.OrdinalIgnoreCase))))];
                await FileConversion.WriteGridAsync(inputs, RoomRecordingLimits.MaxGridCells, path, cancellation);
                made.Add(Describe(archive, path, first) with { ParticipantId = null, Source = "grid", MimeTypes = ["video/VP8", "audio/opus"] });
            });
        }

        return (made, errors.Count > 0 ? string.Join("; ", errors) : null);

        async Task TryAsync(Func<CancellationToken, Task> convert)
        {
            using var limit = new CancellationTokenSource(RoomRecordingLimits.MaxConversion);
            try
            {
                await convert(limit.Token);
            }
            catch (Exception exception) when (exception is FileConversionException or OperationCanceledException or IOException)
            {
                errors.Add(exception.Message);
            }
        }
    }

    private static RecordingFileInfo Describe(RecordingArchive archive, string path, RecordingFileInfo source) => source with
    {
        Path = Path.GetRelativePath(archive.Storage.Folder, path).Replace(Path.DirectorySeparatorChar, '/'),
        Length = new FileInfo(path).Length,
        Error = null,
    };
}
