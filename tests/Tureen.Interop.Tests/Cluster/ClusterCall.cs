using System.Net;
using System.Net.Sockets;
using Tureen.Interop.Tests.Browsers;
using Tureen.Interop.Tests.Rooms;

namespace Tureen.Interop.Tests.Cluster;

/// <summary>Three servers of a cluster as processes, their database, and pages of one browser.</summary>
internal sealed class ClusterCall : IAsyncDisposable
{
    public const string RoomId = "far";

    private static readonly TimeSpan InitLimit = TimeSpan.FromSeconds(60);

    private readonly BrowserDriver _driver;
    private readonly string _browser;

    private ClusterCall(PostgresProcess database, List<RoomServerProcess> nodes, BrowserDriver driver, string browser)
    {
        Database = database;
        Nodes = nodes;
        _driver = driver;
        _browser = browser;
    }

    public PostgresProcess Database { get; }

    public List<RoomServerProcess> Nodes { get; }

    private static string Program { get; } = Path.Combine(
        RepositoryRoot.Path, "apps", "Tureen.Server.Cluster", "bin", RepositoryRoot.Configuration, "net10.0", "Tureen.Server.Cluster.dll");

    public static async Task<ClusterCall> StartAsync(int nodes)
    {
        PostgresProcess database = await PostgresProcess.StartAsync();
        using (ChildProcess init = ChildProcess.Start("dotnet", [Program, "init", "--cluster-connection", database.Connection], null))
        {
            Assert.True(await init.WaitAsync(InitLimit) == 0, init.Log);
        }

        RoomServerProcess[] servers = await Task.WhenAll(Enumerable.Range(0, nodes).Select(_ => StartNodeAsync(database)));
        BrowserDriver driver = await BrowserDriver.StartAsync();
        return new ClusterCall(database, [.. servers], driver, await driver.LaunchAsync("chromium"));
    }

    /// <summary>Opens a page that joins by one of the servers.</summary>
    public async Task<BrowserPage> JoinAsync(RoomServerProcess node, string peerId)
    {
        BrowserPage page = await _driver.OpenAsync(_browser);
        await page.JoinAsync(node.RoomUrl(RoomId, peerId));
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        await _driver.DisposeAsync();
        foreach (RoomServerProcess node in Nodes)
        {
            await node.DisposeAsync();
        }

        await Database.DisposeAsync();
    }

    private static Task<RoomServerProcess> StartNodeAsync(PostgresProcess database) => RoomServerProcess.StartProgramAsync(
        Program,
        [
            "--port", "0", "--listen-ip", "127.0.0.1", "--allow-anonymous", "--allowed-origin", "*", "--workers", "1",
            "--cluster", "postgres", "--cluster-connection", database.Connection, "--node-port", $"{FreePort()}",
        ]);

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
