using System.Formats.Tar;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace Tureen.Interop.Tests.Packages;

/// <summary>The image of the room server, built without Docker.</summary>
public sealed class ContainerTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task The_image_has_the_program_its_page_and_a_user_that_is_not_root()
    {
        string folder = Directory.CreateTempSubdirectory("tureen-image").FullName;
        try
        {
            string archive = Path.Combine(folder, "image.tar");
            await PublishAsync(archive);
            await TarFile.ExtractToDirectoryAsync(archive, folder, overwriteFiles: false, TestContext.Current.CancellationToken);

            // 1. How it runs.
            JsonNode image = Read(Path.Combine(folder, "manifest.json"))[0]!;
            Assert.StartsWith("tureen-server:", image["RepoTags"]![0]!.GetValue<string>(), StringComparison.Ordinal);
            JsonNode config = Read(Path.Combine(folder, image["Config"]!.GetValue<string>()))["config"]!;
            Assert.Equal("app", config["User"]!.GetValue<string>());
            Assert.Equal("/app/", config["WorkingDir"]!.GetValue<string>());
            Assert.True(config["ExposedPorts"]!.AsObject().ContainsKey("4443/tcp"));
            string[] environment = [.. config["Env"]!.AsArray().Select(static one => one!.GetValue<string>())];
            Assert.Contains("TUREEN_LISTEN_IP=0.0.0.0", environment);
            Assert.Contains("DOTNET_EnableDiagnostics=0", environment);
            string command = string.Join(' ', new[] { config["Entrypoint"], config["Cmd"] }.OfType<JsonArray>().SelectMany(static one => one).Select(static one => one!.GetValue<string>()));
            Assert.Equal("dotnet /app/Tureen.Server.dll", command);

            // 2. What is in it, beside the empty layer below.
            JsonArray layers = image["Layers"]!.AsArray();
            Assert.Equal(2, layers.Count);
            string[] names = await ListAsync(Path.Combine(folder, layers[1]!.GetValue<string>()));
            Assert.Contains("app/Tureen.Server.dll", names);
            Assert.Contains("app/appsettings.json", names);
            Assert.Contains("app/wwwroot/index.html", names);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task PublishAsync(string archive)
    {
        using var images = new BaseImageRegistry(FindPort());
        string[] arguments =
        [
            "publish", Path.Combine(RepositoryRoot.Path, "apps", "Tureen.Server"), "-c", RepositoryRoot.Configuration, "-t:PublishContainer", "-v", "quiet",
            "-nologo", "-p:RunAnalyzers=false", "-p:EnforceCodeStyleInBuild=false", $"-p:ContainerBaseImage={images.Image}", $"-p:ContainerArchiveOutputPath={archive}",
        ];
        using ChildProcess publish = ChildProcess.Start("dotnet", arguments, networkNamespace: null);
        int code = await publish.WaitAsync(Limit);
        Assert.True(code == 0, $"The image was not built: {code}.\n{publish.Log}");
    }

    private static int FindPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static JsonNode Read(string path) => JsonNode.Parse(File.ReadAllText(path))!;

    private static async Task<string[]> ListAsync(string layer)
    {
        await using FileStream file = File.OpenRead(layer);
        await using var unpacked = new GZipStream(file, CompressionMode.Decompress);
        await using var reader = new TarReader(unpacked);
        List<string> names = [];
        while (await reader.GetNextEntryAsync() is { } entry)
        {
            names.Add(entry.Name.Replace("./", string.Empty, StringComparison.Ordinal).TrimStart('/'));
        }

        return [.. names];
    }
}
