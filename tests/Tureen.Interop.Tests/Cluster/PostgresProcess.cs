using System.Net;
using System.Net.Sockets;

namespace Tureen.Interop.Tests.Cluster;

/// <summary>A PostgreSQL of its own, with its own data and port. It ends with the test.</summary>
internal sealed class PostgresProcess : IAsyncDisposable
{
    private static readonly TimeSpan SetupLimit = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(30);

    /// <summary>It refuses to run as root.</summary>
    private static readonly string[] AsPostgres =
        Environment.UserName == "root" ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] : [];

    private readonly string _folder;
    private readonly int _port;
    private ChildProcess? _process;

    private PostgresProcess(string folder, int port)
    {
        _folder = folder;
        _port = port;
    }

    /// <summary>How programs reach it.</summary>
    public string Connection => $"Host=127.0.0.1;Port={_port};Username=postgres;Database=postgres;Timeout=5";

    private static string Programs { get; } = Directory.GetDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).Last() + "/bin";

    public static async Task<PostgresProcess> StartAsync()
    {
        string folder = Directory.CreateTempSubdirectory("tureen-postgres").FullName;
        var database = new PostgresProcess(folder, FreePort());
        if (AsPostgres.Length > 0)
        {
            await RunAsync("chown", "postgres:postgres", folder);
        }

        await RunAsync([.. AsPostgres, $"{Programs}/initdb", "-D", $"{folder}/data", "-A", "trust", "-U", "postgres", "--no-sync"]);
        await database.BeginAsync();
        return database;
    }

    /// <summary>Starts it, again after it was stopped.</summary>
    public async Task BeginAsync()
    {
        TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
        string[] command =
        [
            .. AsPostgres, $"{Programs}/postgres", "-D", $"{_folder}/data", "-p", $"{_port}", "-k", _folder, "-c", "listen_addresses=127.0.0.1",
            "-c", "fsync=off", "-c", "log_destination=stderr", "-c", "logging_collector=off",
        ];

        // It writes to standard error; the shell brings it here line by line.
        _process = ChildProcess.Start(
            "sh", ["-c", "exec \"$@\" 2>&1", "sh", .. command], null, line =>
            {
                if (line.Contains("ready to accept connections", StringComparison.Ordinal))
                {
                    ready.TrySetResult();
                }
            },
            folder: _folder);
        await ready.Task.WaitAsync(SetupLimit);
    }

    /// <summary>Ends it at once, with its connections.</summary>
    public async Task StopAsync()
    {
        if (_process is { } process)
        {
            process.Interrupt();
            await process.WaitAsync(StopLimit);
            process.Dispose();
            _process = null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task RunAsync(params string[] command)
    {
        using ChildProcess process = ChildProcess.Start(command[0], command[1..], null, folder: "/");
        Assert.True(await process.WaitAsync(SetupLimit) == 0, $"{string.Join(' ', command)}\n{process.Log}");
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
