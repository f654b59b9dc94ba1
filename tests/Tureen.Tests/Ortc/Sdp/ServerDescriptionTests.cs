using System.Text.Json;
using Tureen.Client.Browser.Sdp;
using Tureen.Ortc;
using Tureen.Ortc.Sdp;

namespace Tureen.Tests.Ortc.Sdp;

/// <summary>Compares the server's descriptions with those that mediasoup-client makes of the same parameters.</summary>
public sealed class ServerDescriptionTests
{
    public static TheoryData<string> Answered() =>
        [.. ExpectedDescriptions.Answers.EnumerateObject().Select(one => one.Name).Where(name => !name.EndsWith("-data", StringComparison.Ordinal))];

    public static TheoryData<string> Browsers() => [.. BrowserFixture.Browsers];

    [Theory]
    [MemberData(nameof(Answered))]
    public void An_offer_of_the_browser_is_answered_and_changed_as_by_mediasoup_client(string name)
    {
        string browser = ExpectedDescriptions.BrowserOf(name);
        JsonElement fixture = BrowserFixture.Read(name);
        JsonElement expected = ExpectedDescriptions.Answers.GetProperty(name);
        SessionDescription offer = SessionDescription.Parse(fixture.GetProperty("offerSdp").GetString()!);
        (RtpParameters sent, RtpParameters answered) = Negotiate(browser, fixture, expected);
        SdpMedia media = offer.Media[0];
        sent.Mid = media.Mid;
        sent.Rtcp.Cname = OfferedStreams.Cname(media);
        if (ExpectedDescriptions.CodecOptionsOf(fixture) is { } options)
        {
            CodecOptions.Apply(options, sent, answered);
        }

        ServerDescription remote = ExpectedDescriptions.Remote(browser);
        if (offer.Session.Attribute("extmap-allow-mixed") is not null)
        {
            remote.AllowMixedExtensions();
        }

        remote.SetServerRole(DtlsRole.Server);
        remote.Answer(remote.NextIndex(offer), media, answered);

        List<string> steps = [remote.Write()];
        remote.MarkEncodings(media.Mid!, [Encoding("r0", true), Encoding("r1", true), Encoding("r2", false)]);
        steps.Add(remote.Write());
        remote.Pause(media.Mid!);
        steps.Add(remote.Write());
        remote.Resume(media.Mid!);
        remote.SetIceParameters(new IceParameters { UsernameFragment = "newfragment", Password = "newpassword", IceLite = true });
        steps.Add(remote.Write());

        JsonAssert.Same(expected.GetProperty("sending"), sent);
        AssertSteps(expected.GetProperty("sdp"), steps);
        AssertEncodings(expected.GetProperty("encodings"), media, sent);
    }

    [Theory]
    [MemberData(nameof(Browsers))]
    public void Tracks_and_data_are_offered_closed_and_replaced_as_by_mediasoup_client(string browser)
    {
        JsonElement expected = ExpectedDescriptions.Offers.GetProperty(browser);
        JsonElement recorded = BrowserFixture.Read(browser + "-consume").GetProperty("cases");
        ServerDescription remote = ExpectedDescriptions.Remote(browser);
        remote.SetServerRole(DtlsRole.Server);
        remote.OfferData();
        (string Name, MediaKind Kind)[] cases = [.. expected.GetProperty("cases").EnumerateArray().Select(one =>
            (one.GetProperty("name").GetString()!, WireEnum.Parse<MediaKind>(one.GetProperty("kind").GetString())))];
        foreach (((string name, MediaKind kind), int index) in cases.Select((one, index) => (one, index)))
        {
            remote.Offer($"{index}", kind, Parameters(recorded, name), "stream", "track-" + name);
        }

        List<string> steps = [remote.Write()];
        Assert.True(remote.Close("1"));
        Assert.True(remote.Close("3"));
        remote.Pause("2");
        steps.Add(remote.Write());
        remote.Offer("again", MediaKind.Audio, Parameters(recorded, cases[0].Name), "stream", "track-again");
        remote.Resume("2");
        steps.Add(remote.Write());

        AssertSteps(expected.GetProperty("sdp"), steps);
        Assert.False(remote.Close("datachannel"));
    }

    [Theory]
    [MemberData(nameof(Browsers))]
    public void An_offer_of_data_is_answered_as_by_mediasoup_client(string browser)
    {
        string name = browser + "-produce-data";
        SessionDescription offer = SessionDescription.Parse(BrowserFixture.Read(name).GetProperty("offerSdp").GetString()!);
        ServerDescription remote = ExpectedDescriptions.Remote(browser);
        remote.SetServerRole(DtlsRole.Server);

        remote.AnswerData(offer.Media[0]);

        AssertSteps(ExpectedDescriptions.Answers.GetProperty(name).GetProperty("sdp"), [remote.Write()]);
    }

    [Fact]
    public void An_old_form_of_data_is_answered_in_it()
    {
        ServerDescription remote = ExpectedDescriptions.Remote("chromium");
        SessionDescription offer = SessionDescription.Parse(
            "v=0\r\nm=application 9 DTLS/SCTP 5000\r\na=mid:1\r\na=sctpmap:5000 webrtc-datachannel 1024\r\n");

        remote.AnswerData(offer.Media[0]);

        Assert.Contains("m=application 7 DTLS/SCTP 5000\r\n", remote.Write(), StringComparison.Ordinal);
        Assert.Contains("a=sctpmap:5000 webrtc-datachannel 262144\r\n", remote.Write(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_section_that_is_not_there_cannot_be_changed() =>
        Assert.Throws<InvalidOperationException>(() => ExpectedDescriptions.Remote("chromium").Pause("7"));

    private static (RtpParameters Sent, RtpParameters Answered) Negotiate(string browser, JsonElement fixture, JsonElement expected)
    {
        ExtendedRtpCapabilities extended = ClientNegotiation.GetExtendedRtpCapabilities(
            ExpectedDescriptions.Capabilities(browser, fixture.GetProperty("offerSdp").GetString()!),
            BrowserFixture.RouterCapabilities(browser));
        int payloadType = expected.GetProperty("codecPayloadType").GetInt32();
        RtpCodecCapability? codec = ClientNegotiation.GetSendRtpCapabilities(extended).Codecs.Find(one => one.PreferredPayloadType == payloadType);
        MediaKind kind = WireEnum.Parse<MediaKind>(fixture.GetProperty("produce").GetProperty("kind").GetString());
        RtpParameters sent = ClientNegotiation.GetSendingRtpParameters(kind, extended);
        RtpParameters answered = ClientNegotiation.GetSendingRemoteRtpParameters(kind, extended);
        sent.Codecs = ClientNegotiation.ReduceCodecs(sent.Codecs, codec);
        answered.Codecs = ClientNegotiation.ReduceCodecs(answered.Codecs, codec);
        return (sent, answered);
    }

    private static RtpParameters Parameters(JsonElement recorded, string name) =>
        BrowserFixture.Get<RtpParameters>(recorded.GetProperty(name), "rtpParametersGivenToClient");

    private static RtpEncodingParameters Encoding(string rid, bool isActive) => new() { Rid = rid, Active = isActive };

    private static void AssertSteps(JsonElement expected, List<string> actual)
    {
        Assert.Equal(expected.GetArrayLength(), actual.Count);
        for (int index = 0; index < actual.Count; index++)
        {
            ExpectedDescriptions.AssertSame(expected[index].GetString(), actual[index]);
        }
    }

    private static void AssertEncodings(JsonElement expected, SdpMedia media, RtpParameters sent)
    {
        if (expected.ValueKind == JsonValueKind.Null)
        {
            Assert.Throws<InvalidOperationException>(() => OfferedStreams.Encodings(media, sent.Codecs.Count > 1));
            return;
        }

        List<RtpEncodingParameters> encodings = OfferedStreams.Encodings(media, sent.Codecs.Count > 1);
        Assert.Equal(
            expected.EnumerateArray().Select(one => one.GetRawText().Replace(" ", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal)),
            encodings.Select(OrtcJson.Serialize));
    }
}
