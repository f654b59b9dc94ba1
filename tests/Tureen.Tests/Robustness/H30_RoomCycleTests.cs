using System.Net;
using System.Text.Json.Nodes;
using Tureen.Rooms.Signaling;
using Tureen.Server.Hosting;
using Tureen.Server.Settings;
using Tureen.Tests.Rooms;

namespace Tureen.Tests.Robustness;

/// <summary>H30: rooms with peers and media, opened and closed through their WebSockets, leave nothing behind.</summary>
[Collection(nameof(ResourceMeasurement))]
public sealed class H30_RoomCycleTests
{
    /// <summary>Each worker keeps one UDP and one TCP port for all its rooms.</summary>
    private const int SharedPorts = 2;

    private const int Rounds = 100;
    private const int RoomsPerRound = 20;

    /// <summary>Connections end a moment after their peers have left.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task H30_twenty_rooms_opened_and_closed_a_hundred_times_leave_no_socket_timer_or_lease()
    {
        await using RoomServer server = await RoomServerFixture.StartAsync(
            new RoomServerSettings { Port = 0, ListenIp = IPAddress.Loopback, Workers = 2 });

        // The first rooms start what the process keeps: thread pool timers, heartbeats of connections.
        await RunRoundAsync(server, 0);
        Assert.True(SpinWait.SpinUntil(() => server.Rooms.Count == 0, Patience));
        (int sockets, long timers) = (OpenSockets(), Timer.ActiveCount);

        for (int round = 1; round <= Rounds; round++)
        {
            await RunRoundAsync(server, round);
        }

        Assert.True(SpinWait.SpinUntil(() => server.Rooms.Count == 0, Patience), $"{server.Rooms.Count} rooms are left");
        foreach (Worker worker in server.Workers)
        {
            Assert.Equal(default, await CountAsync(worker));
        }

        SpinWait.SpinUntil(() => OpenSockets() <= sockets && Timer.ActiveCount <= timers, Patience);
        Assert.InRange(OpenSockets(), 0, sockets);
        Assert.InRange(Timer.ActiveCount, 0, timers);
    }

    private static Task RunRoundAsync(RoomServer server, int round) =>
        Task.WhenAll(Enumerable.Range(0, RoomsPerRound).Select(room => OpenAndCloseAsync(server, $"room{round}-{room}", room)));

    /// <summary>One peer sends to another; then both leave, in every second room without a word.</summary>
    private static async Task OpenAndCloseAsync(RoomServer server, string roomId, int number)
    {
        Dialect dialect = number % 4 < 2 ? Dialect.Classic : Dialect.Modern;
        DemoClient alice = await ConnectAsync(server, roomId, "alice", dialect);
        await alice.CreateSendTransportAsync();
        await alice.JoinAsync("alice");
        DemoClient bob = await ConnectAsync(server, roomId, "bob", dialect);
        await bob.CreateReceiveTransportAsync();
        await bob.JoinAsync("bob");
        string producerId = await alice.ProduceAsync("video");
        JsonNode consumer = await bob.Raw.WaitForAsync("newConsumer");
        Assert.Equal(producerId, consumer["producerId"]!.GetValue<string>());
        foreach (DemoClient client in new[] { alice, bob })
        {
            if (number % 2 == 0)
            {
                await client.DisposeAsync();
            }
            else
            {
                client.Raw.Abort();
            }
        }
    }

    private static async Task<DemoClient> ConnectAsync(RoomServer server, string roomId, string peerId, Dialect dialect) =>
        new(await RawProtooClient.ConnectAsync(server.Address, roomId, peerId), dialect);

    private static async Task<Counts> CountAsync(Worker worker)
    {
        await worker.Dispatcher.FlushAsync();
        return await worker.Channel.RequestAsync((_, _) => new Counts(
            worker.Core.Routers.Count,
            worker.Core.OpenSockets - SharedPorts,
            worker.Core.Context.Deadlines.Count,
            worker.Core.LeasedPackets,
            worker.Channel.TargetCount));
    }

    /// <summary>Sockets of this process, media and signaling; elsewhere than on Linux only those of the workers are counted.</summary>
    private static int OpenSockets() => OperatingSystem.IsLinux()
        ? new DirectoryInfo("/proc/self/fd").EnumerateFileSystemInfos()
            .Count(static file => file.LinkTarget?.StartsWith("socket:", StringComparison.Ordinal) == true)
        : 0;

    private readonly record struct Counts(int Routers, int Sockets, int Deadlines, int Leases, int Targets);
}
