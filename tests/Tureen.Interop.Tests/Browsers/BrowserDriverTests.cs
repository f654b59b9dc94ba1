using System.Text.Json.Nodes;

namespace Tureen.Interop.Tests.Browsers;

/// <summary>Shows that the tools of the other tests work, so that a failure there is one of the server.</summary>
public sealed class BrowserDriverTests
{
    [Theory]
    [InlineData("chromium", "Chrome111")]
    [InlineData("firefox", "Firefox120")]
    public async Task A_browser_starts_with_camera_and_microphone_and_loads_a_device(string browser, string handler)
    {
        await using BrowserDriver driver = await BrowserDriver.StartAsync();
        BrowserPage page = await driver.OpenAsync(await driver.LaunchAsync(browser));
        JsonNode capabilities = JsonNode.Parse(
            """
            {"codecs":[
              {"kind":"audio","mimeType":"audio/opus","preferredPayloadType":100,"clockRate":48000,"channels":2},
              {"kind":"video","mimeType":"video/VP8","preferredPayloadType":101,"clockRate":90000}],
             "headerExtensions":[]}
            """)!;

        JsonNode probe = (await page.CallAsync("probe", capabilities))!;

        Assert.Equal(handler, probe["handler"]!.GetValue<string>());
        Assert.True(probe["audio"]!.GetValue<bool>());
        Assert.True(probe["video"]!.GetValue<bool>());
        Assert.Equal(2, probe["tracks"]!.AsArray().Count);
    }
}
