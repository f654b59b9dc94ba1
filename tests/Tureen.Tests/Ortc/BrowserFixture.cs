using System.Text.Json;
using Tureen.Ortc;

namespace Tureen.Tests.Ortc;

/// <summary>What real browsers and mediasoup said to each other, recorded.</summary>
internal static class BrowserFixture
{
    public static readonly string[] Browsers = ["chromium", "firefox"];

    public static JsonElement Read(string name)
    {
        using JsonDocument document =
            JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Fixtures", name + ".json")));
        return document.RootElement.Clone();
    }

    public static T Get<T>(JsonElement owner, string name)
        where T : IOrtcJson<T>
        => OrtcJson.Deserialize<T>(owner.GetProperty(name));

    public static RtpCapabilities RouterCapabilities(string browser)
        => Get<RtpCapabilities>(Read(browser + "-device"), "routerRtpCapabilities");

    public static RtpCapabilities RecvCapabilities(string browser)
        => Get<RtpCapabilities>(Read(browser + "-device"), "recvRtpCapabilities");

    public static IEnumerable<(string Browser, string Case)> ServerCases()
        => Browsers.SelectMany(browser => Read(browser + "-ortc-expected").GetProperty("cases").EnumerateObject()
            .Select(property => (browser, property.Name)));

    public static JsonElement ServerCase(string browser, string name)
        => Read(browser + "-ortc-expected").GetProperty("cases").GetProperty(name);
}
