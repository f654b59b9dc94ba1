using System.IO.Compression;
using Tureen.Client.Bundler;

namespace Tureen.Tests.Client.Bundler;

public sealed class BundleWriterTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory();

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public void Files_are_named_by_their_content_and_the_boot_module_knows_the_names()
    {
        BundleSummary summary = BundleWriter.Write(Plan());

        string boot = File.ReadAllText(Output("app/boot.js"));
        string[] names = [.. Directory.EnumerateFiles(Output("app")).Select(path => Path.GetFileName(path)).Where(IsPlain)];
        Assert.Equal(names.Length + 1, summary.Files);
        foreach (string name in names.Where(name => name != "boot.js"))
        {
            Assert.Matches(@"\.[0-9a-f]{12}\.\w+$", name);
            Assert.Contains(name, boot, StringComparison.Ordinal);
        }

        Assert.Contains("\"virtualPath\": \"Page.dll\"", boot, StringComparison.Ordinal);
        Assert.Contains("runtime.setModuleImports(\"peer\", module0);", boot, StringComparison.Ordinal);
        Assert.Equal("<p>", File.ReadAllText(Output("index.html")));
    }

    [Fact]
    public void Each_file_lies_there_compressed_too()
    {
        BundleWriter.Write(Plan());

        foreach (string path in Directory.EnumerateFiles(_root.FullName + "/out", "*", SearchOption.AllDirectories).Where(IsPlain))
        {
            using BrotliStream brotli = new(File.OpenRead(path + ".br"), CompressionMode.Decompress);
            using GZipStream gzip = new(File.OpenRead(path + ".gz"), CompressionMode.Decompress);
            Assert.Equal(File.ReadAllBytes(path), ReadAll(brotli));
            Assert.Equal(File.ReadAllBytes(path), ReadAll(gzip));
        }
    }

    [Fact]
    public void A_second_bundle_replaces_what_changed_and_leaves_nothing_of_the_first()
    {
        BundleWriter.Write(Plan());
        string[] first = [.. Directory.EnumerateFiles(Output("app")).Order(StringComparer.Ordinal)];
        File.WriteAllText(Path.Combine(_root.FullName, "linked", "Page.dll"), "another");

        BundleWriter.Write(Plan());

        string[] second = [.. Directory.EnumerateFiles(Output("app")).Order(StringComparer.Ordinal)];
        Assert.Equal(first.Length, second.Length);
        Assert.Equal(3, second.Except(first, StringComparer.Ordinal).Count());
    }

    [Fact]
    public void A_plan_without_an_output_is_refused() =>
        Assert.Throws<InvalidDataException>(() => BundlePlan.Parse(["main=Page", "folder=app"]));

    private static bool IsPlain(string path) => !path.EndsWith(".br", StringComparison.Ordinal) && !path.EndsWith(".gz", StringComparison.Ordinal);

    private static byte[] ReadAll(Stream stream)
    {
        MemoryStream all = new();
        stream.CopyTo(all);
        return all.ToArray();
    }

    private string Output(string path) => Path.Combine(_root.FullName, "out", path);

    private BundlePlan Plan()
    {
        string linked = Directory.CreateDirectory(Path.Combine(_root.FullName, "linked")).FullName;
        List<string> lines = ["main=Page", $"output={_root.FullName}/out", "folder=app", $"assemblies={linked}"];
        foreach (string name in new[] { "Page.dll", "System.Private.CoreLib.dll" })
        {
            Create(Path.Combine("linked", name), name);
        }

        foreach (string name in new[] { "dotnet.js", "dotnet.native.js", "dotnet.native.wasm", "dotnet.runtime.js" })
        {
            lines.Add("runtime=" + Create(name, name));
        }

        lines.Add("module=peer|" + Create("peer.js", "export {};"));
        lines.Add("static=index.html|" + Create("index.html", "<p>"));
        return BundlePlan.Parse(lines);
    }

    private string Create(string name, string content)
    {
        string path = Path.Combine(_root.FullName, name);
        if (!File.Exists(path))
        {
            File.WriteAllText(path, content);
        }

        return path;
    }
}
