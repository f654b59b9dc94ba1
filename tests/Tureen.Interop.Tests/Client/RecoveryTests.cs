using System.Text.Json.Nodes;
using Tureen.Interop.Tests.Browsers;

namespace Tureen.Interop.Tests.Client;

/// <summary>A command that fails leaves the transport of a real browser usable, and a section that is used again is as good as new.</summary>
public sealed class RecoveryTests
{
    private static readonly string[] Extensions =
    [
        "urn:ietf:params:rtp-hdrext:sdes:mid",
        "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01",
    ];

    [Theory]
    [InlineData("chromium")]
    [InlineData("firefox")]
    public async Task What_fails_is_taken_back_and_what_follows_is_sent(string browser)
    {
        await using BrowserDriver driver = await BrowserDriver.StartAsync();
        BrowserPage page = await driver.OpenAsync(await driver.LaunchAsync(browser), "csharp");
        JsonNode device = JsonNode.Parse(await File.ReadAllTextAsync(
            Path.Combine(RepositoryRoot.Path, "tests", "Tureen.Tests", "Fixtures", browser + "-device.json"), TestContext.Current.CancellationToken))!;

        JsonNode result = (await page.CallAsync("recover", new JsonObject
        {
            ["routerRtpCapabilities"] = device["routerRtpCapabilities"]!.DeepClone(),
            ["transport"] = device["transportOptionsGivenToClient"]!.DeepClone(),
        }))!;

        Dictionary<string, string> failing = new(StringComparer.Ordinal)
        {
            ["refused"] = "MediasoupException",
            ["no codec"] = "MediasoupTypeException",
            ["wrong kind"] = "MediasoupTypeException",
        };
        foreach (JsonNode? step in result["runs"]!.AsArray().SelectMany(static run => run!.AsArray()))
        {
            string name = step!["step"]!.GetValue<string>();
            if (failing.TryGetValue(name, out string? error))
            {
                Assert.Equal(error, step["error"]?.GetValue<string>());
            }
            else
            {
                Assert.True(step["error"] is null, step.ToJsonString());
                string[] uris = [.. step["extensions"]!.AsArray().Select(static uri => uri!.GetValue<string>())];
                Assert.Contains(Extensions[0], uris);
                Assert.True(browser == "firefox" || uris.Contains(Extensions[1]), step.ToJsonString());
            }
        }
    }
}
