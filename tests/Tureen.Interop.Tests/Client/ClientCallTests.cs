using System.Text.Json.Nodes;
using Tureen.Interop.Tests.Browsers;
using Tureen.Interop.Tests.Rooms;

namespace Tureen.Interop.Tests.Client;

/// <summary>Pages with the client in C# and pages with mediasoup-client in one room.</summary>
public sealed class ClientCallTests(ITestOutputHelper output)
{
    private const int LongMessage = 100_000;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan WatchTime = TimeSpan.FromSeconds(5);

    [Theory]
    [InlineData("chromium", "chromium")]
    [InlineData("firefox", "chromium")]
    public async Task A_page_in_CSharp_and_one_of_mediasoup_client_see_hear_and_read_each_other(string csharpBrowser, string npmBrowser)
    {
        await using Call call = await Call.StartAsync(isOwnNetwork: csharpBrowser == "firefox" || npmBrowser == "firefox");
        BrowserPage npm = await call.JoinAsync("npm", npmBrowser, Options());
        BrowserPage csharp = await call.JoinAsync("csharp", csharpBrowser, Options(), "csharp");
        await npm.WaitForMediaAsync(1);
        await csharp.WaitForMediaAsync(1);

        // 1. Messages both ways, of text and of bytes.
        await ExchangeAsync(csharp, npm, "ours");
        await ExchangeAsync(npm, csharp, "theirs");

        // 2. Each producer pauses and goes on.
        foreach ((BrowserPage sender, BrowserPage receiver, string peerId) in new[] { (csharp, npm, "csharp"), (npm, csharp, "npm") })
        {
            await sender.CallAsync("pauseProducer", "video");
            await receiver.AssertStopsAsync(peerId, "video");
            ConsumerReport paused = (await receiver.ReportAsync()).Consumer(peerId, "video");
            await sender.CallAsync("resumeProducer", "video");
            await receiver.WaitForRiseAsync(paused);
        }

        // 3. A consumer pauses and goes on.
        ConsumerReport video = (await csharp.ReportAsync()).Consumer("npm", "video");
        await csharp.CallAsync("pauseConsumer", video.Id);
        await csharp.AssertStopsAsync("npm", "video");
        await csharp.CallAsync("resumeConsumer", video.Id);
        await csharp.WaitForRiseAsync((await csharp.ReportAsync()).Consumer("npm", "video"));

        // 4. ICE restarts, of both.
        await csharp.CallAsync("restartIce");
        await npm.CallAsync("restartIce");
        await CallProgress.AssertMediaFlowsAsync([csharp, npm], WatchTime);

        // 5. A producer that closes is gone for the other, and the page leaves.
        await csharp.CallAsync("closeProducer", "audio");
        await npm.WaitForAsync("the sound goes", static report => report.Consumers.Count == 1, Limit);
        await npm.CallAsync("closeProducer", "audio");
        await csharp.WaitForAsync("the sound goes", static report => report.Consumers.Count == 1, Limit);
        await csharp.LeaveAsync();
        await npm.WaitForAsync("the peer goes", static report => report.Consumers.Count == 0, Limit);
    }

    [Fact]
    public async Task Pages_join_again_after_the_server_restarted()
    {
        await using Call call = await Call.StartAsync();
        BrowserPage npm = await call.JoinAsync("npm");
        BrowserPage csharp = await call.JoinAsync("csharp", client: "csharp");
        await npm.WaitForMediaAsync(1);
        await csharp.WaitForMediaAsync(1);

        await call.RestartServerAsync();
        await csharp.WaitForAsync("the socket closes", static report => !report.Connected, Limit);
        await call.RejoinAsync(csharp, "csharp");
        await call.RejoinAsync(npm, "npm");

        await npm.WaitForMediaAsync(1);
        await csharp.WaitForMediaAsync(1);
    }

    [Fact]
    public async Task A_page_with_an_empty_cache_loads_and_joins()
    {
        await using Call call = await Call.StartAsync();
        BrowserPage page = await call.OpenAsync(client: "csharp");

        JsonNode joined = (await page.JoinAsync(call.Server.RoomUrl("load", "alone"), new JsonObject { ["audio"] = false, ["video"] = false }))!;

        // The clock of a page begins with its loading; the driver calls join some time after the runtime is up.
        double loaded = joined["startedMs"]!.GetValue<double>();
        double all = joined["joinedMs"]!.GetValue<double>();
        output.WriteLine($"Loaded within {loaded:0} ms, joined {all - loaded:0} ms later, {all:0} ms in all.");
        Assert.Equal("Chrome111", joined["handler"]!.GetValue<string>());
    }

    private static JsonObject Options() => new() { ["data"] = true };

    private static async Task ExchangeAsync(BrowserPage sender, BrowserPage receiver, string protocol)
    {
        string id = (await sender.CallAsync("produceData", new JsonObject { ["label"] = "chat", ["protocol"] = protocol }))!.GetValue<string>();
        // What is sent before the other end is there goes to nobody.
        await WaitForDataAsync(receiver, protocol, static _ => true);
        await sender.CallAsync("sendText", id, "<b>grüße</b>");
        await sender.CallAsync("sendData", id, new JsonObject { ["count"] = 50, ["length"] = 200, ["isText"] = true });
        await sender.CallAsync("sendData", id, new JsonObject { ["count"] = 50, ["length"] = 1000, ["first"] = 50 });
        await sender.CallAsync("sendData", id, new JsonObject { ["count"] = 2, ["length"] = LongMessage, ["first"] = 100 });
        DataReport report = await WaitForDataAsync(receiver, protocol, static one => one.Count == 102);
        Assert.Equal("chat", report.Label);
        Assert.Equal("open", report.ReadyState);
        Assert.Equal(["<b>grüße</b>"], report.Texts);
        Assert.Equal(0, report.Broken + report.Duplicates);
        Assert.True(report.IsInOrder);
    }

    private static async Task<DataReport> WaitForDataAsync(BrowserPage page, string protocol, Func<DataReport, bool> condition)
    {
        DateTime deadline = DateTime.UtcNow + Limit;
        while (true)
        {
            DataReport? report = (await page.CallAsync<DataReport[]>("dataReport")).SingleOrDefault(one => one.Protocol == protocol);
            if (report is not null && condition(report))
            {
                return report;
            }

            Assert.True(DateTime.UtcNow < deadline, $"Messages did not come: {report}");
            await Task.Delay(TimeSpan.FromMilliseconds(100));
        }
    }
}
