using System.Text.Json.Nodes;
using V2Consumer = Tureen.V2.Consumer;
using V2Producer = Tureen.V2.Producer;

namespace Tureen.Tests.V2;

/// <summary>Alice sends to Bob, and all events are noted in their order.</summary>
internal sealed class V2Pair : IAsyncDisposable
{
    private V2Pair(V2Scene scene, V2Client alice, V2Client bob, V2Producer producer)
    {
        Scene = scene;
        Alice = alice;
        Bob = bob;
        Producer = producer;
        Consumer = bob.Peer.Consumers[0];
        producer.OnPause += (originator, appData) => Note("producer pause", originator, appData);
        producer.OnResume += (originator, appData) => Note("producer resume", originator, appData);
        producer.OnClose += (originator, appData) => Note("producer close", originator, appData);
        Consumer.OnPause += (originator, appData) => Note("consumer pause", originator, appData);
        Consumer.OnResume += (originator, appData) => Note("consumer resume", originator, appData);
        Consumer.OnClose += (originator, appData) => Note("consumer close", originator, appData);
        Consumer.OnHandled += () => Events.Add("handled");
        Consumer.OnUnhandled += () => Events.Add("unhandled");
        alice.Peer.OnClose += (originator, appData) => Note("peer close", originator, appData);
        alice.Peer.Transports[0].OnClose += (originator, appData) => Note("transport close", originator, appData);
        alice.Peer.OnNotify += notification => Events.Add("alice< " + Describe(notification));
        bob.Peer.OnNotify += notification => Events.Add("bob< " + Describe(notification));
    }

    public V2Scene Scene { get; }

    public V2Client Alice { get; }

    public V2Client Bob { get; }

    public V2Producer Producer { get; }

    public V2Consumer Consumer { get; }

    public List<string> Events { get; } = [];

    public static async Task<V2Pair> CreateAsync(string kind = "audio", bool isEnabled = true, bool isPaused = false, JsonNode? encodings = null)
    {
        V2Scene scene = new();
        V2Client alice = await scene.JoinAsync("alice");
        V2Client bob = await scene.JoinAsync("bob");
        await alice.CreateTransportAsync(1);
        await bob.CreateTransportAsync(2, "recv");
        V2Pair pair = new(scene, alice, bob, await alice.ProduceAsync(kind, 1, isPaused, encodings: encodings));
        if (isEnabled)
        {
            await bob.EnableAsync(pair.Consumer, 2);
        }

        pair.Events.Clear();
        return pair;
    }

    /// <summary>What happened since the last time.</summary>
    public string[] Take()
    {
        string[] events = [.. Events];
        Events.Clear();
        return events;
    }

    public ValueTask DisposeAsync() => Scene.DisposeAsync();

    private static string Describe(JsonObject notification) => V2Client.Method(notification) + Suffix(notification["appData"]);

    private static string Suffix(JsonNode? appData) => appData is null ? "" : " " + appData.ToJsonString();

    private void Note(string what, Tureen.V2.Originator originator, JsonNode? appData) =>
        Events.Add($"{what} {originator}{Suffix(appData)}");
}
