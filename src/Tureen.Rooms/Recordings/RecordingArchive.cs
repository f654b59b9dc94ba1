using System.Text.Json;
using Tureen.Recording;
using Tureen.Rooms.Limits;
using Tureen.Rooms.Members;

namespace Tureen.Rooms.Recordings;

/// <summary>The folder of recordings: a folder for each room, in it one for each recording with its files and <c>recording.json</c>. Thread-safe.</summary>
internal sealed class RecordingArchive
{
    private const string Description = "recording.json";

    private readonly Lock _gate = new();
    private readonly List<Task> _running = [];

    /// <summary>Descriptions that the disk did not take, by their paths.</summary>
    private readonly Dictionary<string, RecordingInfo> _unsaved = new(StringComparer.Ordinal);

    private RecordingArchive(string folder) => Storage = new FolderStorage(folder);

    public FolderStorage Storage { get; }

    /// <summary>Null without a folder: nothing is recorded.</summary>
    public static RecordingArchive? Create(TureenRoomsOptions options) =>
        string.IsNullOrEmpty(options.RecordingFolder) ? null : new RecordingArchive(options.RecordingFolder);

    /// <summary>The folder of a recording, below that of the archive.</summary>
    public static string FolderOf(string roomId, string recordingId) => $"{RecordingNames.Of(roomId)}/{recordingId}";

    /// <summary>Writes how a recording is now, in place of what was there.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Save(RecordingInfo recording)
    {
        string path = Storage.PathOf($"{FolderOf(recording.RoomId, recording.Id)}/{Description}");
        lock (_gate)
        {
            _unsaved[path] = recording;
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            string draft = path + ".new";
            File.WriteAllBytes(draft, JsonSerializer.SerializeToUtf8Bytes(recording, RoomJson.Default.RecordingInfo));
            File.Move(draft, path, overwrite: true);
            _unsaved.Remove(path);
        }
    }

    /// <summary>Forgets a description that could not be written.</summary>
    public void Forget(RecordingInfo recording)
    {
        lock (_gate)
        {
            _unsaved.Remove(Storage.PathOf($"{FolderOf(recording.RoomId, recording.Id)}/{Description}"));
        }
    }

    /// <summary>The recordings of a room, the latest first.</summary>
    public IReadOnlyList<RecordingInfo> List(string roomId)
    {
        string folder = Storage.PathOf(RecordingNames.Of(roomId));
        return !Directory.Exists(folder)
            ? []
            :
            [
                .. new DirectoryInfo(folder).EnumerateDirectories()
                    .OrderByDescending(static one => one.Name, StringComparer.Ordinal)
                    .Take(RoomRecordingLimits.MaxListed)
                    .Select(one => Find(roomId, one.Name))
                    .OfType<RecordingInfo>(),
            ];
    }

    /// <summary>Null when there is none.</summary>
    public RecordingInfo? Find(string roomId, string recordingId) =>
        IsId(recordingId) ? Read(Storage.PathOf($"{FolderOf(roomId, recordingId)}/{Description}")) : null;

    /// <summary>Ids begin with the time, so that names are in the order of time.</summary>
    public static string CreateId(DateTimeOffset now) =>
        FormattableString.Invariant($"{now.UtcDateTime:yyyyMMdd-HHmmss}-{Guid.NewGuid().ToString("N")[..8]}");

    /// <summary>Finishes what a server that was killed has left. Called before anything is recorded.</summary>
    /// <returns>How many files were unfinished.</returns>
    public int Repair()
    {
        int files = Storage.Repair().Count;
        if (Directory.Exists(Storage.Folder))
        {
            foreach (string path in Directory.EnumerateFiles(Storage.Folder, Description, SearchOption.AllDirectories))
            {
                if (Read(path) is { Status: RecordingStatus.Recording or RecordingStatus.Finishing } unfinished)
                {
                    Save(unfinished with { Status = RecordingStatus.Interrupted, Files = [.. unfinished.Files.Select(Measure)] });
                }
            }
        }

        return files;
    }

    /// <summary>Notes what the end of the server waits for.</summary>
    public void Track(Task work)
    {
        lock (_gate)
        {
            _running.RemoveAll(static one => one.IsCompleted);
            _running.Add(work);
        }
    }

    /// <summary>Waits for all files, as long as it may take.</summary>
    public async Task DrainAsync()
    {
        Task[] running;
        lock (_gate)
        {
            running = [.. _running];
        }

        await Task.WhenAny(Task.WhenAll(running), Task.Delay(RoomRecordingLimits.MaxEnd)).ConfigureAwait(false);
    }

    private static bool IsId(string id) => id.Length is > 0 and <= RoomRecordingLimits.MaxNameLength && id.All(static c => char.IsAsciiLetterOrDigit(c) || c == '-');

    private RecordingInfo? Read(string path)
    {
        try
        {
            lock (_gate)
            {
                return _unsaved.TryGetValue(path, out RecordingInfo? unsaved)
                    ? unsaved
                    : JsonSerializer.Deserialize(File.ReadAllBytes(path), RoomJson.Default.RecordingInfo);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>The length of a file that grew when the server was killed. Its duration is in the file.</summary>
    private RecordingFileInfo Measure(RecordingFileInfo file)
    {
        var present = new FileInfo(Storage.PathOf(file.Path));
        return !present.Exists || file.Length > 0
            ? file
            : file with { Length = present.Length, DurationSeconds = FolderStorage.ReadDuration(present.FullName)?.TotalSeconds ?? 0 };
    }
}
