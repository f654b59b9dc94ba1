using System.IO.Enumeration;

namespace Tureen.Tests.Style;

/// <summary>The files of the checkout that the tests were built from.</summary>
internal static class Repository
{
    private static readonly string[] IgnoredFolders = ["bin", "obj", "node_modules", "artifacts", "TestResults"];

    public static string Root { get; } = FindRoot();

    /// <summary>Paths below a folder, relative to the root and with forward slashes, in a stable order.</summary>
    public static IReadOnlyList<string> Files(string folder, string pattern)
    {
        string absolute = Path.Combine(Root, folder);
        return !Directory.Exists(absolute)
            ? []
            : [.. Enumerate(absolute, pattern)
                .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
                .Order(StringComparer.Ordinal)];
    }

    /// <summary>Every C# file that people wrote.</summary>
    public static IReadOnlyList<string> Sources() =>
        [.. new[] { "src", "apps", "samples", "tests", "bench" }.SelectMany(folder => Files(folder, "*.cs"))];

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    public static string[] ReadLines(string path) => File.ReadAllLines(Path.Combine(Root, path));

    /// <summary>Leaves ignored folders out as a whole, because they have a hundred times as many files.</summary>
    private static FileSystemEnumerable<string> Enumerate(string folder, string pattern)
    {
        // Without the filter that leaves out hidden files.
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = default };
        return new FileSystemEnumerable<string>(folder, static (ref FileSystemEntry entry) => entry.ToFullPath(), options)
        {
            ShouldRecursePredicate = static (ref FileSystemEntry entry) => !IsIgnored(entry.FileName.ToString()),
            ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.IsDirectory && FileSystemName.MatchesSimpleExpression(pattern, entry.FileName),
        };
    }

    private static bool IsIgnored(string folder) =>
        IgnoredFolders.Contains(folder, StringComparer.Ordinal) || folder is ".git" or ".vs" or ".idea";

    private static string FindRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Tureen.slnx")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new InvalidOperationException("The tests do not run from within the repository.");
    }
}
