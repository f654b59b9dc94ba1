using Tureen.Client.Browser.Sdp;
using Tureen.Ortc;
using Tureen.Ortc.Sdp;

namespace Tureen.Tests.Client.Browser.Sdp;

public sealed class LocalAnswerTests
{
    private const string Answer =
        "v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 100\r\na=rtpmap:100 opus/48000/2\r\na=fmtp:100 minptime=10;useinbandfec=1\r\na=recvonly\r\n"
        + "m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\na=max-message-size:65536\r\n";

    [Theory]
    [InlineData(1, "a=fmtp:100 minptime=10;useinbandfec=1;stereo=1")]
    [InlineData(0, "a=fmtp:100 minptime=10;useinbandfec=1;stereo=0")]
    [InlineData(null, "a=fmtp:100 minptime=10;useinbandfec=1")]
    public void Stereo_is_answered_when_it_is_offered(int? stereo, string expected)
    {
        SessionDescription answer = SessionDescription.Parse(Answer);
        RtpCodecParameters codec = new() { MimeType = "audio/opus", PayloadType = 100, ClockRate = 48000, Channels = 2 };
        if (stereo is { } value)
        {
            codec.Parameters["sprop-stereo"] = value;
        }

        LocalAnswer.ApplyOpusStereo(answer.Media[0], new RtpParameters { Codecs = [codec] });

        Assert.Contains(expected, answer.Media[0].All);
    }

    [Fact]
    public void A_size_of_messages_replaces_that_of_the_browser()
    {
        SessionDescription answer = SessionDescription.Parse(Answer);

        LocalAnswer.ApplyMaxMessageSize(answer, 262144);

        Assert.Equal(Answer.Replace("65536", "262144", StringComparison.Ordinal), answer.ToString());
    }
}
