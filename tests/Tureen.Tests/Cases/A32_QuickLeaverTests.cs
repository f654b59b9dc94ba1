using System.Text.Json.Nodes;
using Tureen.Rooms.Signaling;
using Tureen.Tests.Rooms;

namespace Tureen.Tests.Cases;

/// <summary>Participants who leave quickly, or close what they send quickly: nothing of theirs is presented after they are gone.</summary>
[Collection(RoomServerCollection.Name)]
public sealed class A32_QuickLeaverTests(RoomServerFixture server)
{
    private const int Rounds = 200;
    private const int Watchers = 6;

    private readonly string _roomId = RoomServerFixture.NewRoomId();

    [Fact]
    public async Task Nothing_is_presented_of_a_peer_after_its_end_was_reported()
    {
        int seed = Random.Shared.Next();
        var random = new Random(seed);
        DemoClient[] watchers = await Task.WhenAll(Enumerable.Range(0, Watchers).Select(index =>
            DemoClient.JoinAsync(server, _roomId, $"watcher{index}", Dialect.Modern, "&usePipeTransports=false")));
        for (int round = 0; round < Rounds; round++)
        {
            // They leave while consumers of theirs are being made, at another moment each time.
            DemoClient guest = await DemoClient.JoinAsync(server, _roomId, $"guest{round}", Dialect.Modern, "&usePipeTransports=false");
            Task<string> producing = random.Next(2) == 0 ? guest.ProduceAsync("audio") : ProduceChatAsync(guest, guest.SendTransportId, 1);
            await (random.Next(4) == 0 ? Task.CompletedTask : producing);
            Thread.SpinWait(random.Next(20_000));
            guest.Raw.Abort();
            _ = producing.ContinueWith(static task => task.Exception, TaskScheduler.Default);
        }

        foreach (DemoClient watcher in watchers)
        {
            await watcher.Raw.WaitForAsync("peerClosed", Rounds);
            await watcher.Raw.RequestAsync("ping");
            AssertNothingIsLate(watcher.Raw.Received(), seed);
            await watcher.DisposeAsync();
        }
    }

    [Fact]
    public async Task Nothing_is_presented_of_a_producer_after_it_was_closed_and_every_presented_consumer_is_reported_closed()
    {
        await using DemoClient watcher = await DemoClient.JoinAsync(server, _roomId, "watcher");
        await using DemoClient guest = await DemoClient.JoinAsync(server, _roomId, "guest");
        for (int round = 0; round < Rounds / 4; round++)
        {
            string id = await guest.ProduceAsync("audio");
            string dataId = await ProduceChatAsync(guest, await guest.SctpTransportAsync(), 1);
            await Task.WhenAll(
                guest.Raw.RequestAsync("closeProducer", new JsonObject { ["producerId"] = id }),
                guest.Raw.RequestAsync("closeDataProducer", new JsonObject { ["dataProducerId"] = dataId }));
        }

        await guest.Raw.LeaveAsync();
        await watcher.Raw.WaitForAsync("peerClosed");
        int presented = watcher.Raw.Received("newConsumer").Count;
        int presentedData = watcher.Raw.Received("newDataConsumer").Count(static message => message["data"]!["peerId"] is not null);
        await (presented == 0 ? Task.CompletedTask : watcher.Raw.WaitForAsync("consumerClosed", presented));
        await (presentedData == 0 ? Task.CompletedTask : watcher.Raw.WaitForAsync("dataConsumerClosed", presentedData));
        AssertNothingIsLate(watcher.Raw.Received(), seed: 0);
    }

    private static async Task<string> ProduceChatAsync(DemoClient client, string transportId, int streamId)
    {
        JsonNode answer = await client.Raw.RequestAsync("produceData", new JsonObject
        {
            ["transportId"] = transportId,
            ["label"] = "chat",
            ["sctpStreamParameters"] = new JsonObject { ["streamId"] = streamId, ["ordered"] = true },
        });
        return (answer["dataProducerId"] ?? answer["id"])!.GetValue<string>();
    }

    /// <summary>In the order of arrival: presentations before the end of the peer, and states only of consumers that are there.</summary>
    private static void AssertNothingIsLate(IReadOnlyList<JsonObject> received, int seed)
    {
        HashSet<string> gone = [];
        HashSet<string> known = [];
        foreach (JsonObject message in received)
        {
            JsonNode? data = message["data"];
            switch (message["method"]?.GetValue<string>())
            {
                case "peerClosed":
                    gone.Add(data!["peerId"]!.GetValue<string>());
                    break;
                case "newConsumer":
                    Assert.False(gone.Contains(data!["peerId"]!.GetValue<string>()), $"a late newConsumer, seed {seed}");
                    known.Add((data["consumerId"] ?? data["id"])!.GetValue<string>());
                    break;
                case "newDataConsumer":
                    Assert.False(gone.Contains(data!["peerId"]?.GetValue<string>() ?? "the bot"), $"a late newDataConsumer, seed {seed}");
                    break;
                case "consumerPaused" or "consumerResumed" or "consumerScore" or "consumerLayersChanged":
                    Assert.True(known.Contains(data!["consumerId"]!.GetValue<string>()), $"the state of an unknown consumer, seed {seed}");
                    break;
                case "consumerClosed":
                    Assert.True(known.Remove(data!["consumerId"]!.GetValue<string>()), "the end of a consumer that was never presented");
                    break;
                default:
                    break;
            }
        }
    }
}
