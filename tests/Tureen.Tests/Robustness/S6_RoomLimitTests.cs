using System.Net;
using System.Text.Json.Nodes;
using Tureen.Rooms;
using Tureen.Rooms.Limits;
using Tureen.Rooms.Protoo;
using Tureen.Rooms.Security;
using Tureen.Rooms.Status;
using Tureen.Rooms.Tokens;
using Tureen.Server.Hosting;
using Tureen.Server.Settings;
using Tureen.Tests.Rooms;

namespace Tureen.Tests.Robustness;

/// <summary>S6: what one client says, keeps and opens is bounded, and nobody else pays for it.</summary>
public sealed class S6_RoomLimitTests : IAsyncLifetime
{
    private const string Room = "room";

    private static readonly RoomServerSettings Settings = new() { Port = 0, ListenIp = IPAddress.Loopback, Workers = 1 };

    private readonly ManualTime _time = new();
    private RoomServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await RoomServerFixture.StartAsync(Settings, _time);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task S6a_names_and_devices_that_the_others_must_read_are_short()
    {
        await using RawProtooClient client = await ConnectAsync("alice");
        JsonObject[] tooLong =
        [
            new() { ["displayName"] = new string('n', RoomLimits.MaxDisplayNameLength + 1) },
            new() { ["displayName"] = new string('ä', (RoomLimits.MaxDisplayNameLength / 2) + 1) },
            new() { ["device"] = new JsonObject { ["name"] = new string('d', RoomLimits.MaxDeviceLength) } },
            new() { ["rtpCapabilities"] = new JsonObject { ["more"] = new string('c', RoomLimits.MaxRtpCapabilitiesLength) } },
        ];

        foreach (JsonObject data in tooLong)
        {
            Assert.Equal(400, (await Assert.ThrowsAsync<ProtooException>(() => client.RequestAsync("join", data))).Code);
        }

        await client.RequestAsync("join", new JsonObject { ["displayName"] = new string('n', RoomLimits.MaxDisplayNameLength) });
        Assert.InRange(WorstJoinAnswer(), 1, ProtooLimits.MaxQueuedBytes);
    }

    [Fact]
    public async Task S6b_a_name_that_all_others_get_changes_rarely()
    {
        await using RawProtooClient client = await ConnectAsync("alice");
        await client.RequestAsync("join", new JsonObject());
        for (int index = 0; index < RoomLimits.NameChangeBurst; index++)
        {
            await ChangeAsync(client);
        }

        await Assert.ThrowsAsync<ProtooException>(() => ChangeAsync(client));
        _time.Advance(TimeSpan.FromSeconds(1 / RoomLimits.NameChangesPerSecond));
        await ChangeAsync(client);
    }

    [Fact]
    public async Task S6b_what_the_server_does_for_each_of_the_others_is_asked_for_rarely()
    {
        await using DemoClient client = new(await ConnectAsync("alice"), Tureen.Rooms.Signaling.Dialect.Classic);
        await client.CreateSendTransportAsync();
        await client.JoinAsync("alice");
        JsonObject producer = new() { ["producerId"] = await client.ProduceAsync("audio") };
        for (int index = 0; index < RoomLimits.PauseBurst; index++)
        {
            await client.Raw.RequestAsync(index % 2 == 0 ? "pauseProducer" : "resumeProducer", producer.DeepClone());
        }

        Assert.Equal(429, (await Assert.ThrowsAsync<ProtooException>(() => client.Raw.RequestAsync("pauseProducer", producer.DeepClone()))).Code);
        for (int index = 1; index < RoomLimits.ProducerBurst; index++)
        {
            string id = await client.ProduceAsync("audio");
            await client.Raw.RequestAsync("closeProducer", new JsonObject { ["producerId"] = id });
        }

        Assert.Equal(429, (await Assert.ThrowsAsync<ProtooException>(() => client.ProduceAsync("audio"))).Code);
        _time.Advance(TimeSpan.FromSeconds(1));
        await client.ProduceAsync("audio");
    }

    [Fact]
    public async Task S6c_application_data_is_bounded_each_and_together_and_is_given_back()
    {
        DemoClient client = new(await ConnectAsync("alice"), Tureen.Rooms.Signaling.Dialect.Classic);
        await client.CreateSendTransportAsync();
        await client.JoinAsync("alice");
        JsonObject most = new() { ["x"] = new string('x', RoomLimits.MaxAppDataLength - 10) };

        await Assert.ThrowsAsync<ProtooException>(
            () => client.ProduceAsync("audio", new JsonObject { ["x"] = new string('x', RoomLimits.MaxAppDataLength) }));
        int made = 0;
        ProtooException refusal = await Assert.ThrowsAsync<ProtooException>(async () =>
        {
            for (; made < RoomLimits.MaxProducersPerPeer; made++)
            {
                await client.ProduceAsync("audio", most.DeepClone().AsObject());
            }
        });

        Assert.Contains("too much data", refusal.Message, StringComparison.Ordinal);
        Assert.InRange(_server.Services.Memory.Kept, made * (RoomLimits.MaxAppDataLength - 10), RoomLimits.MaxKeptLength);
        await client.DisposeAsync();
        await WaitAsync(() => _server.Services.Memory.Kept == 0 && _server.Services.Memory.Queued == 0);
    }

    [Fact]
    public async Task S6d_a_client_gets_no_replicas_unless_the_operator_allows_them()
    {
        await using RoomServer generous = await RoomServerFixture.StartAsync(
            Settings with { Limits = new RoomLimitOptions { MaxConsumerReplicas = 2 } });

        Assert.Equal(1, await CountConsumersAsync(_server, expected: 1));
        Assert.Equal(3, await CountConsumersAsync(generous, expected: 3));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("", "&disableBwe=true")]
    [InlineData("/v2", "&peerName=alice")]
    public async Task S6e_who_does_not_join_in_time_is_closed_in_every_dialect(string path, string query)
    {
        RawProtooClient shy = await RawProtooClient.ConnectAsync(new Uri(_server.Address, path), Room, "alice", query);
        if (path.Length == 0)
        {
            await shy.WaitForAsync("mediasoupVersion");
        }
        else
        {
            await shy.RequestAsync("mediasoup-request", new JsonObject { ["method"] = "queryRoom", ["target"] = "room" });
        }

        _time.Advance(RoomLimits.JoinDeadline);
        await shy.WaitForCloseAsync();

        Assert.Equal(ProtooConnection.ClosedByServer, shy.CloseStatus);
        await WaitAsync(() => _server.Rooms.Count == 0 && _server.V2Rooms.Count == 0 && _server.Services.Sockets.Count == 0);
    }

    [Fact]
    public async Task S6e_unjoined_peers_hold_few_transports()
    {
        await using RawProtooClient client = await ConnectAsync("alice");
        for (int index = 0; index < RoomLimits.MaxTransportsPerPeer; index++)
        {
            await client.RequestAsync("createWebRtcTransport", new JsonObject());
        }

        await Assert.ThrowsAsync<ProtooException>(() => client.RequestAsync("createWebRtcTransport", new JsonObject()));
        Assert.InRange(RoomLimits.MaxTransportsPerPeer, 2, 8);
    }

    [Theory]
    [InlineData("/", "peerId")]
    [InlineData("/v2", "peerName")]
    public async Task S6g_nobody_takes_the_place_of_another_without_its_secret(string path, string name)
    {
        RawProtooClient first = await RawProtooClient.ConnectAsync(new Uri(_server.Address, path), Room, "alice", "&peerName=alice");
        string link = $"{path}?roomId={Room}&{name}=alice";
        string token = await JoinAsync(first, path);

        (HttpStatusCode status, string reason) = await UpgradeRequest.SendAsync(_server.Address, link);
        (HttpStatusCode guessed, _) = await UpgradeRequest.SendAsync(_server.Address, $"{link}&reconnectToken={new string('0', token.Length)}");
        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.Conflict), (status, guessed));
        Assert.Contains("reconnectToken", reason, StringComparison.Ordinal);
        await AssertAliveAsync(first, path);

        // Who knows it takes the place, and what it knew is worth nothing afterwards.
        await using RawProtooClient second = await RawProtooClient.ConnectAsync(
            new Uri(_server.Address, path), Room, "alice", $"&peerName=alice&reconnectToken={token}");
        await first.WaitForCloseAsync();
        Assert.Equal(ProtooConnection.ClosedByServer, first.CloseStatus);
        Assert.NotEqual(token, await JoinAsync(second, path));
        Assert.Equal(HttpStatusCode.Conflict, (await UpgradeRequest.SendAsync(_server.Address, $"{link}&reconnectToken={token}")).Status);
    }

    [Fact]
    public async Task S6g_the_id_of_one_that_left_is_free()
    {
        RawProtooClient first = await ConnectAsync("alice");
        await JoinAsync(first, "/");
        await first.LeaveAsync();
        await WaitAsync(() => _server.Services.Sockets.Count == 0);

        await using RawProtooClient second = await ConnectAsync("alice");
        await JoinAsync(second, "/");
    }

    [Theory]
    [InlineData("/", "peerId")]
    [InlineData("/v2", "peerName")]
    public async Task S6h_rooms_and_sockets_have_shares_and_a_full_server_says_so(string path, string name)
    {
        RoomLimitOptions limits = new() { MaxRooms = 3, MaxSockets = 5 };
        await using RoomServer small = await RoomServerFixture.StartAsync(Settings with { Limits = limits });
        List<RawProtooClient> clients = [];
        foreach (int room in new[] { 0, 1, 2, 2 })
        {
            string peer = "peer" + clients.Count;
            clients.Add(await RawProtooClient.ConnectAsync(new Uri(small.Address, path), "room" + room, peer, "&peerName=" + peer));
        }

        (HttpStatusCode room4, string rooms) = await UpgradeRequest.SendAsync(small.Address, $"{path}?roomId=more&{name}=a");
        clients.Add(await RawProtooClient.ConnectAsync(new Uri(small.Address, path), "room0", "last", "&peerName=last"));
        (HttpStatusCode socket6, string sockets) = await UpgradeRequest.SendAsync(small.Address, $"{path}?roomId=room0&{name}=b");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "too many rooms"), (room4, rooms));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "too many connections from this address"), (socket6, sockets));
        foreach (RawProtooClient client in clients)
        {
            await client.DisposeAsync();
        }

        await WaitAsync(() => small.Services.Sockets.Count == 0);
    }

    [Fact]
    public async Task S6h_one_address_opens_its_share_of_rooms()
    {
        await using RoomServer small = await RoomServerFixture.StartAsync(
            Settings with { Limits = new RoomLimitOptions { MaxRoomsPerAddress = 1 } });
        List<RawProtooClient> clients = [];
        for (int index = 0; index < SecurityLimits.LoopbackFactor; index++)
        {
            clients.Add(await RawProtooClient.ConnectAsync(small.Address, "room" + index, "alice"));
        }

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await UpgradeRequest.SendAsync(small.Address, "/?roomId=more&peerId=a")).Status);
        await clients[0].DisposeAsync();
        await WaitAsync(() => small.Rooms.Count == SecurityLimits.LoopbackFactor - 1);
        await using RawProtooClient next = await RawProtooClient.ConnectAsync(small.Address, "more", "alice");
        foreach (RawProtooClient client in clients.Skip(1))
        {
            await client.DisposeAsync();
        }
    }

    [Fact]
    public async Task S6h_the_status_page_is_made_once_a_second_for_all_who_ask()
    {
        var page = new StatusPage(_server.Rooms, new AccessRules(Settings, new TokenValidator(Settings, _time)), _time);

        string first = await page.GetAsync();
        Assert.Same(first, await page.GetAsync());
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.NotSame(first, await page.GetAsync());
    }

    /// <summary>Bytes of the answer to join in a full room where each name consists of what takes most room in JSON.</summary>
    private static long WorstJoinAnswer()
    {
        const int Escaped = 6;
        const int Rest = 100;
        long member = (Escaped * (RoomLimits.MaxIdLength + RoomLimits.MaxDisplayNameLength)) + RoomLimits.MaxDeviceLength + Rest;
        return member * (RoomLimits.MaxPeersPerRoom + RoomLimits.MaxBroadcastersPerRoom);
    }

    private static Task<JsonNode> ChangeAsync(RawProtooClient client) =>
        client.RequestAsync("changeDisplayName", new JsonObject { ["displayName"] = "Ally" });

    private static async Task<int> CountConsumersAsync(RoomServer server, int expected)
    {
        await using DemoClient alice = new(
            await RawProtooClient.ConnectAsync(server.Address, "replicas", "alice", "&consumerReplicas=100"), Tureen.Rooms.Signaling.Dialect.Classic);
        await alice.CreateTransportsAsync();
        await alice.JoinAsync("alice");
        await alice.ProduceAsync("audio");
        await using DemoClient bob = new(
            await RawProtooClient.ConnectAsync(server.Address, "replicas", "bob"), Tureen.Rooms.Signaling.Dialect.Classic);
        await bob.CreateTransportsAsync();
        await bob.JoinAsync("bob");
        await bob.Raw.WaitForAsync("newConsumer");

        // Consumers come one by one; with another producer, more than are expected would show.
        await WaitAsync(() => server.Rooms.Find("replicas")!.ConsumerCount >= expected);
        await alice.ProduceAsync("audio");
        await WaitAsync(() => server.Rooms.Find("replicas")!.ConsumerCount >= 2 * expected);
        return server.Rooms.Find("replicas")!.ConsumerCount / 2;
    }

    private static async Task<string> JoinAsync(RawProtooClient client, string path)
    {
        if (path == "/")
        {
            return (await client.RequestAsync("join", new JsonObject()))["reconnectToken"]!.GetValue<string>();
        }

        JsonNode room = await client.RequestAsync("mediasoup-request", new JsonObject { ["method"] = "queryRoom", ["target"] = "room" });
        JsonNode joined = await client.RequestAsync("mediasoup-request", new JsonObject
        {
            ["method"] = "join",
            ["target"] = "room",
            ["peerName"] = "alice",
            ["rtpCapabilities"] = room["rtpCapabilities"]!.DeepClone(),
        });
        return joined["reconnectToken"]!.GetValue<string>();
    }

    private static Task<JsonNode> AssertAliveAsync(RawProtooClient client, string path) => path == "/"
        ? client.RequestAsync("getRouterRtpCapabilities")
        : client.RequestAsync("mediasoup-request", new JsonObject { ["method"] = "queryRoom", ["target"] = "room" });

    private static async Task WaitAsync(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!condition())
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private Task<RawProtooClient> ConnectAsync(string peerId) => RawProtooClient.ConnectAsync(_server.Address, Room, peerId);
}
