namespace Tureen.Interop.Tests.Packages;

/// <summary>The packages that <c>./pack</c> made.</summary>
internal static class PackageFeed
{
    private static bool _isForgotten;

    public static string Folder { get; } = Path.Combine(RepositoryRoot.Path, "artifacts", "packages");

    /// <summary>The version of all of them.</summary>
    public static string Version { get; } = FindVersion();

    /// <summary>Removes them, once in a run, from the cache of packages, where a version counts as unchangeable.</summary>
    public static void ForgetCached()
    {
        if (Interlocked.Exchange(ref _isForgotten, true))
        {
            return;
        }

        string cache = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        foreach (string file in Directory.EnumerateFiles(Folder, "*.nupkg"))
        {
            string id = Path.GetFileNameWithoutExtension(file)[..^(Version.Length + 1)];
            string cached = Path.Combine(cache, id.ToLowerInvariant(), Version);
            if (Directory.Exists(cached))
            {
                Directory.Delete(cached, recursive: true);
            }
        }
    }

    /// <summary>The file of a package.</summary>
    public static string FileOf(string id) => Path.Combine(Folder, $"{id}.{Version}.nupkg");

    private static string FindVersion()
    {
        const string Prefix = "Tureen.Ortc.";
        string file = Directory.Exists(Folder) ? Directory.EnumerateFiles(Folder, Prefix + "*.nupkg").SingleOrDefault() ?? string.Empty : string.Empty;
        return file.Length > 0
            ? Path.GetFileNameWithoutExtension(file)[Prefix.Length..]
            : throw new FileNotFoundException($"No package lies in {Folder}; run ./pack first.");
    }
}
