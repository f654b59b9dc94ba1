using System.Text.Json.Nodes;
using Tureen.Interop.Tests.Browsers;

namespace Tureen.Interop.Tests.Rooms;

public sealed class CallControlTests
{
    private static readonly TimeSpan NoticeLimit = TimeSpan.FromSeconds(10);

    /// <summary>Browsers answer a reference time with their next Sender Report, which for audio may take 5 seconds.</summary>
    private static readonly TimeSpan RoundTripLimit = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData("chromium")]
    [InlineData("firefox")]
    public async Task A_producer_that_pauses_is_silent_and_goes_on_when_it_resumes(string browser)
    {
        await using Call call = await StartPairAsync(browser);
        (BrowserPage sender, BrowserPage receiver) = await JoinPairAsync(call, browser);
        foreach (string kind in new[] { "video", "audio" })
        {
            ConsumerReport track = (await receiver.ReportAsync()).Consumer("sender", kind);

            await sender.CallAsync("pauseProducer", kind);
            await WaitForNoticeAsync(receiver, "consumerPaused", track.Id);
            await receiver.AssertStopsAsync("sender", kind);

            ConsumerReport paused = (await receiver.ReportAsync()).Consumer("sender", kind);
            await sender.CallAsync("resumeProducer", kind);
            await WaitForNoticeAsync(receiver, "consumerResumed", track.Id);
            await receiver.WaitForRiseAsync(paused);
        }
    }

    [Fact]
    public async Task A_consumer_that_pauses_is_silent_and_begins_again_with_a_key_frame()
    {
        await using Call call = await Call.StartAsync();
        (BrowserPage _, BrowserPage receiver) = await JoinPairAsync(call, "chromium");
        ConsumerReport track = (await receiver.ReportAsync()).Consumer("sender", "video");

        await receiver.CallAsync("pauseConsumer", track.Id);
        await receiver.AssertStopsAsync("sender", "video");

        ConsumerReport paused = (await receiver.ReportAsync()).Consumer("sender", "video");
        await receiver.CallAsync("resumeConsumer", track.Id);
        PageReport resumed = await receiver.WaitForRiseAsync(paused);
        Assert.True(resumed.Consumer("sender", "video").KeyFramesDecoded > paused.KeyFramesDecoded);
    }

    [Fact]
    public async Task A_producer_that_closes_takes_its_consumers_with_it_and_leaves_the_others()
    {
        await using Call call = await Call.StartAsync();
        (BrowserPage sender, BrowserPage receiver) = await JoinPairAsync(call, "chromium");
        ConsumerReport video = (await receiver.ReportAsync()).Consumer("sender", "video");

        await sender.CallAsync("closeProducer", "video");
        await WaitForNoticeAsync(receiver, "consumerClosed", video.Id);

        PageReport report = await receiver.ReportAsync();
        ConsumerReport audio = Assert.Single(report.Consumers);
        Assert.Equal("audio", audio.Kind);
        await receiver.WaitForRiseAsync(audio);
    }

    [Fact]
    public async Task A_peer_that_leaves_is_announced_and_its_media_closes_for_the_others_only()
    {
        await using Call call = await Call.StartAsync();
        BrowserPage first = await call.JoinAsync("first");
        BrowserPage second = await call.JoinAsync("second");
        BrowserPage third = await call.JoinAsync("third");
        await first.WaitForMediaAsync(2);

        await second.LeaveAsync();
        await first.WaitForAsync("the consumers of the one that left close", report => report.Consumers.Count == 2, NoticeLimit);
        Assert.True(await first.HasNotificationAsync("peerClosed", "peerId", "second"));
        await CallProgress.AssertMediaFlowsAsync([first, third], TimeSpan.FromSeconds(5));
    }

    [Theory]
    [InlineData("chromium")]
    [InlineData("firefox")]
    public async Task Media_goes_on_through_ICE_restarts(string browser)
    {
        await using Call call = await StartPairAsync(browser);
        (BrowserPage sender, BrowserPage receiver) = await JoinPairAsync(call, browser);
        for (int round = 0; round < 2; round++)
        {
            await sender.CallAsync("restartIce");
            await receiver.CallAsync("restartIce");
            await CallProgress.AssertMediaFlowsAsync([sender, receiver], TimeSpan.FromSeconds(5));
        }
    }

    [Fact]
    public async Task The_server_counts_what_the_browsers_send_and_receive()
    {
        await using Call call = await Call.StartAsync();
        (BrowserPage sender, BrowserPage receiver) = await JoinPairAsync(call, "chromium");
        JsonNode sent = (await sender.CallAsync("serverStats"))!;
        JsonNode received = (await receiver.CallAsync("serverStats"))!;

        Assert.All(sent["producers"]!.AsArray(), stat => Assert.True(stat!["packetCount"]!.GetValue<double>() > 0));
        Assert.Equal(2, sent["producers"]!.AsArray().Count);
        Assert.Contains(received["consumers"]!.AsArray(), stat => stat!["type"]!.GetValue<string>() == "outbound-rtp");
        Assert.Contains(received["transports"]!.AsArray(), stat => stat!["rtpBytesSent"]!.GetValue<double>() > 0);
        Assert.All(sent["transports"]!.AsArray(), stat => Assert.Equal("connected", stat!["dtlsState"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData(true, "tcp")]
    [InlineData(false, "udp")]
    public async Task All_browsers_share_one_port_of_either_protocol(bool forceTcp, string protocol)
    {
        await using Call call = await Call.StartAsync();
        var options = new JsonObject { ["forceTcp"] = forceTcp };
        BrowserPage sender = await call.JoinAsync("sender", options: options);
        BrowserPage receiver = await call.JoinAsync("receiver", options: (JsonObject)options.DeepClone());
        await receiver.WaitForMediaAsync(1);
        await sender.WaitForMediaAsync(1);

        List<JsonNode> tuples = [];
        foreach (BrowserPage page in new[] { sender, receiver })
        {
            tuples.AddRange((await page.CallAsync("serverStats"))!["transports"]!.AsArray().Select(static stat => stat!["iceSelectedTuple"]!));
        }

        Assert.Equal(4, tuples.Count);
        Assert.All(tuples, tuple => Assert.Equal(protocol, tuple["protocol"]!.GetValue<string>()));
        Assert.Single(tuples.Select(static tuple => tuple["localPort"]!.GetValue<int>()).Distinct());
    }

    [Theory]
    [InlineData("chromium")]
    [InlineData("firefox")]
    public async Task The_server_learns_the_round_trip_of_what_a_browser_sends(string browser)
    {
        await using Call call = await StartPairAsync(browser);
        (BrowserPage sender, BrowserPage _) = await JoinPairAsync(call, browser);
        DateTime deadline = DateTime.UtcNow + RoundTripLimit;
        JsonArray producers = await ProducerStatsAsync(sender);
        while (!producers.All(stat => stat!["roundTripTime"]?.GetValue<double>() > 0))
        {
            Assert.True(DateTime.UtcNow < deadline, $"No round trip is known: {producers}");
            await Task.Delay(TimeSpan.FromMilliseconds(200), TestContext.Current.CancellationToken);
            producers = await ProducerStatsAsync(sender);
        }

        Assert.All(producers, stat => Assert.InRange(stat!["roundTripTime"]!.GetValue<double>(), double.Epsilon, 1000));
    }

    private static async Task<JsonArray> ProducerStatsAsync(BrowserPage page) =>
        (await page.CallAsync("serverStats"))!["producers"]!.AsArray();

    private static Task<Call> StartPairAsync(string browser) => Call.StartAsync(isOwnNetwork: browser == "firefox");

    private static async Task<(BrowserPage Sender, BrowserPage Receiver)> JoinPairAsync(Call call, string browser)
    {
        BrowserPage sender = await call.JoinAsync("sender", browser);
        BrowserPage receiver = await call.JoinAsync("receiver");
        await receiver.WaitForMediaAsync(1);
        await sender.WaitForMediaAsync(1);
        return (sender, receiver);
    }

    private static async Task WaitForNoticeAsync(BrowserPage page, string method, string consumerId)
    {
        DateTime deadline = DateTime.UtcNow + NoticeLimit;
        while (!await page.HasNotificationAsync(method, "consumerId", consumerId))
        {
            Assert.True(DateTime.UtcNow < deadline, $"No {method} came for {consumerId}.");
            await Task.Delay(TimeSpan.FromMilliseconds(50));
        }
    }
}
