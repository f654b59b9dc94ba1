using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Text;
using System.Text.RegularExpressions;

namespace Tureen.Interop.Tests.Rooms;

/// <summary>The room server as systemd and containers run it.</summary>
public sealed partial class ServiceTests
{
    /// <summary>Passes SIGTERM on, and ends as its child does.</summary>
    private const string Parent = "#!/bin/sh\n\"$@\" &\nchild=$!\ntrap 'kill \"$child\"' TERM\nwait \"$child\"\nwait \"$child\"\n";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private static string Program { get; } = Path.Combine(
        RepositoryRoot.Path, "apps", "Tureen.Server", "bin", RepositoryRoot.Configuration, "net10.0", "Tureen.Server.dll");

    [Fact]
    [SupportedOSPlatform("linux")]
    public async Task Systemd_learns_when_it_is_ready_and_when_it_ends()
    {
        string folder = Directory.CreateTempSubdirectory("tureen-notify").FullName;
        using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        try
        {
            string path = Path.Combine(folder, "notify");
            socket.Bind(new UnixDomainSocketEndPoint(path));
            Dictionary<string, string> environment = new(StringComparer.Ordinal) { ["NOTIFY_SOCKET"] = path };

            // The server notifies when its parent is called systemd.
            string parent = Path.Combine(folder, "systemd");
            await File.WriteAllTextAsync(parent, Parent, TestContext.Current.CancellationToken);
            File.SetUnixFileMode(parent, UnixFileMode.UserRead | UnixFileMode.UserExecute);
            using ChildProcess server = ChildProcess.Start(
                parent, ["dotnet", Program, "--port", "0", "--listen-ip", "127.0.0.1", "--workers", "1"], networkNamespace: null, environment: environment);

            Assert.Contains("READY=1", await ReceiveAsync(socket), StringComparison.Ordinal);
            server.Terminate();
            Assert.Contains("STOPPING=1", await ReceiveAsync(socket), StringComparison.Ordinal);
            Assert.Equal(0, await server.WaitAsync(Limit));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task It_runs_without_rights_on_a_file_system_that_it_cannot_write()
    {
        // As in a container: another user, no capabilities, and nothing that can be written. Its home does not exist.
        const string Confined =
            "mount --make-rprivate / && mount -o remount,bind,ro / && exec setpriv --reuid 1654 --regid 1654 --clear-groups --no-new-privs --bounding-set=-all \"$@\"";
        TaskCompletionSource<string> ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Dictionary<string, string> environment = new(StringComparer.Ordinal) { ["DOTNET_EnableDiagnostics"] = "0", ["HOME"] = "/nonexistent" };
        using ChildProcess server = ChildProcess.Start(
            "unshare",
            ["--mount", "sh", "-c", Confined, "sh", "dotnet", Program, "--port", "0", "--listen-ip", "127.0.0.1", "--workers", "1", "--https"],
            networkNamespace: null,
            line => Match(line, ready),
            environment: environment);
        string address = await WaitAsync(ready, server);

        // The probe of the image, as the same user.
        using ChildProcess probe = ChildProcess.Start(
            "setpriv", ["--reuid", "1654", "--regid", "1654", "--clear-groups", "dotnet", Program, "health", "--server", address], networkNamespace: null, environment: environment);
        int code = await probe.WaitAsync(Limit);
        Assert.True(code == 0, $"The probe ended with {code}.\n{probe.Log}\n{server.Log}");
        server.Terminate();
        Assert.Equal(0, await server.WaitAsync(Limit));
    }

    private static void Match(string line, TaskCompletionSource<string> ready)
    {
        if (ReadyLine().Match(line) is { Success: true } match)
        {
            ready.TrySetResult(match.Groups["address"].Value);
        }
    }

    private static async Task<string> WaitAsync(TaskCompletionSource<string> ready, ChildProcess server)
    {
        try
        {
            return await ready.Task.WaitAsync(Limit);
        }
        catch (TimeoutException exception)
        {
            throw new TimeoutException($"The server was not ready.\n{server.Log}", exception);
        }
    }

    private static async Task<string> ReceiveAsync(Socket socket)
    {
        byte[] buffer = new byte[4_096];
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(Limit);
        int length = await socket.ReceiveAsync(buffer, deadline.Token);
        return Encoding.UTF8.GetString(buffer, 0, length);
    }

    [GeneratedRegex("listening on:? +(?<address>https?://[^ /]+)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex ReadyLine();
}
