using System.Text.RegularExpressions;

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

    /// <summary>Host and port, e.g. <c>127.0.0.1:41234</c>.</summary>
    public string Address { get; }

    public string Log => _process.Log;

    public static async Task<RoomServerProcess> StartAsync(string listenIp, string? networkNamespace = null)
    {
        TaskCompletionSource<string> ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
        string program = Path.Combine(
            RepositoryRoot.Path, "apps", "Tureen.Rooms", "bin", RepositoryRoot.Configuration, "net10.0", "Tureen.Rooms.dll");
        string[] arguments =
            [program, "--port", "0", "--listen-ip", listenIp, "--rtc-min-port", "42000", "--rtc-max-port", "42999"];
        ChildProcess process = ChildProcess.Start("dotnet", arguments, networkNamespace, line =>
        {
            if (ReadyLine().Match(line) is { Success: true } match)
            {
                ready.TrySetResult(match.Groups["address"].Value);
            }
        });
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

    public async ValueTask DisposeAsync()
    {
        if (!_isStopped)
        {
            int code = await StopAsync();
            Assert.True(code == 0, $"The room server ended with {code}.\n{Log}");
        }

        _process.Dispose();
    }

    [GeneratedRegex("listening on:? +https?://(?<address>[^ /]+)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex ReadyLine();
}
