using System.Text.Json.Nodes;
using Tureen.Interop.Tests.Rooms;

namespace Tureen.Interop.Tests.V2;

/// <summary>Firefox with npm mediasoup-client 2.4.9, and Chromium on the other side.</summary>
public sealed class FirefoxTests
{
    [Fact]
    public async Task Firefox_and_Chromium_see_hear_and_pause_each_other_and_simulcast_of_Firefox_is_one_stream()
    {
        await using Call call = await Call.StartAsync(isOwnNetwork: true);
        V2Page fox = new(await call.OpenAsync("firefox"));
        V2Page chrome = new(await call.OpenAsync("chromium"));
        await fox.JoinAsync(Url(call, "fox"), "fox", "video", "audio");
        await chrome.JoinAsync(Url(call, "chrome"), "chrome", "audio", "video");

        // 1. Both ways, video first and audio first.
        await fox.WaitForMediaAsync();
        await chrome.WaitForMediaAsync();

        // 2. Pausing.
        await fox.CallAsync("pauseProducer", "video", new JsonObject { ["why"] = "x" });
        await chrome.WaitForEventAsync("fox video", "pause", "remote");
        await fox.CallAsync("resumeProducer", "video", null);
        await chrome.WaitForEventAsync("fox video", "resume", "remote");

        // 3. RIDs that are announced and do not come.
        await fox.CallAsync("closeProducer", "video", null);
        await chrome.WaitForEventAsync("fox video", "close", "remote");
        await fox.CallAsync("produce", "video", new JsonObject { ["simulcast"] = true });
        V2Report report = await chrome.WaitForAsync("the one stream comes", one => one.Find("video") is { FramesDecoded: > 5 });
        Assert.Equal("default", report.Find("video")!.EffectiveProfile);

        // 4. It leaves.
        await fox.CallAsync("leave", JsonValue.Create("bye"));
        JsonNode left = await chrome.WaitForEventAsync("fox", "close", "remote");
        Assert.Equal("bye", left["appData"]!.GetValue<string>());
    }

    private static string Url(Call call, string peerName) => V2Call.UrlOf(call.Server.Address, "v2", peerName);
}
