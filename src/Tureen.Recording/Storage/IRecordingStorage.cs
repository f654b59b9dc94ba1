namespace Tureen.Recording;

/// <summary>Where recordings go. All calls come from one thread, which waits for them; no media waits.</summary>
public interface IRecordingStorage
{
    /// <summary>Creates a file.</summary>
    /// <param name="path">Its name below the storage, with <c>/</c> between folders.</param>
    /// <returns>An empty file that can be read, written and searched. Whatever was written must be there after the process is killed.</returns>
    /// <exception cref="IOException">There is such a file, or it cannot be created.</exception>
    Stream Create(string path);

    /// <summary>A file has its end, and its stream is closed: a storage that copies files elsewhere does so now.</summary>
    /// <param name="path">Its name.</param>
    /// <returns>Completes when the file is where it belongs.</returns>
    Task CompleteAsync(string path) => Task.CompletedTask;
}
