using System.Text.Json;
using System.Text.Json.Nodes;
using Tureen.Interop.Tests.Browsers;

namespace Tureen.Interop.Tests.V2;

/// <summary>One page with one peer of mediasoup v2; its methods are those of <c>web/src/v2-client.js</c>.</summary>
internal sealed class V2Page(BrowserPage page)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(40);
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public Task<JsonNode?> CallAsync(string method, params JsonNode?[] arguments) => page.CallAsync("v2", [method, .. arguments]);

    public Task<JsonNode?> JoinAsync(string url, string peerName, params string[] send) => JoinAsync(url, peerName, new JsonObject
    {
        ["send"] = new JsonArray([.. send.Select(kind => (JsonNode)kind)]),
    });

    public Task<JsonNode?> JoinAsync(string url, string peerName, JsonObject options)
    {
        options["url"] = url;
        options["peerName"] = peerName;
        options["appData"] ??= new JsonObject { ["name"] = peerName };
        return CallAsync("join", options);
    }

    public async Task<V2Report> ReportAsync() => (await CallAsync("report")).Deserialize<V2Report>(Json)!;

    /// <summary>Takes reports until one satisfies the condition.</summary>
    public async Task<V2Report> WaitForAsync(string what, Func<V2Report, bool> condition)
    {
        using CancellationTokenSource deadline = new(Limit);
        V2Report report = await ReportAsync();
        while (!condition(report))
        {
            if (deadline.IsCancellationRequested)
            {
                Assert.Fail($"Waited {Limit} in vain: {what}.\n{JsonSerializer.Serialize(report, Json)}\n{(await CallAsync("events"))!.ToJsonString()}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), CancellationToken.None);
            report = await ReportAsync();
        }

        return report;
    }

    /// <summary>Waits until the page has seen an event.</summary>
    public async Task<JsonNode> WaitForEventAsync(string who, string what, string? originator = null)
    {
        using CancellationTokenSource deadline = new(Limit);
        while (true)
        {
            JsonArray events = (await CallAsync("events"))!.AsArray();
            JsonNode? found = events.FirstOrDefault(one =>
                one!["who"]!.GetValue<string>() == who
                && one["event"]!.GetValue<string>() == what
                && (originator is null || one["originator"]?.GetValue<string>() == originator));
            if (found is not null)
            {
                return found;
            }

            Assert.False(deadline.IsCancellationRequested, $"Waited {Limit} in vain for {who} {what} {originator}.\n{events.ToJsonString()}");
            await Task.Delay(TimeSpan.FromMilliseconds(100), CancellationToken.None);
        }
    }

    /// <summary>Waits until sound and picture of so many peers have come, and go on coming.</summary>
    public async Task WaitForMediaAsync(int peers = 1)
    {
        await WaitForAsync("audio and video come", report =>
            report.Consumers.Count(one => one is { Kind: "video", FramesDecoded: > 5 }) == peers
            && report.Consumers.Count(one => one is { Kind: "audio", PacketsReceived: > 20 }) == peers);
    }
}
