using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using V2Peer = Tureen.V2.Peer;
using V2Room = Tureen.V2.Room;

namespace Tureen.Tests.V2;

/// <summary>Says to a room what a client said once, and compares what comes back with what came back then.</summary>
internal sealed class TraceReplay
{
    private static readonly TimeSpan StatsLimit = TimeSpan.FromSeconds(10);

    private readonly V2Room _room;
    private readonly Dictionary<string, V2Peer> _peers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Queue<JsonObject>> _said = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Channel<JsonObject>> _stats = new(StringComparer.Ordinal);
    private readonly Dictionary<int, int> _consumerIds = [];

    public TraceReplay(V2Room room)
    {
        _room = room;
        room.OnNewPeer += peer =>
        {
            _peers[peer.Name] = peer;
            peer.OnNotify += notification => Note(peer.Name, notification);
        };
    }

    public async Task TakeAsync(JsonObject message)
    {
        string peer = message["peer"]!.GetValue<string>();
        JsonObject body = message["body"]!.AsObject();
        string method = V2Client.Method(body);
        if (message["dir"]!.GetValue<string>() == "C>S")
        {
            await SayAsync(peer, message["type"]!.GetValue<string>(), method, body);
        }
        else if (method.EndsWith("Stats", StringComparison.Ordinal))
        {
            JsonObject stats = await StatsOf(peer, method).Reader.ReadAsync(TestContext.Current.CancellationToken)
                .AsTask().WaitAsync(StatsLimit, TestContext.Current.CancellationToken);
            Assert.Equal(body.Select(field => field.Key).Order(StringComparer.Ordinal), stats.Select(field => field.Key).Order(StringComparer.Ordinal));
        }
        else if (method != "consumerEffectiveProfileChanged")
        {
            Assert.True(SaidTo(peer).TryDequeue(out JsonObject? said), $"Nothing was said instead of {body.ToJsonString()}");
            Compare(method, body, said);
        }
    }

    public void AssertNothingElseWasSaid() => Assert.All(_said, pair => Assert.Empty(pair.Value));

    private async Task SayAsync(string peer, string type, string method, JsonObject recorded)
    {
        var body = (JsonObject)recorded.DeepClone();
        if (method.Contains("Consumer", StringComparison.Ordinal))
        {
            body["id"] = _consumerIds[body["id"]!.GetValue<int>()];
        }

        if (type == "notification")
        {
            await _peers[peer].ReceiveNotificationAsync(body);
            return;
        }

        JsonObject? response = body["target"]!.GetValue<string>() == "room"
            ? await _room.ReceiveRequestAsync(body)
            : await _peers[peer].ReceiveRequestAsync(body);
        JsonObject answer = new() { ["method"] = method };
        if (response is not null)
        {
            answer["response"] = response;
        }

        Note(peer, answer);
    }

    private void Note(string peer, JsonObject said)
    {
        string method = V2Client.Method(said);
        if (method.EndsWith("Stats", StringComparison.Ordinal))
        {
            StatsOf(peer, method).Writer.TryWrite(said);
        }
        else if (method != "consumerEffectiveProfileChanged")
        {
            SaidTo(peer).Enqueue(said);
        }
    }

    private Queue<JsonObject> SaidTo(string peer) => _said.GetOrAdd(peer, static _ => new Queue<JsonObject>());

    private Channel<JsonObject> StatsOf(string peer, string method) =>
        _stats.GetOrAdd(peer + method, static _ => Channel.CreateUnbounded<JsonObject>());

    private void Compare(string path, JsonNode? expected, JsonNode? actual)
    {
        switch (expected, actual)
        {
            case (JsonObject left, JsonObject right):
                Assert.Equal((path, Keys(left)), (path, Keys(right)));
                foreach ((string name, JsonNode? value) in left)
                {
                    CompareField($"{path}.{name}", name, value, right[name], left);
                }

                break;
            case (JsonArray left, JsonArray right):
                Assert.Equal((path, left.Count), (path, right.Count));
                for (int i = 0; i < left.Count; i++)
                {
                    Compare($"{path}[{i}]", left[i], right[i]);
                }

                break;
            default:
                Assert.True(JsonNode.DeepEquals(expected, actual), $"{path}: {actual?.ToJsonString()} instead of {expected?.ToJsonString()}");
                break;
        }
    }

    private void CompareField(string path, string name, JsonNode? expected, JsonNode? actual, JsonObject owner)
    {
        bool isConsumer = owner.ContainsKey("effectiveProfile") || owner.ContainsKey("peerName");
        switch (name)
        {
            case "usernameFragment" or "password" or "role" or "value" or "ssrc":
                Assert.Equal(expected!.GetValueKind(), actual!.GetValueKind());
                break;
            case "iceCandidates":
                Compare(path, WithoutPlace(expected!.AsArray()[0]!), WithoutPlace(actual!.AsArray()[0]!));
                break;
            case "id" when isConsumer && owner.ContainsKey("rtpParameters"):
                _consumerIds[expected!.GetValue<int>()] = actual!.GetValue<int>();
                break;
            case "id" when isConsumer && _consumerIds.TryGetValue(expected!.GetValue<int>(), out int known):
                Assert.Equal(known, actual!.GetValue<int>());
                break;
            default:
                Compare(path, expected, actual);
                break;
        }
    }

    private static string Keys(JsonObject json) => string.Join(',', json.Select(field => field.Key).Order(StringComparer.Ordinal));

    private static JsonObject WithoutPlace(JsonNode candidate)
    {
        var copy = (JsonObject)candidate.DeepClone();
        copy["ip"] = copy["port"] = null;
        return copy;
    }
}
