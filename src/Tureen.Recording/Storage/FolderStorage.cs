using Tureen.Recording.Matroska;

namespace Tureen.Recording;

/// <summary>Recordings in a folder.</summary>
public sealed class FolderStorage : IRecordingStorage
{
    private static readonly string[] Extensions = [".webm", ".mkv"];

    private readonly string _root;

    /// <summary>Uses a folder, which is created when the first file is.</summary>
    /// <param name="folder">The folder.</param>
    public FolderStorage(string folder)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        _root = Path.GetFullPath(folder);
    }

    /// <summary>The folder.</summary>
    public string Folder => _root;

    /// <inheritdoc/>
    public Stream Create(string path)
    {
        string full = PathOf(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);

        // Others may read it while it grows. Without a buffer, what is written is in the system at once.
        return new FileStream(full, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
    }

    /// <summary>The place of a file.</summary>
    /// <param name="path">Its name below the folder, with <c>/</c> between folders.</param>
    /// <returns>The whole path.</returns>
    /// <exception cref="ArgumentException">The name leads out of the folder.</exception>
    public string PathOf(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string full = Path.GetFullPath(Path.Combine(_root, path));
        return full.StartsWith(_root + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? full
            : throw new ArgumentException($"'{path}' leads out of the folder of recordings", nameof(path));
    }

    /// <summary>
    /// Finishes the files of a process that was killed while it recorded: they get their duration and their index, and what was written only in part is
    /// removed. Call it when nobody records into the folder.
    /// </summary>
    /// <returns>The names of the files that were finished.</returns>
    public IReadOnlyList<string> Repair()
    {
        if (!Directory.Exists(_root))
        {
            return [];
        }

        List<string> repaired = [];
        foreach (string file in Directory.EnumerateFiles(_root, "*", SearchOption.AllDirectories))
        {
            if (Extensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase) && TryRepair(file))
            {
                repaired.Add(Path.GetRelativePath(_root, file).Replace(Path.DirectorySeparatorChar, '/'));
            }
        }

        return repaired;
    }

    /// <summary>Reads how long a file is.</summary>
    /// <param name="file">Its whole path.</param>
    /// <returns>Null if it is no recording, or cannot be read.</returns>
    public static TimeSpan? ReadDuration(string file)
    {
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            return MatroskaRepair.TryReadDuration(stream, out TimeSpan duration) ? duration : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static bool TryRepair(string file)
    {
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.Read, bufferSize: 64 * 1024);
            return MatroskaRepair.IsUnfinished(stream) && MatroskaRepair.TryRepair(stream, out _);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Somebody writes it, or nobody may.
            return false;
        }
    }
}
