using Tureen.Ortc;
using Tureen.Ortc.Sdp;

namespace Tureen.Tests.Ortc.Sdp;

public sealed class OfferedStreamsTests
{
    private const string Offer =
        "v=0\r\nm=video 9 UDP/TLS/RTP/SAVPF 96 97\r\na=ssrc-group:FID 10 20\r\na=ssrc:10 cname:c\r\na=ssrc:10 msid:s t\r\n"
        + "a=ssrc:20 cname:c\r\na=ssrc:20 msid:s t\r\na=sendonly\r\n";

    [Fact]
    public void One_stream_becomes_several_with_their_retransmissions()
    {
        SessionDescription offer = SessionDescription.Parse(Offer);

        OfferedStreams.UseSeveralSsrcs(offer.Media[0], 3);

        SdpMedia media = SessionDescription.Parse(offer.ToString()).Media[0];
        Assert.Equal([10u, 11, 12], media.SsrcGroups.Single(group => group.Semantics == "SIM").Ssrcs);
        Assert.Equal(["c"], media.Ssrcs.Where(line => line.Attribute == "cname").Select(line => line.Value).Distinct(StringComparer.Ordinal));
        Assert.Equal(["s t"], media.Ssrcs.Where(line => line.Attribute == "msid").Select(line => line.Value).Distinct(StringComparer.Ordinal));
        Assert.Equal(
            [(10u, 20u), (11u, 21u), (12u, 22u)],
            OfferedStreams.Encodings(media, hasRtx: true).Select(encoding => (encoding.Ssrc!.Value, encoding.Rtx!.Ssrc)));
        Assert.Contains("a=sendonly", media.All);
    }

    [Fact]
    public void Retransmissions_are_described_only_when_the_codec_has_them()
    {
        RtpEncodingParameters encoding = Assert.Single(OfferedStreams.Encodings(SessionDescription.Parse(Offer).Media[0], hasRtx: false));

        Assert.Equal(10u, encoding.Ssrc);
        Assert.Null(encoding.Rtx);
    }

    [Fact]
    public void A_section_without_streams_has_no_encodings_and_no_cname()
    {
        SdpMedia media = SessionDescription.Parse("v=0\r\nm=video 9 UDP/TLS/RTP/SAVPF 96\r\na=rid:r0 send\r\n").Media[0];

        Assert.Equal("", OfferedStreams.Cname(media));
        Assert.Throws<InvalidOperationException>(() => OfferedStreams.Encodings(media, hasRtx: true));
        Assert.Throws<InvalidOperationException>(() => OfferedStreams.UseSeveralSsrcs(media, 3));
    }
}
