using Tureen.Client.Native;
using Tureen.Client.Native.Whip;
using Tureen.Ortc;

namespace Tureen.Tests.Client.Native.Whip;

public sealed class WhipAnswerTests
{
    private const string Answer =
        """
        v=0
        o=- 1 1 IN IP4 0.0.0.0
        s=-
        t=0 0
        a=ice-lite
        a=group:BUNDLE 0 1
        a=fingerprint:sha-256 AA:BB
        m=audio 7 UDP/TLS/RTP/SAVPF 111
        a=mid:0
        a=setup:passive
        a=recvonly
        a=rtpmap:111 opus/48000/2
        a=fmtp:111 minptime=10;useinbandfec=1
        a=rtcp-fb:111 transport-cc
        a=extmap:1 urn:ietf:params:rtp-hdrext:sdes:mid
        a=ice-ufrag:user
        a=ice-pwd:password
        a=candidate:udpcandidate 1 udp 1076302079 192.0.2.1 42000 typ host
        a=candidate:tcpcandidate 1 TCP 1076276479 192.0.2.1 42000 typ host tcptype passive
        a=candidate:strange 1 dccp 1 192.0.2.1 42000 typ host
        m=video 0 UDP/TLS/RTP/SAVPF 96
        a=mid:1
        """;

    private readonly WhipOffer _offer = WhipOffer.ToSend([new WhipTrack(new EncodedTrack(MediaKind.Audio)), new WhipTrack(new EncodedTrack(MediaKind.Video))]);

    [Fact]
    public void Credentials_addresses_and_what_is_taken_are_read()
    {
        WhipAnswer answer = WhipAnswer.Read(Answer, _offer);

        Assert.Equal(("user", "password", true), (answer.Ice.UsernameFragment, answer.Ice.Password, answer.Ice.IceLite));
        Assert.Equal(DtlsRole.Server, answer.Dtls.Role);
        Assert.Equal([TransportProtocol.Udp, TransportProtocol.Tcp], answer.Candidates.Select(static candidate => candidate.Protocol));
        Assert.Equal(IceCandidateTcpType.Passive, answer.Candidates[1].TcpType);
        RtpParameters sent = answer.FindSent(_offer.Sections[0], "cname")!;
        Assert.Equal((111, "0", _offer.Sections[0].Encodings[0].Ssrc), (sent.Codecs[0].PayloadType, sent.Mid, sent.Encodings[0].Ssrc));
        Assert.Equal([RtpHeaderExtensionUri.Mid], sent.HeaderExtensions.Select(static extension => extension.Uri));
        Assert.Null(answer.FindSent(_offer.Sections[1], "cname"));
        Assert.Null(answer.FindReceived(_offer.Sections[0]));
    }

    [Theory]
    [InlineData("a=ice-ufrag:user")]
    [InlineData("a=ice-pwd:password")]
    [InlineData("a=fingerprint:sha-256 AA:BB")]
    [InlineData("a=setup:passive")]
    [InlineData("m=video 0 UDP/TLS/RTP/SAVPF 96")]
    public void An_answer_that_lacks_something_is_refused(string line) =>
        Assert.Throws<WhipException>(() => WhipAnswer.Read(Answer.Replace(line, "a=x", StringComparison.Ordinal), _offer));

    [Fact]
    public void An_answer_that_takes_nothing_is_refused() =>
        Assert.Throws<WhipException>(() => WhipAnswer.Read(Answer.Replace("m=audio 7", "m=audio 0", StringComparison.Ordinal), _offer));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void A_changed_answer_is_read_or_refused(int seed)
    {
        var random = new Random(seed);
        for (int i = 0; i < 500; i++)
        {
            char[] changed = Answer.ToCharArray();
            for (int change = random.Next(1, 6); change > 0; change--)
            {
                changed[random.Next(changed.Length)] = (char)random.Next(32, 127);
            }

            ReadAll(new string(changed));
        }
    }

    [Fact]
    public void Codecs_and_counts_that_the_media_stack_has_not_are_refused_before_anything_is_sent()
    {
        var track = new EncodedTrack(MediaKind.Video);

        Assert.Contains("video/H266", Assert.Throws<MediasoupTypeException>(() => WhipOffer.ToSend([new WhipTrack(track) { MimeType = "video/H266" }])).Message, StringComparison.Ordinal);
        Assert.Throws<MediasoupTypeException>(() => WhipOffer.ToSend([new WhipTrack(track) { EncodingCount = 0 }]));
    }

    private void ReadAll(string text)
    {
        try
        {
            WhipAnswer answer = WhipAnswer.Read(text, _offer);
            foreach (WhipSection section in _offer.Sections)
            {
                _ = answer.FindSent(section, "cname");
                _ = answer.FindReceived(section);
            }
        }
        catch (WhipException)
        {
            // Refused.
        }
    }
}
