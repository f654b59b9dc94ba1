using System.Text;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;
using Tureen.Engine.Rtp;
using Tureen.Tests.Robustness;

namespace Tureen.Tests.Cases;

/// <summary>The same through a whole transport with SRTP: the BYE comes as RTCP, and nothing is kept of the SSRCs that left.</summary>
public sealed class RebindingTransportTests
{
    [Fact]
    public void A_BYE_frees_the_place_of_its_SSRC_and_the_tables_do_not_grow()
    {
        using var call = new HostileCall();
        int ssrcs = call.AttackerTransport.Media.ProducerTable.BySsrc.Count;
        call.PushRtp(call.MediaPacket(1000, isKey: true));
        uint current = call.AttackerStream.Ssrc;
        for (uint next = 90_001; next <= 90_020; next++)
        {
            byte[] bye = new byte[50];
            call.PushRtcp(bye.AsSpan(0, Bye.Write(bye, [current])));
            call.PushRtp(Named(call, next, 10));
            Assert.Equal(next, call.AttackerProducer.Streams[0]!.Parameters.Ssrc);
            current = next;
        }

        // The announced SSRCs stay known, the others but the last are gone.
        Assert.Equal(ssrcs + 1, call.AttackerTransport.Media.ProducerTable.BySsrc.Count);
        Assert.InRange(call.AttackerTransport.Path.Srtp!.ReceivedSsrcCount, 1, 2);
        Assert.Equal(21, call.AttackerForwarded);
        call.AssertOthersUnharmed();
    }

    [Fact]
    public void A_BYE_that_is_broken_or_of_nobody_changes_nothing()
    {
        using var call = new HostileCall();
        call.PushRtp(call.MediaPacket(1000, isKey: true));
        byte[] bye = new byte[50];
        call.PushRtcp(bye.AsSpan(0, Bye.Write(bye, [1, 2, call.VictimSender.Stream.Ssrc])));
        call.PushRtp(Named(call, 90_001, 10));
        Assert.Equal(1, call.Drops[DropReason.RtpUnknownStream]);
        call.PushRtcp([0x9F, 203, 0, 1, 0, 0, 0, 1]);
        Assert.Equal(1, call.Drops[DropReason.RtcpMalformed]);
        call.AssertOthersUnharmed();
    }

    private static byte[] Named(HostileCall call, uint ssrc, ushort sequence)
    {
        byte[] plain = call.MediaPacket(sequence, isKey: true, ssrc: ssrc);
        byte[] bytes = new byte[300];
        var writer = new RtpHeaderWriter(bytes, call.AttackerStream.PayloadType, false, sequence, sequence * 100u, ssrc);
        writer.AddExtension(call.AttackerStream.MidId, Encoding.ASCII.GetBytes(call.AttackerStream.Mid));
        int length = writer.Finish();
        plain.AsSpan(RtpPacket.FixedHeaderLength).CopyTo(bytes.AsSpan(length));
        return bytes[..(length + plain.Length - RtpPacket.FixedHeaderLength)];
    }
}
