using Tureen.Ortc;
using Tureen.Ortc.Sdp;

namespace Tureen.Tests.Ortc.Sdp;

public sealed class OfferedTracksTests
{
    private const string Head = "v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\na=group:BUNDLE 0 1\r\na=setup:actpass\r\n";

    private const string Sound = "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:0\r\na=sendonly\r\na=rtpmap:111 opus/48000/2\r\na=ssrc:11 cname:c\r\n";

    private const string Changes = "0 :;=,/\r\n9az~";

    private static readonly RtpCapabilities Router = RouterNegotiation.GenerateRouterRtpCapabilities(
    [
        new RtpCodecCapability { Kind = MediaKind.Audio, MimeType = "audio/opus", ClockRate = 48_000, Channels = 2 },
        new RtpCodecCapability { Kind = MediaKind.Video, MimeType = "video/VP8", ClockRate = 90_000 },
        new RtpCodecCapability
        {
            Kind = MediaKind.Video,
            MimeType = "video/H264",
            ClockRate = 90_000,
            Parameters = new() { ["packetization-mode"] = 1, ["profile-level-id"] = "42e01f", ["level-asymmetry-allowed"] = 1 },
        },
    ]);

    /// <summary>An encoder without browser: one stream in each section, in the order of its own, and RTX that no group names.</summary>
    [Fact]
    public void An_encoder_that_names_a_stream_and_its_retransmission_without_a_group_is_understood()
    {
        OfferedTrack track = Assert.Single(Read(
            "m=video 9 UDP/TLS/RTP/SAVPF 96 97\r\na=mid:1\r\na=sendonly\r\na=rtpmap:96 H264/90000\r\n"
            + "a=fmtp:96 profile-level-id=42e01f;packetization-mode=1;level-asymmetry-allowed=1\r\na=rtpmap:97 rtx/90000\r\na=fmtp:97 apt=96\r\n"
            + "a=rtcp-fb:96 nack\r\na=ssrc:100 cname:o\r\na=ssrc:101 cname:o\r\n"));

        Assert.Equal((96, 97), (track.Sent.Codecs[0].PayloadType, track.Sent.Codecs[1].PayloadType));
        RtpEncodingParameters encoding = Assert.Single(track.Sent.Encodings);
        Assert.Equal((100u, 101u), (encoding.Ssrc, encoding.Rtx?.Ssrc));
        Assert.Equal(("1", "o"), (track.Sent.Mid, track.Sent.Rtcp.Cname));
    }

    [Fact]
    public void The_first_codec_of_a_section_that_the_room_takes_is_agreed_on()
    {
        OfferedTrack track = Assert.Single(Read(
            "m=video 9 UDP/TLS/RTP/SAVPF 45 98 96\r\na=mid:1\r\na=rtpmap:45 AV1/90000\r\na=rtpmap:96 VP8/90000\r\na=rtpmap:98 H264/90000\r\n"
            + "a=fmtp:98 profile-level-id=42e01f;packetization-mode=1;level-asymmetry-allowed=1\r\n"));

        Assert.Equal("video/H264", Assert.Single(track.Sent.Codecs).MimeType);
        Assert.Null(Assert.Single(track.Sent.Encodings).Ssrc);
    }

    [Fact]
    public void Layers_come_in_the_order_of_the_simulcast_line_and_of_alternatives_the_first()
    {
        OfferedTrack track = Assert.Single(Read(
            "m=video 9 UDP/TLS/RTP/SAVPF 96\r\na=mid:1\r\na=rtpmap:96 VP8/90000\r\na=rid:h send\r\na=rid:l send\r\na=rid:m send\r\n"
            + "a=simulcast:send ~l,m;h\r\n"));

        Assert.Equal(["l", "h"], track.Sent.Encodings.Select(static encoding => encoding.Rid));
    }

    [Theory]
    [InlineData("a=recvonly")]
    [InlineData("a=inactive")]
    public void A_section_that_sends_nothing_is_no_track(string direction) =>
        Assert.Empty(Read($"m=video 9 UDP/TLS/RTP/SAVPF 96\r\na=mid:1\r\n{direction}\r\na=rtpmap:96 VP8/90000\r\n"));

    [Fact]
    public void A_closed_section_and_one_of_data_are_no_tracks() => Assert.Empty(Read(
        "m=video 0 UDP/TLS/RTP/SAVPF 96\r\na=mid:1\r\na=rtpmap:96 VP8/90000\r\nm=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\na=mid:2\r\n"));

    [Theory]
    [InlineData("m=video 9 UDP/TLS/RTP/SAVPF 96\r\na=mid:1\r\na=rtpmap:96 H265/90000\r\n", "no video codec")]
    [InlineData("m=video 9 UDP/TLS/RTP/SAVPF 96\r\na=rtpmap:96 VP8/90000\r\n", "no a=mid")]
    [InlineData("m=video 9 UDP/TLS/RTP/SAVPF 96\r\na=mid:1\r\na=rtpmap:96 VP8/0\r\n", "clockRate")]
    public void What_is_wrong_is_named(string section, string reason) =>
        Assert.Contains(reason, Assert.ThrowsAny<MediasoupException>(() => Read(section)).Message, StringComparison.Ordinal);

    [Fact]
    public void Random_offers_are_read_or_refused()
    {
        var random = new Random(7);
        string whole = Head + Sound
            + "m=video 9 UDP/TLS/RTP/SAVPF 96 97\r\na=mid:1\r\na=rtpmap:96 VP8/90000\r\na=rtpmap:97 rtx/90000\r\na=fmtp:97 apt=96\r\n"
            + "a=ssrc-group:FID 1 2\r\na=ssrc:1 cname:c\r\na=ssrc:2 cname:c\r\na=rid:a send\r\na=simulcast:send a\r\na=extmap:3 urn:ietf:params:rtp-hdrext:sdes:mid\r\n";
        int read = 0;
        for (int round = 0; round < 3_000; round++)
        {
            char[] text = whole.ToCharArray();
            for (int change = random.Next(1, 6); change > 0; change--)
            {
                text[random.Next(text.Length)] = Changes[random.Next(Changes.Length)];
            }

            try
            {
                SessionDescription offer = SessionDescription.Parse(new string(text));
                read += OfferedTracks.Read(offer, Router).Count;
            }
            catch (MediasoupException)
            {
                // Refused, with a reason.
            }
        }

        Assert.True(read > 3_000, $"seed 7, {read} tracks");
    }

    private static List<OfferedTrack> Read(string section) => OfferedTracks.Read(SessionDescription.Parse(Head + section), Router);
}
