using Tureen.Interop.Tests.DropIn;

namespace Tureen.Interop.Tests.Packages;

/// <summary>The npm package of the drop-in worker, installed beside npm mediasoup.</summary>
public sealed class NpmPackageTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task One_line_switches_an_application()
    {
        string folder = Directory.CreateTempSubdirectory("tureen-npm").FullName;
        try
        {
            await InstallAsync(folder);
            string program = Path.Combine(folder, "server.js");
            await File.WriteAllTextAsync(
                program,
                """
                process.env.MEDIASOUP_WORKER_BIN = require('tureen-worker').path;
                (async () => {
                  const worker = await require('mediasoup').createWorker();
                  const router = await worker.createRouter({ mediaCodecs: [{ kind: 'audio', mimeType: 'audio/opus', clockRate: 48000, channels: 2 }] });
                  console.log('codecs', router.rtpCapabilities.codecs.length, require('fs').readlinkSync(`/proc/${worker.pid}/exe`));
                  worker.close();
                })();
                """,
                TestContext.Current.CancellationToken);
            string output = await RunAsync("node", [program]);
            Assert.Contains("codecs 1 " + Path.Combine(folder, "node_modules", "tureen-worker", "mediasoup-worker"), output, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Another_version_of_mediasoup_is_refused_when_it_is_loaded()
    {
        string folder = Directory.CreateTempSubdirectory("tureen-npm").FullName;
        try
        {
            await InstallAsync(folder, mediasoup: "3.19.3");
            string output = await RunAsync("node", ["-e", $"try {{ require('{folder}/node_modules/tureen-worker') }} catch (error) {{ console.log(error.message) }}"]);
            Assert.Contains("works with mediasoup 3.21.0 to 3.27.1, not 3.19.3", output, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Installs the package, and the mediasoup of these tests or a folder that claims to be one of another version.</summary>
    private static async Task InstallAsync(string folder, string? mediasoup = null)
    {
        string package = Directory.EnumerateFiles(PackageFeed.Folder, "tureen-worker-*.tgz").Single();
        await RunAsync("npm", ["install", "--prefix", folder, "--omit=peer", "--no-audit", "--no-fund", "--ignore-scripts", package]);
        string modules = Path.Combine(folder, "node_modules");
        if (mediasoup is null)
        {
            Directory.CreateSymbolicLink(Path.Combine(modules, "mediasoup"), Path.Combine(MediasoupNode.Folder, "node_modules", "mediasoup"));
            return;
        }

        string other = Directory.CreateDirectory(Path.Combine(modules, "mediasoup")).FullName;
        await File.WriteAllTextAsync(Path.Combine(other, "package.json"), $$"""{ "name": "mediasoup", "version": "{{mediasoup}}", "main": "index.js" }""");
        await File.WriteAllTextAsync(Path.Combine(other, "index.js"), string.Empty);
    }

    private static async Task<string> RunAsync(string program, string[] arguments)
    {
        using ChildProcess process = ChildProcess.Start(program, arguments, networkNamespace: null);
        int code = await process.WaitAsync(Limit);
        Assert.True(code == 0, $"{program} {string.Join(' ', arguments)} ended with {code}.\n{process.Log}");
        return process.Log;
    }
}
