using System.Text.Json;
using Tureen.Ortc;
using Tureen.Ortc.Sdp;

namespace Tureen.Tests.Ortc.Sdp;

public sealed class OfferedCapabilitiesTests
{
    public static TheoryData<string, string> Natives() => new(
        from browser in BrowserFixture.Browsers
        from direction in new[] { "sendonly", "recvonly" }
        select (browser, direction));

    [Theory]
    [MemberData(nameof(Natives))]
    public void Native_capabilities_are_those_that_mediasoup_client_reads(string browser, string direction)
    {
        JsonElement device = BrowserFixture.Read(browser + "-device");

        RtpCapabilities capabilities = ExpectedDescriptions.Capabilities(
            browser, device.GetProperty("nativeOfferSdp").GetProperty(direction).GetString()!);

        // mediasoup-client keeps one extension for each identifier, that of the last section; here each kind has its own.
        OrderedDictionary<int, RtpHeaderExtension> lastOfEach = [];
        capabilities.HeaderExtensions.ForEach(extension => lastOfEach[extension.PreferredId] = extension);
        Assert.All(lastOfEach.Values.Where(extension => extension.Uri == RtpHeaderExtensionUri.Mid), _ =>
            Assert.Equal([MediaKind.Audio, MediaKind.Video], capabilities.HeaderExtensions.Where(one => one.Uri == RtpHeaderExtensionUri.Mid).Select(one => one.Kind)));
        capabilities.HeaderExtensions = [.. lastOfEach.Values];
        JsonAssert.Same(ExpectedDescriptions.Natives.GetProperty($"{browser}-{direction}"), capabilities);
    }

    [Fact]
    public void Each_extension_is_found_for_video_and_for_audio_where_both_offer_it()
    {
        RtpCapabilities capabilities = OfferedCapabilities.Read(
            SessionDescription.Parse(
                """
                v=0
                m=video 9 UDP/TLS/RTP/SAVPF 96
                a=rtpmap:96 VP8/90000
                a=extmap:2 http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time
                a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid
                a=extmap:10 urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id
                m=audio 9 UDP/TLS/RTP/SAVPF 111
                a=rtpmap:111 opus/48000/2
                a=extmap:2 http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time
                a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid
                """),
            addsOpusNack: false);

        Assert.Equal(
            [(MediaKind.Video, 2), (MediaKind.Video, 4), (MediaKind.Video, 10), (MediaKind.Audio, 2), (MediaKind.Audio, 4)],
            capabilities.HeaderExtensions.Select(extension => (extension.Kind, extension.PreferredId)));
    }

    [Fact]
    public void Feedback_for_all_codecs_is_not_for_retransmissions_and_encrypted_extensions_are_left_out()
    {
        RtpCapabilities capabilities = OfferedCapabilities.Read(
            SessionDescription.Parse(
                """
                v=0
                m=video 9 UDP/TLS/RTP/SAVPF 96 97
                a=rtpmap:96 VP8/90000
                a=rtpmap:97 rtx/90000
                a=fmtp:97 apt=96
                a=rtcp-fb:* nack pli
                a=extmap:1/sendonly urn:ietf:params:rtp-hdrext:sdes:mid
                a=extmap:2 urn:ietf:params:rtp-hdrext:encrypt urn:ietf:params:rtp-hdrext:toffset
                """),
            addsOpusNack: false);

        Assert.Equal("pli", Assert.Single(capabilities.Codecs[0].RtcpFeedback).Parameter);
        Assert.Empty(capabilities.Codecs[1].RtcpFeedback);
        Assert.Equal(96, capabilities.Codecs[1].AssociatedPayloadType);
        Assert.Equal(RtpHeaderExtensionUri.Mid, Assert.Single(capabilities.HeaderExtensions).Uri);
    }

    [Theory]
    [InlineData("")]
    [InlineData("m=video")]
    [InlineData("m=video x y z")]
    [InlineData("v=0\nm=video 9 P 1\na=rtpmap:\na=rtpmap:x y\na=rtpmap:1 \na=fmtp:7 a\na=rtcp-fb:1\na=extmap:x\na=extmap:1\na=ssrc:\na=ssrc:1\na=ssrc-group:\na=simulcast:\na=rid:")]
    public void What_is_no_description_gives_nothing(string text)
    {
        SessionDescription description = SessionDescription.Parse(text);

        Assert.Empty(OfferedCapabilities.Read(description, addsOpusNack: true).Codecs);
        foreach (SdpMedia media in description.Media)
        {
            Assert.Empty(media.Ssrcs);
            Assert.NotNull(ServerSimulcast.Answer(media));
        }
    }
}
