using System.IO.Compression;
using System.Xml.Linq;

namespace Tureen.Interop.Tests.Packages;

/// <summary>An empty folder outside the repository, in which somebody uses the packages.</summary>
internal sealed class PackageUser : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(8);

    public PackageUser()
    {
        PackageFeed.ForgetCached();
        Write("nuget.config", $"""
            <configuration>
              <packageSources>
                <add key="tureen" value="{PackageFeed.Folder}" />
              </packageSources>
            </configuration>
            """);
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("tureen-package").FullName;

    private string Hive => Path.Combine(Folder, "hive");

    /// <summary>The block of code of one language in the README of a package.</summary>
    public static string ReadmeCode(string id, string language)
    {
        using ZipArchive package = ZipFile.OpenRead(PackageFeed.FileOf(id));
        using var reader = new StreamReader(package.GetEntry("README.md")!.Open());
        string text = reader.ReadToEnd();
        string fence = $"```{language}\n";
        int start = text.IndexOf(fence, StringComparison.Ordinal);
        Assert.True(start >= 0, $"The README of {id} has no {language}.");
        start += fence.Length;
        return text[start..text.IndexOf("```", start, StringComparison.Ordinal)];
    }

    /// <summary>The version of a package of others that this repository uses.</summary>
    public static string VersionOf(string id) => XDocument.Load(Path.Combine(RepositoryRoot.Path, "Directory.Packages.props"))
        .Descendants("PackageVersion")
        .Single(version => version.Attribute("Include")!.Value == id)
        .Attribute("Version")!.Value;

    public void Write(string file, string text)
    {
        string path = Path.Combine(Folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    /// <summary>Writes a project that references a package.</summary>
    public void WriteProject(string file, string sdk, string package, string properties = "", string items = "") => Write(file, $"""
        <Project Sdk="{sdk}">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
            <Nullable>enable</Nullable>
            <NuGetAudit>false</NuGetAudit>
            {properties}
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="{package}" Version="{PackageFeed.Version}" />
            {items}
          </ItemGroup>
        </Project>
        """);

    /// <summary>Installs the templates for this folder alone.</summary>
    public Task InstallTemplatesAsync() => DotnetAsync("new", "install", PackageFeed.FileOf("Tureen.Templates"), "--debug:custom-hive", Hive);

    /// <summary>Makes an application of a template.</summary>
    public Task NewAsync(string template, string name) => DotnetAsync("new", template, "-o", Path.Combine(Folder, name), "--debug:custom-hive", Hive);

    /// <summary>Builds a project, without the check of packages for known faults, which asks the network.</summary>
    public Task BuildAsync(string project) => DotnetAsync("build", Path.Combine(Folder, project), "--nologo", "-v", "quiet", "-p:NuGetAudit=false");

    /// <summary>What a build left.</summary>
    public string Output(string project, string assembly) => Path.Combine(Folder, project, "bin", "Debug", "net10.0", assembly);

    /// <summary>Runs <c>dotnet</c> and gives what it wrote.</summary>
    public async Task<string> DotnetAsync(params string[] arguments)
    {
        using ChildProcess process = ChildProcess.Start("dotnet", arguments, networkNamespace: null, folder: Folder);
        int code = await process.WaitAsync(Limit);
        Assert.True(code == 0, $"dotnet {string.Join(' ', arguments)} ended with {code}.\n{process.Log}");
        return process.Log;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
