using System.Text.Json.Nodes;
using Tureen.Interop.Tests.Browsers;

namespace Tureen.Interop.Tests.Rooms;

/// <summary>Messages from browser to browser over data channels, and to the bot.</summary>
public sealed class DataChannelTests
{
    private const int LongestMessage = 262_144;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("chromium", "chromium")]
    [InlineData("firefox", "chromium")]
    [InlineData("chromium", "firefox")]
    public async Task Messages_of_all_kinds_arrive_as_they_were_sent(string senderBrowser, string receiverBrowser)
    {
        await using Call call = await Call.StartAsync(isOwnNetwork: senderBrowser == "firefox" || receiverBrowser == "firefox");
        BrowserPage sender = await call.JoinAsync("sender", senderBrowser, Options());
        BrowserPage receiver = await call.JoinAsync("receiver", receiverBrowser, Options());

        // 1. Text, bytes and nothing, in order.
        string ordered = await OpenAsync(sender, receiver, "ordered");
        await SendAsync(sender, ordered, count: 100, length: 200, isText: true);
        await SendAsync(sender, ordered, count: 100, length: 200, first: 100);
        await SendAsync(sender, ordered, count: 1, length: 0, isText: true, first: 200);
        await SendAsync(sender, ordered, count: 1, length: 0, first: 200);
        DataReport report = await WaitAsync(receiver, "ordered", one => one.Count == 200 && one.Empty == 2);
        AssertPerfect(report);

        // 2. The longest messages, both ways.
        await SendAsync(sender, ordered, count: 4, length: LongestMessage, first: 200);
        AssertPerfect(await WaitAsync(receiver, "ordered", one => one.Count == 204));
        string back = await OpenAsync(receiver, sender, "back");
        await SendAsync(receiver, back, count: 4, length: LongestMessage);
        AssertPerfect(await WaitAsync(sender, "back", one => one.Count == 4));

        // 3. Many small ones, in order.
        await SendAsync(sender, ordered, count: 10_000, length: 100, first: 204);
        AssertPerfect(await WaitAsync(receiver, "ordered", one => one.Count == 10_204));
    }

    [Theory]
    [InlineData("chromium")]
    [InlineData("firefox")]
    public async Task Each_kind_of_reliability_is_kept(string browser)
    {
        await using Call call = await Call.StartAsync(isOwnNetwork: browser == "firefox");
        BrowserPage sender = await call.JoinAsync("sender", browser, Options());
        BrowserPage receiver = await call.JoinAsync("receiver", browser, Options());
        (string Protocol, JsonObject Reliability)[] kinds =
        [
            ("unordered", new JsonObject { ["ordered"] = false }),
            ("retransmits", new JsonObject { ["ordered"] = false, ["maxRetransmits"] = 3 }),
            ("lifetime", new JsonObject { ["ordered"] = false, ["maxPacketLifeTime"] = 5000 }),
        ];
        foreach ((string protocol, JsonObject reliability) in kinds)
        {
            string id = await OpenAsync(sender, receiver, protocol, reliability);
            await SendAsync(sender, id, count: 1000, length: 100);

            // All must come, whatever their order; but what has limits may be given up when a busy machine drops packets.
            int least = protocol == "unordered" ? 1000 : 500;
            DataReport report = await WaitAsync(receiver, protocol, one => one.Count >= least);
            Assert.Equal((0, 0), (report.Duplicates, report.Broken));
        }
    }

    [Fact]
    public async Task Five_channels_at_once_do_not_wait_for_each_other()
    {
        await using Call call = await Call.StartAsync();
        BrowserPage sender = await call.JoinAsync("sender", options: Options());
        BrowserPage receiver = await call.JoinAsync("receiver", options: Options());
        List<string> ids = [];
        for (int channel = 0; channel < 5; channel++)
        {
            ids.Add(await OpenAsync(sender, receiver, $"channel{channel}"));
        }

        // The first channel has megabytes to carry; the others are short.
        Task busy = SendMegabytesAsync(sender, receiver, ids[0], "channel0");
        for (int channel = 1; channel < 5; channel++)
        {
            await SendAsync(sender, ids[channel], count: 20, length: 100);
        }

        for (int channel = 1; channel < 5; channel++)
        {
            AssertPerfect(await WaitAsync(receiver, $"channel{channel}", static one => one.Count == 20));
        }

        await busy;

        // The close of a channel is reported, and another can follow it.
        await sender.CallAsync("closeData", ids[1]);
        string again = await OpenAsync(sender, receiver, "again");
        await SendAsync(sender, again, count: 20, length: 100);
        AssertPerfect(await WaitAsync(receiver, "again", static one => one.Count == 20));
    }

    [Theory]
    [InlineData("chromium")]
    [InlineData("firefox")]
    public async Task A_stream_can_be_used_again_once_its_channel_is_closed(string browser)
    {
        await using Call call = await Call.StartAsync(isOwnNetwork: browser == "firefox");
        BrowserPage sender = await call.JoinAsync("sender", browser, Options());
        BrowserPage receiver = await call.JoinAsync("receiver", browser, Options());
        string id = await OpenAsync(sender, receiver, "reused");
        await SendAsync(sender, id, count: 20, length: 100);
        AssertPerfect(await WaitAsync(receiver, "reused", static one => one.Count == 20));
        for (int round = 1; round <= 3; round++)
        {
            await sender.CallAsync("reopenData", id);
            await SendAsync(sender, id, count: 20, length: 100, first: 20 * round);
            AssertPerfect(await WaitAsync(receiver, "reused", one => one.Count == 20 * (round + 1)));
        }
    }

    [Fact]
    public async Task The_bot_answers_messages_to_it()
    {
        await using Call call = await Call.StartAsync();
        JsonObject options = Options();
        options["displayName"] = "Ada";
        BrowserPage speaker = await call.JoinAsync("speaker", options: options);
        BrowserPage listener = await call.JoinAsync("listener", options: Options());
        string id = await OpenAsync(
            speaker, new JsonObject { ["label"] = "bot", ["ordered"] = false, ["maxPacketLifeTime"] = 2000 });
        await speaker.CallAsync("sendText", id, "hello");
        foreach (BrowserPage page in new[] { speaker, listener })
        {
            DataReport report = await WaitAsync(page, one => one.Label == "bot" && one.Texts.Count == 1, "the bot answers");
            Assert.Equal("Ada said me: \"hello\"", report.Texts[0]);
        }
    }

    private static JsonObject Options() => new() { ["audio"] = false, ["video"] = false, ["data"] = true };

    private static async Task<string> OpenAsync(BrowserPage page, JsonObject options) =>
        (await page.CallAsync("produceData", options))!.GetValue<string>();

    /// <summary>Opens a channel and waits for its other end: what is sent before that goes to nobody.</summary>
    private static async Task<string> OpenAsync(BrowserPage page, BrowserPage receiver, string protocol, JsonObject? reliability = null)
    {
        JsonObject options = reliability ?? [];
        options["label"] = "chat";
        options["protocol"] = protocol;
        string id = await OpenAsync(page, options);
        await WaitAsync(receiver, protocol, static one => one.ReadyState == "open");
        return id;
    }

    private static Task<JsonNode?> SendAsync(
        BrowserPage page, string id, int count, int length, bool isText = false, int first = 0) =>
        page.CallAsync("sendData", id, new JsonObject
        {
            ["count"] = count,
            ["length"] = length,
            ["isText"] = isText,
            ["first"] = first,
        });

    /// <summary>
    /// Ten megabytes, in parts that fit into what the router holds for a receiver (`sctpSendBufferSize`): it does not slow a
    /// sender down, it drops what a slower receiver has no room for.
    /// </summary>
    private static async Task SendMegabytesAsync(BrowserPage sender, BrowserPage receiver, string id, string protocol)
    {
        const int part = 5;
        for (int sent = 0; sent < 40; sent += part)
        {
            await SendAsync(sender, id, count: part, length: LongestMessage, first: sent);
            AssertPerfect(await WaitAsync(receiver, protocol, one => one.Count == sent + part));
        }
    }

    private static Task<DataReport> WaitAsync(BrowserPage page, string protocol, Func<DataReport, bool> condition) =>
        WaitAsync(page, one => one.Protocol == protocol && condition(one), $"messages of {protocol} arrive");

    private static async Task<DataReport> WaitAsync(BrowserPage page, Func<DataReport, bool> condition, string what)
    {
        using CancellationTokenSource deadline = new(Limit);
        while (true)
        {
            DataReport[] reports = await page.CallAsync<DataReport[]>("dataReport");
            if (reports.FirstOrDefault(condition) is { } report)
            {
                return report;
            }

            if (deadline.IsCancellationRequested)
            {
                Assert.Fail($"Waited {Limit} in vain: {what}.\n{string.Join('\n', reports.Select(static one => one.ToString()))}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), CancellationToken.None);
        }
    }

    private static void AssertPerfect(DataReport report) =>
        Assert.True(report.IsInOrder && report.Duplicates == 0 && report.Broken == 0, report.ToString());
}
