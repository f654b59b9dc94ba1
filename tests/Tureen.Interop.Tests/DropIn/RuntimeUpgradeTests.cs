using System.Runtime.InteropServices;
using System.Text.Json.Nodes;

namespace Tureen.Interop.Tests.DropIn;

/// <summary>The distribution upgrades .NET below a running worker: the files of the runtime that it was started with are gone.</summary>
public sealed class RuntimeUpgradeTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_running_worker_goes_on_without_the_files_of_its_runtime()
    {
        DirectoryInfo root = Directory.CreateTempSubdirectory("tureen-runtime");
        try
        {
            string runtime = CopyRuntime(root.FullName);
            string worker = WriteStarter(root.FullName);
            string? line = null;
            using ChildProcess node = ChildProcess.Start(
                "node",
                [Path.Combine(MediasoupNode.Folder, "runtime-upgrade.mjs"), runtime],
                networkNamespace: null,
                text => line = text.StartsWith('{') ? text : line,
                environment: new Dictionary<string, string>(StringComparer.Ordinal) { ["MEDIASOUP_WORKER_BIN"] = worker });
            Assert.True(await node.WaitAsync(Limit) == 0 && line is not null, node.Log);
            JsonNode seen = JsonNode.Parse(line)!;
            Assert.True(Directory.Exists(runtime + ".old") && !Directory.Exists(runtime));
            Assert.Null(seen["error"]?.GetValue<string>());
            Assert.Null(seen["died"]?.GetValue<string>());
            Assert.Equal(["webrtc", "media", "pipe", "reports"], seen["done"]!.AsArray().Select(static step => step!.GetValue<string>()));
        }
        finally
        {
            root.Delete(recursive: true);
        }
    }

    /// <summary>A .NET of its own in a folder; gives where its runtime lies.</summary>
    private static string CopyRuntime(string target)
    {
        var runtime = new DirectoryInfo(RuntimeEnvironment.GetRuntimeDirectory());
        string root = runtime.Parent!.Parent!.Parent!.FullName;
        Copy(Path.Combine(root, "host"), Path.Combine(target, "host"));
        File.Copy(Path.Combine(root, "dotnet"), Path.Combine(target, "dotnet"));
        string copied = Path.Combine(target, "shared", runtime.Parent.Name);
        Copy(runtime.FullName, Path.Combine(copied, runtime.Name));
        return copied;
    }

    private static void Copy(string from, string to)
    {
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    /// <summary>A program that starts the worker on that .NET.</summary>
    private static string WriteStarter(string root)
    {
        string worker = Path.Combine(
            RepositoryRoot.Path, "apps", "Tureen.Worker", "bin", RepositoryRoot.Configuration, "net10.0", "mediasoup-worker.dll");
        string starter = Path.Combine(root, "worker.sh");
        File.WriteAllText(starter, $"#!/bin/sh\nDOTNET_ROOT='{root}' exec '{root}/dotnet' '{worker}' \"$@\"\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(starter, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return starter;
    }
}
