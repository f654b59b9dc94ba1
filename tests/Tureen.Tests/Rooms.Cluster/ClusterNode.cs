using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tureen.Rooms.Cluster;
using Tureen.Rooms.Cluster.Shares;
using Tureen.Rooms.Rooms;
using Tureen.Server.Hosting;
using Tureen.Server.Settings;

namespace Tureen.Tests.Rooms.Cluster;

/// <summary>One machine of a cluster: a whole room server, which speaks with the others by TCP and UDP.</summary>
internal sealed class ClusterNode : IAsyncDisposable
{
    private bool _isStopped;

    public RoomServer Server { get; private set; } = null!;

    public RoomCluster Cluster { get; private set; } = null!;

    public static async Task<ClusterNode> StartAsync(SharedMembership membership, TureenClusterOptions? options = null)
    {
        var node = new ClusterNode();
        node.Server = await RoomServer.StartAsync(
            new RoomServerSettings { Port = 0, ListenIp = IPAddress.Loopback, Workers = 1 },
            builder =>
            {
                builder.Logging.ClearProviders();
                builder.AddTureenCluster((options ?? new TureenClusterOptions()) with { Port = FreePort() });
                builder.Services.AddSingleton<IMembershipTable>(membership);
            });
        node.Cluster = node.Server.Get<RoomCluster>();
        return node;
    }

    public Room? Find(string roomId) => Server.Rooms.Find(roomId);

    public Task<RawProtooClient> ConnectAsync(string roomId, string peerId, string query = "") =>
        RawProtooClient.ConnectAsync(Server.Address, roomId, peerId, query);

    public async Task<DemoClient> JoinAsync(string roomId, string peerId, string query = "")
    {
        var client = new DemoClient(await ConnectAsync(roomId, peerId, query), Tureen.Rooms.Signaling.Dialect.Classic);
        await client.CreateTransportsAsync();
        await client.JoinAsync(peerId);
        return client;
    }

    /// <summary>Waits until a client knows another one. What a machine says reaches the others a moment later, so the answer to join may lack it.</summary>
    public static async Task<JsonNode> SeesAsync(DemoClient client, string peerId)
    {
        JsonNode? known = client.Joined["peers"]!.AsArray().FirstOrDefault(peer => IdOf(peer) == peerId);
        for (int count = 1; known is null; count++)
        {
            JsonObject newPeer = await client.Raw.WaitForAsync("newPeer", count);
            known = IdOf(newPeer) == peerId ? newPeer : null;
        }

        return known;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_isStopped)
        {
            _isStopped = true;
            await Server.DisposeAsync();
        }
    }

    private static string IdOf(JsonNode? peer) => peer!["id"]!.GetValue<string>();

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
