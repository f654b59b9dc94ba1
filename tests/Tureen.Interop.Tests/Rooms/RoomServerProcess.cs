using System.Globalization;
using System.Text.RegularExpressions;
using Tureen.Interop.Tests.DropIn;

namespace Tureen.Interop.Tests.Rooms;

/// <summary>The room server as users start it: a process of its own, on a port that was free.</summary>
internal sealed partial class RoomServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(15);

    private readonly ChildProcess _process;
    private bool _isStopped;

    private RoomServerProcess(ChildProcess process, string address)
    {
        _process = process;
        Address = address;
    }

    private static string Program { get; } = Path.Combine(
        RepositoryRoot.Path, "apps", "Tureen.Server", "bin", RepositoryRoot.Configuration, "net10.0", "Tureen.Server.dll");

    /// <summary>Host and port, e.g. <c>127.0.0.1:41234</c>.</summary>
    public string Address { get; }

    public int Port => int.Parse(Address[(Address.LastIndexOf(':') + 1)..], CultureInfo.InvariantCulture);

    public string Log => _process.Log;

    public int ProcessId => _process.Id;

    /// <summary>One on loopback with more options, and with a limit of descriptors if one is given.</summary>
    public static Task<RoomServerProcess> StartLocalAsync(string[] options, int? maxDescriptors = null)
    {
        string[] arguments = [Program, "--port", "0", "--listen-ip", "127.0.0.1", "--allow-anonymous", .. options];
        return maxDescriptors is null
            ? StartAsync("dotnet", arguments, null, null)
            : StartAsync("sh", ["-c", $"ulimit -n {maxDescriptors}; exec dotnet \"$@\"", "sh", .. arguments], null, null);
    }

    public static Task<RoomServerProcess> StartAsync(string listenIp, string? networkNamespace = null, int port = 0, string[]? options = null)
    {
        string[] arguments =
            [Program, "--port", $"{port}", "--listen-ip", listenIp, "--rtc-min-port", "42000", "--rtc-max-port", "42999", "--allowed-origin", "*",
            "--allow-anonymous", .. options ?? []];
        return StartAsync("dotnet", arguments, networkNamespace, null);
    }

    /// <summary>One that is installed somewhere, on loopback.</summary>
    public static Task<RoomServerProcess> StartInstalledAsync(string program) => StartAsync(program, ["--port", "0", "--listen-ip", "127.0.0.1"], null, null);

    /// <summary>A program in an assembly, with all its options.</summary>
    public static Task<RoomServerProcess> StartProgramAsync(string assembly, string[] options) => StartAsync("dotnet", [assembly, .. options], null, null);

    /// <summary>A room server of another kind: on Node and npm mediasoup, whose worker is ours.</summary>
    public static Task<RoomServerProcess> StartOnNodeAsync(string listenIp) => StartAsync(
        "node", [Path.Combine(MediasoupNode.Folder, "room-server.mjs"), listenIp], null, MediasoupNode.Environment);

    private static async Task<RoomServerProcess> StartAsync(
        string program, string[] arguments, string? networkNamespace, IReadOnlyDictionary<string, string>? environment)
    {
        TaskCompletionSource<string> ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
        ChildProcess process = ChildProcess.Start(
            program,
            arguments,
            networkNamespace,
            line =>
            {
                if (ReadyLine().Match(line) is { Success: true } match)
                {
                    ready.TrySetResult(match.Groups["address"].Value);
                }
            },
            environment: environment);
        try
        {
            return new RoomServerProcess(process, await ready.Task.WaitAsync(StartLimit));
        }
        catch (TimeoutException exception)
        {
            string log = process.Log;
            process.Dispose();
            throw new TimeoutException($"The room server was not ready within {StartLimit}.\n{log}", exception);
        }
    }

    public string RoomUrl(string roomId, string peerId) => $"ws://{Address}/?roomId={roomId}&peerId={peerId}";

    /// <summary>Ends the server as a supervisor does, and gives its exit code.</summary>
    public Task<int> StopAsync()
    {
        _isStopped = true;
        _process.Terminate();
        return _process.WaitAsync(StopLimit);
    }

    /// <summary>Lets the process stand still, with its sockets open, as a machine does that has lost its network.</summary>
    public Task FreezeAsync() => SignalAsync("STOP");

    /// <summary>Lets it go on.</summary>
    public Task ThawAsync() => SignalAsync("CONT");

    /// <summary>Ends it as a crash does.</summary>
    public async Task KillAsync()
    {
        _isStopped = true;
        await SignalAsync("KILL");
        await _process.WaitAsync(StopLimit);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_isStopped)
        {
            int code = await StopAsync();
            Assert.True(code == 0, $"The room server ended with {code}.\n{Log}");
        }

        _process.Dispose();
    }

    private async Task SignalAsync(string signal)
    {
        using ChildProcess kill = ChildProcess.Start("kill", [$"-{signal}", ProcessId.ToString(CultureInfo.InvariantCulture)], null);
        Assert.Equal(0, await kill.WaitAsync(StopLimit));
    }

    [GeneratedRegex("listening on:? +https?://(?<address>[^ /]+)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex ReadyLine();
}
