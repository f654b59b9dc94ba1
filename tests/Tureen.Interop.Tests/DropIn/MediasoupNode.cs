namespace Tureen.Interop.Tests.DropIn;

/// <summary>npm mediasoup with our worker, in <c>mediasoup-node/</c>.</summary>
internal static class MediasoupNode
{
    public static string Folder { get; } = Path.Combine(RepositoryRoot.Path, "tests", "Tureen.Interop.Tests", "mediasoup-node");

    /// <summary>All that an application changes to use our worker.</summary>
    public static IReadOnlyDictionary<string, string> Environment { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["MEDIASOUP_WORKER_BIN"] = FindWorker(),
        };

    /// <summary>The published worker, unless the sources were built since.</summary>
    private static string FindWorker()
    {
        string folder = Path.Combine(RepositoryRoot.Path, "apps", "Tureen.Worker", "bin", RepositoryRoot.Configuration, "net10.0");
        string published = Path.Combine(RepositoryRoot.Path, "artifacts", "worker", "mediasoup-worker");
        DateTime built = Directory.EnumerateFiles(folder, "*.dll").Max(File.GetLastWriteTimeUtc);
        return File.Exists(published) && File.GetLastWriteTimeUtc(published) >= built
            ? published
            : Path.Combine(folder, "mediasoup-worker");
    }
}
