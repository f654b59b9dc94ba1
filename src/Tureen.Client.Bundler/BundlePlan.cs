namespace Tureen.Client.Bundler;

/// <summary>What goes into a bundle, from the build's lines of <c>key=value</c>.</summary>
internal sealed class BundlePlan
{
    /// <summary>The name of the assembly with the Main method.</summary>
    public required string MainAssembly { get; init; }

    /// <summary>The folder that gets the bundle, and nothing else.</summary>
    public required string Output { get; init; }

    /// <summary>The folder inside the output whose files are named by their content.</summary>
    public required string AppFolder { get; init; }

    /// <summary>The scripts and the WebAssembly module of the runtime.</summary>
    public required IReadOnlyList<string> RuntimeFiles { get; init; }

    /// <summary>All assemblies that are downloaded.</summary>
    public required IReadOnlyList<string> Assemblies { get; init; }

    /// <summary>JavaScript modules by the name under which <c>[JSImport]</c> knows them.</summary>
    public required IReadOnlyList<(string Name, string Path)> Modules { get; init; }

    /// <summary>Files that keep their names, by their path in the bundle.</summary>
    public required IReadOnlyList<(string Name, string Path)> StaticFiles { get; init; }

    public static BundlePlan Parse(IEnumerable<string> lines)
    {
        var values = lines
            .Where(line => line.Length > 0)
            .Select(line => line.Split('=', 2))
            .ToLookup(parts => parts[0], parts => parts.Length > 1 ? parts[1] : "", StringComparer.Ordinal);
        return new BundlePlan
        {
            MainAssembly = Single(values, "main"),
            Output = Single(values, "output"),
            AppFolder = Single(values, "folder"),
            RuntimeFiles = [.. values["runtime"]],
            Assemblies = [.. values["assemblies"].SelectMany(folder => Directory.EnumerateFiles(folder, "*.dll")).Order(StringComparer.Ordinal)],
            Modules = [.. values["module"].Select(Pair)],
            StaticFiles = [.. values["static"].Select(Pair)],
        };
    }

    private static string Single(ILookup<string, string> values, string key) =>
        values[key].SingleOrDefault() ?? throw new InvalidDataException($"The plan has no single '{key}'.");

    private static (string Name, string Path) Pair(string value) =>
        value.Split('|') is [string name, string path]
            ? (name.Replace('\\', '/'), path)
            : throw new InvalidDataException($"'{value}' is not name|path.");
}
