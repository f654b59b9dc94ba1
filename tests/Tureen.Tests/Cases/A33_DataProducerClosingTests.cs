using System.Net;
using System.Text.Json.Nodes;
using Tureen.Rooms.Limits;
using Tureen.Rooms.Protoo;
using Tureen.Rooms.Signaling;
using Tureen.Tests.Rooms;
using Tureen.Tests.Rooms.Broadcasts;

namespace Tureen.Tests.Cases;

/// <summary>Whatever can be opened can be closed, and limits count what is open.</summary>
[Collection(RoomServerCollection.Name)]
public sealed class A33_DataProducerClosingTests(RoomServerFixture server)
{
    private readonly string _roomId = RoomServerFixture.NewRoomId();

    [Fact]
    public async Task A_chat_that_is_closed_can_be_opened_again_more_often_than_the_limit()
    {
        await using DemoClient watcher = await DemoClient.JoinAsync(server, _roomId, "watcher");
        await using DemoClient client = await DemoClient.JoinAsync(server, _roomId, "alice");
        for (int round = 0; round < RoomLimits.MaxDataProducersPerPeer + 2; round++)
        {
            string id = await ProduceDataAsync(client);
            await client.Raw.RequestAsync("closeDataProducer", new JsonObject { ["dataProducerId"] = id });
        }

        ProtooException error = await Assert.ThrowsAsync<ProtooException>(
            () => client.Raw.RequestAsync("closeDataProducer", new JsonObject { ["dataProducerId"] = "none" }));
        Assert.Contains("none", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Those_that_are_open_count()
    {
        await using DemoClient client = await DemoClient.JoinAsync(server, _roomId, "alice");
        string last = "";
        for (int index = 0; index < RoomLimits.MaxDataProducersPerPeer; index++)
        {
            last = await ProduceDataAsync(client, index);
        }

        await Assert.ThrowsAsync<ProtooException>(() => ProduceDataAsync(client, 1000));
        await client.Raw.RequestAsync("closeDataProducer", new JsonObject { ["dataProducerId"] = last });
        await ProduceDataAsync(client, 1000);
    }

    [Fact]
    public async Task The_others_hear_of_the_end_in_the_modern_dialect_too()
    {
        await using DemoClient watcher = await DemoClient.JoinAsync(server, _roomId, "watcher", Dialect.Modern, "&usePipeTransports=false");
        await using DemoClient client = await DemoClient.JoinAsync(server, _roomId, "alice", Dialect.Modern, "&usePipeTransports=false");
        string id = (await client.Raw.RequestAsync("produceData", Options(client.SendTransportId, 1)))["dataProducerId"]!.GetValue<string>();
        await watcher.Raw.WaitForAsync("newDataConsumer", 2);
        await client.Raw.NotifyAsync("closeDataProducer", new JsonObject { ["dataProducerId"] = id });
        await watcher.Raw.WaitForAsync("dataConsumerClosed");
    }

    [Fact]
    public async Task A_broadcaster_closes_transports_producers_and_consumers_and_opens_others()
    {
        using var client = new BroadcastClient(server.Address, _roomId);
        await client.AddAsync("studio");
        (_, JsonNode capabilities) = await client.SendAsync(HttpMethod.Get, "");
        await client.AddAsync("recorder", capabilities);
        for (int round = 0; round < RoomLimits.MaxTransportsPerBroadcaster + 2; round++)
        {
            string transport = await client.PlainAsync("studio");
            JsonNode producer = await client.PostAsync(
                transport + "/producers", new JsonObject { ["kind"] = "audio", ["rtpParameters"] = DemoClient.AudioParameters() });
            string sink = await client.TransportAsync("recorder", new JsonObject { ["type"] = "plain", ["comedia"] = true });
            JsonNode consumer = await client.PostAsync($"{sink}/consume?producerId={producer["id"]!.GetValue<string>()}");
            await DeleteAsync(client, $"/broadcasters/recorder/consumers/{consumer["id"]!.GetValue<string>()}");
            await DeleteAsync(client, round % 2 == 0 ? transport : $"/broadcasters/studio/producers/{producer["id"]!.GetValue<string>()}");
            await (round % 2 == 0 ? Task.CompletedTask : DeleteAsync(client, transport));
            await DeleteAsync(client, sink);
            (HttpStatusCode again, _) = await client.SendAsync(HttpMethod.Delete, transport);
            Assert.Equal(HttpStatusCode.NotFound, again);
        }

        foreach (string id in new[] { "studio", "recorder" })
        {
            await DeleteAsync(client, $"/broadcasters/{id}");
        }
    }

    private static async Task DeleteAsync(BroadcastClient client, string path)
    {
        (HttpStatusCode status, JsonNode answer) = await client.SendAsync(HttpMethod.Delete, path);
        Assert.True(status == HttpStatusCode.OK, $"{path}: {status} {answer.ToJsonString()}");
    }

    private static JsonObject Options(string transportId, int streamId) => new()
    {
        ["transportId"] = transportId,
        ["label"] = "chat",
        ["sctpStreamParameters"] = new JsonObject { ["streamId"] = streamId, ["ordered"] = true },
        ["appData"] = new JsonObject { ["channel"] = "chat" },
    };

    private static async Task<string> ProduceDataAsync(DemoClient client, int streamId = 1) =>
        (await client.Raw.RequestAsync("produceData", Options(await client.SctpTransportAsync(), streamId)))["id"]!.GetValue<string>();
}
