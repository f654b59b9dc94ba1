using System.IO.Compression;
using System.Text;

namespace Tureen.Client.Bundler;

/// <summary>Writes a bundle, each file also with <c>.br</c> and <c>.gz</c>, and removes the files of an earlier one.</summary>
internal static class BundleWriter
{
    /// <summary>The boot module keeps its name, so that a page can name it.</summary>
    private const string BootName = "boot.js";

    /// <summary>The extension of assemblies in a bundle: some networks let no <c>.dll</c> pass.</summary>
    private const string AssemblyExtension = ".bin";

    public static BundleSummary Write(BundlePlan plan)
    {
        List<BundleFile> files = Gather(plan);
        Directory.CreateDirectory(plan.Output);
        Parallel.ForEach(files, file => WriteFile(plan.Output, file));
        RemoveOthers(plan.Output, files);
        return new BundleSummary(
            plan.MainAssembly,
            files.Count,
            files.Sum(file => (long)file.Content.Length),
            files.Sum(file => new FileInfo(PathOf(plan.Output, file) + ".gz").Length),
            files.Sum(file => new FileInfo(PathOf(plan.Output, file) + ".br").Length));
    }

    private static List<BundleFile> Gather(BundlePlan plan)
    {
        var runtime = plan.RuntimeFiles.ToDictionary(
            path => Path.GetFileName(path), path => BundleFile.Named(plan.AppFolder, path), StringComparer.Ordinal);
        var assemblies = plan.Assemblies.ToDictionary(
            path => Path.GetFileNameWithoutExtension(path),
            path => BundleFile.Named(plan.AppFolder, path, AssemblyExtension),
            StringComparer.Ordinal);
        List<(string Name, BundleFile File)> modules =
            [.. plan.Modules.Select(module => (module.Name, BundleFile.Named(plan.AppFolder, module.Path)))];
        string boot = BootModule.Write(plan.MainAssembly, runtime, assemblies, modules);
        return
        [
            new BundleFile($"{plan.AppFolder}/{BootName}", Encoding.UTF8.GetBytes(boot)),
            .. runtime.Values,
            .. assemblies.Values,
            .. modules.Select(module => module.File),
            .. plan.StaticFiles.Select(file => new BundleFile(file.Name, File.ReadAllBytes(file.Path))),
        ];
    }

    private static void WriteFile(string output, BundleFile file)
    {
        string path = PathOf(output, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        // Most files of a bundle stay as they are from one build to the next, and compressing is slow.
        if (File.Exists(path) && File.Exists(path + ".br") && File.Exists(path + ".gz") && File.ReadAllBytes(path).AsSpan().SequenceEqual(file.Content))
        {
            return;
        }

        using (BrotliStream brotli = new(File.Create(path + ".br"), CompressionLevel.SmallestSize))
        {
            brotli.Write(file.Content);
        }

        using (GZipStream gzip = new(File.Create(path + ".gz"), CompressionLevel.SmallestSize))
        {
            gzip.Write(file.Content);
        }

        File.WriteAllBytes(path, file.Content);
    }

    private static void RemoveOthers(string output, IEnumerable<BundleFile> files)
    {
        HashSet<string> wanted = new(StringComparer.Ordinal);
        foreach (string path in files.Select(file => Path.GetFullPath(PathOf(output, file))))
        {
            wanted.UnionWith([path, path + ".br", path + ".gz"]);
        }

        foreach (string path in Directory.EnumerateFiles(output, "*", SearchOption.AllDirectories))
        {
            if (!wanted.Contains(Path.GetFullPath(path)))
            {
                File.Delete(path);
            }
        }
    }

    private static string PathOf(string output, BundleFile file) => Path.Combine(output, file.Path);
}
