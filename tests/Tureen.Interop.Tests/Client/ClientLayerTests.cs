using System.Text.Json.Nodes;
using Tureen.Interop.Tests.Browsers;
using Tureen.Interop.Tests.Rooms;

namespace Tureen.Interop.Tests.Client;

/// <summary>Simulcast and SVC between the client in C# and mediasoup-client.</summary>
public sealed class ClientLayerTests
{
    // From here on Chromium sends three spatial layers.
    private const int Width = 960;
    private const int Height = 540;

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan ChangeLimit = TimeSpan.FromSeconds(10);

    [Theory]
    [InlineData("csharp", "npm")]
    [InlineData("npm", "csharp")]
    public async Task A_viewer_sees_as_many_simulcast_layers_as_the_sender_lets_it_and_its_other_track(string senderClient, string viewerClient)
    {
        await using Call call = await Call.StartAsync();
        BrowserPage sender = await call.JoinAsync("sender", options: SenderOptions("video/VP8", SimulcastEncodings()), client: senderClient);
        BrowserPage viewer = await call.JoinAsync("viewer", options: ViewerOptions(), client: viewerClient);
        await WaitForHeightAsync(viewer, Height, StartLimit);

        // 1. The sender's greatest layer is the viewer's resolution.
        await sender.CallAsync("setMaxSpatialLayer", "video", 0);
        await WaitForHeightAsync(viewer, Height / 4, ChangeLimit);
        await sender.CallAsync("setMaxSpatialLayer", "video", 1);
        await WaitForHeightAsync(viewer, Height / 2, ChangeLimit);

        // 2. Another track takes its place without negotiation.
        ConsumerReport before = (await viewer.ReportAsync()).Consumer("sender", "video");
        await sender.CallAsync("replaceTrack", "video", new JsonObject { ["width"] = Width, ["height"] = Height });
        await viewer.WaitForRiseAsync(before);

        await sender.CallAsync("setMaxSpatialLayer", "video", 2);
        await WaitForHeightAsync(viewer, Height, StartLimit);
    }

    [Fact]
    public async Task A_viewer_chooses_among_the_layers_of_SVC()
    {
        await using Call call = await Call.StartAsync();
        JsonArray encodings = [new JsonObject { ["scalabilityMode"] = "L3T3", ["maxBitrate"] = 1_500_000 }];
        await call.JoinAsync("sender", options: SenderOptions("video/VP9", encodings), client: "csharp");
        BrowserPage npm = await call.JoinAsync("npm", options: ViewerOptions());
        BrowserPage csharp = await call.JoinAsync("csharp", options: ViewerOptions(), client: "csharp");
        foreach (BrowserPage viewer in new[] { npm, csharp })
        {
            ConsumerReport video = await WaitForHeightAsync(viewer, Height, StartLimit);
            Assert.Equal("video/VP9", video.Codec);
            foreach (int spatial in new[] { 0, 1, 2 })
            {
                await viewer.CallAsync("request", "setConsumerPreferredLayers", new JsonObject
                {
                    ["consumerId"] = video.Id,
                    ["spatialLayer"] = spatial,
                    ["temporalLayer"] = 2,
                });
                await WaitForHeightAsync(viewer, Height >> (2 - spatial), ChangeLimit);
            }
        }
    }

    [Fact]
    public async Task Firefox_sends_simulcast_by_the_client_in_CSharp()
    {
        await using Call call = await Call.StartAsync(isOwnNetwork: true);
        BrowserPage sender = await call.JoinAsync("sender", "firefox", SenderOptions("video/VP8", SimulcastEncodings()), "csharp");
        BrowserPage viewer = await call.JoinAsync("viewer", options: ViewerOptions());
        await viewer.WaitForAsync("a higher layer", static report => report.Consumers.Any(static one => one.FrameHeight > Height / 3), StartLimit);

        await sender.CallAsync("setMaxSpatialLayer", "video", 0);

        await WaitForHeightAsync(viewer, Height / 4, ChangeLimit);
    }

    private static async Task<ConsumerReport> WaitForHeightAsync(BrowserPage viewer, int height, TimeSpan limit)
    {
        // Encoders round heights to what they like to have.
        PageReport report = await viewer.WaitForAsync(
            $"a height of {height}", report => report.Consumers.Any(one => Math.Abs(one.FrameHeight - height) <= 4), limit);
        return report.Consumer("sender", "video");
    }

    private static JsonObject SenderOptions(string codec, JsonArray encodings) => new()
    {
        ["audio"] = false,
        ["width"] = Width,
        ["height"] = Height,
        ["encodings"] = encodings,
        ["codec"] = codec,
    };

    private static JsonObject ViewerOptions() => new() { ["audio"] = false, ["video"] = false };

    private static JsonArray SimulcastEncodings() =>
    [
        new JsonObject { ["scaleResolutionDownBy"] = 4, ["maxBitrate"] = 150_000, ["scalabilityMode"] = "L1T3" },
        new JsonObject { ["scaleResolutionDownBy"] = 2, ["maxBitrate"] = 400_000, ["scalabilityMode"] = "L1T3" },
        new JsonObject { ["scaleResolutionDownBy"] = 1, ["maxBitrate"] = 1_200_000, ["scalabilityMode"] = "L1T3" },
    ];
}
