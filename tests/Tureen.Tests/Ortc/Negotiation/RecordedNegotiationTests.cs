using System.Text.Json;
using System.Text.Json.Nodes;
using Tureen.Ortc;

namespace Tureen.Tests.Ortc.Negotiation;

/// <summary>Compares every server-side step with what mediasoup computed from the same browser's parameters.</summary>
public sealed class RecordedNegotiationTests
{
    public static TheoryData<string, string> Cases()
    {
        var data = new TheoryData<string, string>();
        foreach ((string browser, string name) in BrowserFixture.ServerCases())
        {
            data.Add(browser, name);
        }

        return data;
    }

    public static TheoryData<string> Browsers() => [.. BrowserFixture.Browsers];

    [Theory]
    [MemberData(nameof(Browsers))]
    public void Router_capabilities_are_those_of_mediasoup(string browser)
    {
        JsonElement device = BrowserFixture.Read(browser + "-device");
        RtpCodecCapability[] codecs =
            [.. device.GetProperty("mediaCodecs").EnumerateArray().Select(OrtcJson.Deserialize<RtpCodecCapability>)];

        RtpCapabilities capabilities = RouterNegotiation.GenerateRouterRtpCapabilities(codecs);

        JsonAssert.Same(device.GetProperty("routerRtpCapabilities"), capabilities);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_producer_is_normalised_as_by_mediasoup(string browser, string name)
    {
        JsonElement recorded = BrowserFixture.ServerCase(browser, name);
        RtpParameters parameters = SentParameters(browser, name);
        if (recorded.GetProperty("cnameSuppliedByServer").GetBoolean())
        {
            parameters.Rtcp.Cname = "gencname";
        }

        RtpValidation.Validate(parameters);

        JsonAssert.Same(recorded.GetProperty("normalizedRtpParameters"), parameters);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_producer_is_mapped_as_by_mediasoup(string browser, string name)
    {
        JsonElement recorded = BrowserFixture.ServerCase(browser, name);
        RtpMapping expected = BrowserFixture.Get<RtpMapping>(recorded, "rtpMapping");

        RtpMapping mapping = RouterNegotiation.GetProducerRtpParametersMapping(
            BrowserFixture.Get<RtpParameters>(recorded, "normalizedRtpParameters"),
            BrowserFixture.RouterCapabilities(browser),
            expected.Encodings[0].MappedSsrc);

        JsonAssert.Same(recorded.GetProperty("rtpMapping"), mapping);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_producer_is_offered_as_by_mediasoup(string browser, string name)
    {
        JsonElement recorded = BrowserFixture.ServerCase(browser, name);

        RtpParameters consumable = RouterNegotiation.GetConsumableRtpParameters(
            WireEnum.Parse<MediaKind>(recorded.GetProperty("kind").GetString()),
            BrowserFixture.Get<RtpParameters>(recorded, "normalizedRtpParameters"),
            BrowserFixture.RouterCapabilities(browser),
            BrowserFixture.Get<RtpMapping>(recorded, "rtpMapping"));

        JsonAssert.Same(recorded.GetProperty("consumableRtpParameters"), consumable);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_producer_can_be_consumed_by_its_own_browser_as_by_mediasoup(string browser, string name)
    {
        JsonElement recorded = BrowserFixture.ServerCase(browser, name);

        bool canConsume = ConsumerNegotiation.CanConsume(
            BrowserFixture.Get<RtpParameters>(recorded, "consumableRtpParameters"),
            BrowserFixture.RecvCapabilities(browser));

        Assert.Equal(recorded.GetProperty("canConsumeSelf").GetBoolean(), canConsume);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_consumer_gets_what_mediasoup_gives(string browser, string name)
    {
        JsonElement recorded = BrowserFixture.ServerCase(browser, name);
        JsonElement expected = recorded.GetProperty("consumerRtpParameters");
        RtpParameters consumable = BrowserFixture.Get<RtpParameters>(recorded, "consumableRtpParameters");

        RtpParameters parameters = ConsumerNegotiation.GetConsumerRtpParameters(
            consumable,
            BrowserFixture.RecvCapabilities(browser),
            pipe: false,
            enableRtx: false,
            ssrc: expected.GetProperty("encodings")[0].GetProperty("ssrc").GetUInt32());
        parameters.Mid = "0";

        JsonAssert.Same(expected, parameters);
        JsonAssert.Same(recorded.GetProperty("consumableRtpParameters"), consumable);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_pipe_consumer_gets_what_mediasoup_gives(string browser, string name)
    {
        JsonElement recorded = BrowserFixture.ServerCase(browser, name);
        JsonElement expected = recorded.GetProperty("pipeConsumerRtpParameters");
        JsonElement encoding = expected.GetProperty("encodings")[0];

        RtpParameters parameters = ConsumerNegotiation.GetPipeConsumerRtpParameters(
            BrowserFixture.Get<RtpParameters>(recorded, "consumableRtpParameters"),
            enableRtx: encoding.TryGetProperty("rtx", out JsonElement rtx),
            encoding.GetProperty("ssrc").GetUInt32(),
            rtx.ValueKind == JsonValueKind.Object ? rtx.GetProperty("ssrc").GetUInt32() : null);

        JsonAssert.Same(expected, parameters);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_browser_can_receive_the_consumer_and_nothing_is_lost_in_reading(string browser, string name)
    {
        JsonElement given = BrowserFixture.Read(browser + "-consume")
            .GetProperty("cases").GetProperty(name).GetProperty("rtpParametersGivenToClient");
        RtpParameters parameters = OrtcJson.Deserialize<RtpParameters>(given);

        JsonAssert.Same(given, parameters);
        JsonAssert.Same(given, parameters.Clone());
        Assert.True(ClientNegotiation.CanReceive(parameters, BrowserFixture.RecvCapabilities(browser)));
    }

    [Theory]
    [MemberData(nameof(Browsers))]
    public void Capabilities_of_the_browser_are_already_normalised(string browser)
    {
        JsonElement device = BrowserFixture.Read(browser + "-device");
        foreach (string member in new[] { "routerRtpCapabilities", "recvRtpCapabilities", "sendRtpCapabilities" })
        {
            RtpCapabilities capabilities = BrowserFixture.Get<RtpCapabilities>(device, member);
            JsonNode? before = JsonNode.Parse(OrtcJson.Serialize(capabilities));
            RtpValidation.Validate(capabilities, requirePayloadTypes: true);
            foreach (RtpCodecCapability codec in capabilities.Codecs.Where(codec => codec.IsRtx))
            {
                codec.Channels = null;
            }

            JsonAssert.Same(before, JsonNode.Parse(OrtcJson.Serialize(capabilities)));
            JsonAssert.Same(device.GetProperty(member), capabilities);
        }
    }

    [Theory]
    [MemberData(nameof(Browsers))]
    public void Transport_options_keep_their_json(string browser)
    {
        JsonElement options = BrowserFixture.Read(browser + "-device").GetProperty("transportOptionsGivenToClient");
        JsonAssert.Same(
            options.GetProperty("iceParameters"), BrowserFixture.Get<IceParameters>(options, "iceParameters"));
        JsonAssert.Same(
            options.GetProperty("dtlsParameters"), BrowserFixture.Get<DtlsParameters>(options, "dtlsParameters"));
        JsonAssert.Same(
            options.GetProperty("sctpParameters"), BrowserFixture.Get<SctpParameters>(options, "sctpParameters"));
        foreach (JsonElement candidate in options.GetProperty("iceCandidates").EnumerateArray())
        {
            JsonAssert.Same(candidate, OrtcJson.Deserialize<IceCandidate>(candidate));
        }
    }

    private static RtpParameters SentParameters(string browser, string name)
        => BrowserFixture.Get<RtpParameters>(
            BrowserFixture.Read($"{browser}-produce-{name}").GetProperty("produce"), "rtpParameters");
}
