using System.Text.Json;
using System.Text.Json.Nodes;
using Tureen.Ortc;

namespace Tureen.Tests.Ortc.Negotiation;

/// <summary>Compares what a client negotiates with what mediasoup-client did in the same browser.</summary>
public sealed class RecordedClientTests
{
    public static TheoryData<string> Browsers() => [.. BrowserFixture.Browsers];

    public static TheoryData<string, string> Cases() => RecordedNegotiationTests.Cases();

    [Theory]
    [MemberData(nameof(Browsers))]
    public void Receiving_capabilities_are_those_of_the_client(string browser)
    {
        JsonElement device = BrowserFixture.Read(browser + "-device");

        ExtendedRtpCapabilities extended = ClientNegotiation.GetExtendedRtpCapabilities(
            Native(device, browser, "recvonly"),
            BrowserFixture.Get<RtpCapabilities>(device, "routerRtpCapabilities"));

        JsonAssert.Same(
            device.GetProperty("recvRtpCapabilities"), ClientNegotiation.GetRecvRtpCapabilities(extended));
    }

    [Theory]
    [MemberData(nameof(Browsers))]
    public void Sending_capabilities_are_those_of_the_client(string browser)
    {
        JsonElement device = BrowserFixture.Read(browser + "-device");

        ExtendedRtpCapabilities extended = ClientNegotiation.GetExtendedRtpCapabilities(
            Native(device, browser, "sendonly"),
            BrowserFixture.Get<RtpCapabilities>(device, "routerRtpCapabilities"));
        RtpCapabilities capabilities = ClientNegotiation.GetSendRtpCapabilities(extended);

        JsonAssert.Same(
            WithoutWhatOnlySomeOffersHave(device.GetProperty("sendRtpCapabilities")),
            WithoutWhatOnlySomeOffersHave(JsonDocument.Parse(OrtcJson.Serialize(capabilities)).RootElement));
        Assert.True(ClientNegotiation.CanSend(MediaKind.Audio, capabilities));
        Assert.True(ClientNegotiation.CanSend(MediaKind.Video, capabilities));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_producer_offers_the_codecs_and_extensions_that_the_client_offered(string browser, string name)
    {
        JsonElement recorded = BrowserFixture.Read($"{browser}-produce-{name}");
        JsonElement produce = recorded.GetProperty("produce");
        RtpCapabilities native = OfferedCapabilities.Read(
            recorded.GetProperty("offerSdp").GetString()!, browser == "chromium");
        ExtendedRtpCapabilities extended = ClientNegotiation.GetExtendedRtpCapabilities(
            native, BrowserFixture.RouterCapabilities(browser));

        RtpParameters parameters = ClientNegotiation.GetSendingRtpParameters(
            WireEnum.Parse<MediaKind>(produce.GetProperty("kind").GetString()), extended);
        parameters.Codecs = ClientNegotiation.ReduceCodecs(parameters.Codecs, Wanted(browser, recorded));

        RtpParameters sent = BrowserFixture.Get<RtpParameters>(produce, "rtpParameters");
        if (name == "audio-opus-options")
        {
            // The codec options add parameters after the negotiation.
            sent.Codecs[0].Parameters = parameters.Codecs[0].Parameters;
        }

        JsonAssert.Same(
            JsonNode.Parse(OrtcJson.Serialize(new RtpParameters
            {
                Codecs = sent.Codecs,
                HeaderExtensions = sent.HeaderExtensions,
                Encodings = [],
                Rtcp = new(),
            })),
            JsonNode.Parse(OrtcJson.Serialize(parameters)));
    }

    private static RtpCapabilities Native(JsonElement device, string browser, string direction)
        => OfferedCapabilities.Read(
            device.GetProperty("nativeOfferSdp").GetProperty(direction).GetString()!, browser == "chromium");

    // The recorded offer of Firefox was made without simulcast, so it lacks the RID that the client saw.
    private static JsonNode WithoutWhatOnlySomeOffersHave(JsonElement capabilities)
    {
        JsonNode node = JsonNode.Parse(capabilities.GetRawText())!;
        JsonArray extensions = node["headerExtensions"]!.AsArray();
        for (int i = extensions.Count - 1; i >= 0; i--)
        {
            if (extensions[i]!["uri"]!.GetValue<string>()
                is RtpHeaderExtensionUri.RtpStreamId
                or RtpHeaderExtensionUri.RepairedRtpStreamId
                or RtpHeaderExtensionUri.DependencyDescriptor)
            {
                extensions.RemoveAt(i);
            }
        }

        return node;
    }

    private static RtpCodecCapability? Wanted(string browser, JsonElement recorded)
    {
        if (!recorded.GetProperty("options").TryGetProperty("codec", out JsonElement codec))
        {
            return null;
        }

        CodecParameters parameters = BrowserFixture.Get<CodecParameters>(codec, "parameters");
        return BrowserFixture.Get<RtpCapabilities>(BrowserFixture.Read(browser + "-device"), "sendRtpCapabilities")
            .Codecs.Find(candidate => candidate.MimeType == codec.GetProperty("mimeType").GetString()
                && parameters.All(entry => entry.Key.StartsWith("x-google", StringComparison.Ordinal)
                    || candidate.Parameters[entry.Key] == entry.Value
                    || !candidate.Parameters.ContainsKey(entry.Key)))!;
    }
}
