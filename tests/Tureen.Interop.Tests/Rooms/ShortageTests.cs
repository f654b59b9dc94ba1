using System.Globalization;
using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Tureen.Tests.Rooms;

namespace Tureen.Interop.Tests.Rooms;

/// <summary>The room server runs out of descriptors and gets them back: errors meanwhile, everything well afterwards.</summary>
public sealed class ShortageTests
{
    private const string RoomId = "short";

    /// <summary>Attempts of each kind while there are too few descriptors.</summary>
    private const int Attempts = 2;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Everything_works_after_descriptors_ran_out_and_came_back()
    {
        await using RoomServerProcess server = await RoomServerProcess.StartLocalAsync([]);
        using var http = new HttpClient { BaseAddress = new Uri($"http://{server.Address}"), Timeout = TimeSpan.FromSeconds(2) };

        // 1. A server in use. One that has never answered is ended by its runtime when it cannot load its code.
        await LoadPageAsync(http);
        await CallAsync(server, "warm");
        await ConnectV2Async(server, "warm");
        await BroadcastAsync(http, "warm");

        // 2. Too few for whatever is made now: connections, a room with its bot, transports with ports.
        foreach (int left in (int[])[0, 1, 3])
        {
            await LimitAsync(server, Directory.EnumerateFileSystemEntries($"/proc/{server.ProcessId}/fd").Count() + left);
            for (int attempt = 0; attempt < Attempts; attempt++)
            {
                foreach (Func<Task> use in (Func<Task>[])
                    [() => LoadPageAsync(http), () => CallAsync(server, RoomId), () => ConnectV2Async(server, RoomId), () => BroadcastAsync(http, RoomId)])
                {
                    await Record.ExceptionAsync(() => WithinAsync(TimeSpan.FromSeconds(1), use()));
                }
            }
        }

        // 3. They come back.
        await LimitAsync(server, 4_096);
        using var later = new HttpClient { BaseAddress = http.BaseAddress, Timeout = Limit };
        await WaitAsync(() => LoadPageAsync(later));
        await WithinAsync(Limit, CallAsync(server, RoomId));
        await WithinAsync(Limit, ConnectV2Async(server, RoomId));
        await WithinAsync(Limit, BroadcastAsync(later, RoomId));
    }

    private static Task WithinAsync(TimeSpan limit, Task use) => use.WaitAsync(limit, TestContext.Current.CancellationToken);

    private static async Task LimitAsync(RoomServerProcess server, int descriptors)
    {
        string limit = string.Create(CultureInfo.InvariantCulture, $"--nofile={descriptors}:");
        using ChildProcess set = ChildProcess.Start(
            "prlimit", ["--pid", server.ProcessId.ToString(CultureInfo.InvariantCulture), limit], networkNamespace: null);
        Assert.True(await set.WaitAsync(Limit) == 0, set.Log);
    }

    /// <summary>Until it works: connections that the shortage left behind may take a moment to end.</summary>
    private static async Task WaitAsync(Func<Task> use)
    {
        DateTime deadline = DateTime.UtcNow + Limit;
        while (await Record.ExceptionAsync(use) is { } error)
        {
            Assert.True(DateTime.UtcNow < deadline, error.ToString());
            await Task.Delay(TimeSpan.FromMilliseconds(100));
        }
    }

    private static async Task LoadPageAsync(HttpClient http)
    {
        Assert.Contains("<title>", await http.GetStringAsync("/"), StringComparison.Ordinal);
        Assert.NotEmpty(await http.GetByteArrayAsync("/app/boot.js"));
    }

    /// <summary>Two people; one sends, the other is offered it, and the bot is there.</summary>
    private static async Task CallAsync(RoomServerProcess server, string roomId)
    {
        var address = new Uri($"http://{server.Address}");
        await using RawProtooClient first = await JoinAsync(address, roomId, Guid.NewGuid().ToString("N"));
        await using RawProtooClient second = await JoinAsync(address, roomId, Guid.NewGuid().ToString("N"));
        JsonNode transport = await first.RequestAsync("createWebRtcTransport", Direction("producer"));
        await first.RequestAsync("produce", new JsonObject
        {
            ["transportId"] = transport["transportId"]!.GetValue<string>(),
            ["kind"] = "audio",
            ["rtpParameters"] = JsonNode.Parse(
                """{"codecs":[{"mimeType":"audio/opus","payloadType":111,"clockRate":48000,"channels":2}],"encodings":[{"ssrc":1234}]}"""),
        });
        await second.WaitForAsync("newConsumer").WaitAsync(Limit);
        await second.WaitForAsync("newDataConsumer").WaitAsync(Limit);
    }

    private static async Task<RawProtooClient> JoinAsync(Uri address, string roomId, string peerId)
    {
        RawProtooClient client = await RawProtooClient.ConnectAsync(address, roomId, peerId, "&usePipeTransports=false");
        JsonNode capabilities = await client.RequestAsync("getRouterRtpCapabilities");
        await client.RequestAsync("createWebRtcTransport", Direction("consumer"));
        await client.RequestAsync("join", new JsonObject
        {
            ["displayName"] = peerId,
            ["device"] = new JsonObject { ["name"] = "test" },
            ["rtpCapabilities"] = capabilities["routerRtpCapabilities"]!.DeepClone(),
        });
        return client;
    }

    private static JsonObject Direction(string direction) => new() { ["appData"] = new JsonObject { ["direction"] = direction } };

    private static async Task ConnectV2Async(RoomServerProcess server, string roomId)
    {
        using var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("protoo");
        var address = new Uri($"ws://{server.Address}/v2?roomId={roomId}&peerName={Guid.NewGuid():N}");
        await socket.ConnectAsync(address, CancellationToken.None);
        await socket.SendAsync(
            Encoding.UTF8.GetBytes("""{"request":true,"id":1,"method":"mediasoup-request","data":{"method":"queryRoom","target":"room","id":1}}"""),
            WebSocketMessageType.Text,
            true,
            CancellationToken.None);
        byte[] answer = new byte[64 * 1024];
        WebSocketReceiveResult received = await socket.ReceiveAsync(answer, CancellationToken.None);
        Assert.Contains("rtpCapabilities", Encoding.UTF8.GetString(answer, 0, received.Count), StringComparison.Ordinal);
    }

    private static async Task BroadcastAsync(HttpClient http, string roomId)
    {
        string id = Guid.NewGuid().ToString("N");
        string broadcasters = $"/rooms/{roomId}-broadcast/broadcasters";
        await PostAsync(http, broadcasters, new JsonObject { ["id"] = id, ["displayName"] = "A", ["device"] = new JsonObject { ["name"] = "B" } });
        await PostAsync(http, $"{broadcasters}/{id}/transports", new JsonObject { ["type"] = "plain" });
        using HttpResponseMessage deleted = await http.DeleteAsync($"{broadcasters}/{id}");
        Assert.Equal(HttpStatusCode.OK, deleted.StatusCode);
    }

    private static async Task PostAsync(HttpClient http, string path, JsonObject body)
    {
        using var content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await http.PostAsync(path, content);
        Assert.True(response.StatusCode == HttpStatusCode.OK, await response.Content.ReadAsStringAsync());
    }
}
