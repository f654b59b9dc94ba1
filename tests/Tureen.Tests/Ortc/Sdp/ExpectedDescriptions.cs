using System.Text.Json;
using Tureen.Client;
using Tureen.Ortc;
using Tureen.Ortc.Sdp;

namespace Tureen.Tests.Ortc.Sdp;

/// <summary>What mediasoup-client 3.24.1 makes of the recorded offers, made with it once and kept.</summary>
internal static class ExpectedDescriptions
{
    private static readonly Lazy<JsonElement> File = new(() => BrowserFixture.Read("session-descriptions-expected"));

    public static JsonElement Natives => File.Value.GetProperty("natives");

    public static JsonElement Answers => File.Value.GetProperty("answers");

    public static JsonElement Offers => File.Value.GetProperty("offers");

    public static string BrowserOf(string fixture) => fixture.Split('-')[0];

    public static RtpCapabilities Capabilities(string browser, string sdp) =>
        OfferedCapabilities.Read(SessionDescription.Parse(sdp), addsOpusNack: browser == "chromium");

    public static ServerDescription Remote(string browser)
    {
        JsonElement options = BrowserFixture.Read(browser + "-device").GetProperty("transportOptionsGivenToClient");
        return new ServerDescription(
            BrowserFixture.Get<IceParameters>(options, "iceParameters"),
            [.. options.GetProperty("iceCandidates").EnumerateArray().Select(OrtcJson.Deserialize<IceCandidate>)],
            BrowserFixture.Get<DtlsParameters>(options, "dtlsParameters"),
            BrowserFixture.Get<SctpParameters>(options, "sctpParameters"));
    }

    public static ProducerCodecOptions? CodecOptionsOf(JsonElement fixture) =>
        fixture.GetProperty("options").TryGetProperty("codecOptions", out JsonElement options)
            ? options.Deserialize<ProducerCodecOptions>(JsonSerializerOptions.Web)
            : null;

    /// <summary>Compares two descriptions section by section; in a section the order of attributes means nothing, except for codecs and extensions.</summary>
    public static void AssertSame(string? expected, string actual)
    {
        string[][] expectedSections = Sections(expected!);
        string[][] actualSections = Sections(actual);
        Assert.Equal(expectedSections.Length, actualSections.Length);
        for (int index = 0; index < expectedSections.Length; index++)
        {
            Assert.Equal(Sorted(expectedSections[index]), Sorted(actualSections[index]));
            Assert.Equal(Ordered(expectedSections[index]), Ordered(actualSections[index]));
        }
    }

    private static string[][] Sections(string sdp) =>
        [.. sdp.Split("\r\nm=").Select(section => section.Split("\r\n").Select(line => line.TrimEnd()).Where(line => line.Length > 0).ToArray())];

    // The name of the program in the first lines is its own.
    private static IEnumerable<string> Sorted(string[] lines) =>
        lines.Select(line => line.StartsWith("o=", StringComparison.Ordinal) ? line[line.IndexOf(' ', StringComparison.Ordinal)..] : line)
            .Order(StringComparer.Ordinal);

    private static IEnumerable<string> Ordered(string[] lines) => lines.Where(line =>
        line.StartsWith("a=rtpmap", StringComparison.Ordinal)
        || line.StartsWith("a=extmap:", StringComparison.Ordinal)
        || line.StartsWith("a=candidate", StringComparison.Ordinal)
        || line.StartsWith("a=rid", StringComparison.Ordinal));
}
