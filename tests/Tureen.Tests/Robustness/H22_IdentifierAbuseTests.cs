using System.Text;
using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;
using Tureen.Engine.Rtp;
using Tureen.Testing.Simulation;

namespace Tureen.Tests.Robustness;

/// <summary>Packets under names that are another's, ours, or nobody's.</summary>
public sealed class H22_IdentifierAbuseTests : IDisposable
{
    private readonly HostileCall _call = new();

    [Fact]
    public void H22_a_payload_type_that_was_not_negotiated_does_not_cost_the_announced_SSRC_its_stream()
    {
        _call.PushRtp(_call.MediaPacket(999, payloadType: 77));
        Assert.Equal(1, _call.Drops[DropReason.RtpUnknownStream]);

        _call.PushRtp(_call.MediaPacket(1000, isKey: true));
        Assert.Equal(1, _call.AttackerForwarded);
        _call.PushRtp(_call.MediaPacket(1001, payloadType: 77));
        Assert.Equal(1, _call.Drops[DropReason.RtpUnknownPayloadType]);
        Assert.Equal(1, _call.AttackerForwarded);
        _call.AssertOthersUnharmed();
    }

    [Fact]
    public void H22_RTX_that_comes_before_its_media_is_dropped_and_works_afterwards()
    {
        SimulatedStream stream = _call.AttackerStream;
        _call.PushRtp(Rtx(1, 998));
        Assert.Equal(1, _call.Drops[DropReason.RtpUnknownStream]);

        _call.PushRtp(_call.MediaPacket(1000, isKey: true));
        _call.PushRtp(_call.MediaPacket(1002));
        _call.PushRtp(Rtx(2, 1001));
        Assert.Equal(3, _call.AttackerForwarded);
        Assert.Equal(stream.RtxSsrc, _call.AttackerProducer.Streams[0]!.Parameters.RtxSsrc);
    }

    [Fact]
    public void H22_the_MID_of_another_producer_does_not_move_a_known_SSRC()
    {
        ProducerCore other = _call.Call.Publish(_call.Attacker, _call.AttackerTransport, out SimulatedVideoSender sender);
        sender.Stop();
        _call.PushRtp(_call.MediaPacket(1000, isKey: true));
        _call.PushRtp(WithMid(_call.AttackerStream.Ssrc, sender.Stream.Mid, 1001));

        Assert.Null(other.Streams[0]);
        Assert.Equal(2, _call.AttackerForwarded);
        _call.PushRtp(_call.MediaPacket(5, ssrc: sender.Stream.Ssrc));
        Assert.NotNull(other.Streams[0]);
        _call.AssertOthersUnharmed();
    }

    [Fact]
    public void H22_an_unknown_MID_RID_or_an_SSRC_of_zero_belongs_to_nobody()
    {
        _call.PushRtp(WithMid(123, "nobody", 1));
        _call.PushRtp(WithMid(124, new string('x', 16), 1));
        _call.PushRtp(_call.MediaPacket(1, ssrc: 0));
        _call.PushRtp(WithMid(0, _call.AttackerStream.Mid, 2));

        Assert.Equal(3, _call.Drops[DropReason.RtpNoProducer]);
        Assert.Equal(1, _call.Drops[DropReason.RtpUnknownStream]);
        Assert.Null(_call.AttackerProducer.Streams[0]);
        _call.AssertOthersUnharmed();
    }

    [Fact]
    public void H22_the_SSRCs_of_others_and_our_own_reach_nothing_on_another_transport()
    {
        uint victim = _call.VictimSender.Stream.Ssrc;
        uint ours = _call.VictimReceiver.Stream.Ssrc;
        int requests = _call.VictimSender.KeyFrameRequests;
        long forwarded = _call.VictimProducer.Consumers[0].Streams[0].Sender.PacketCount;
        byte[] rtcp = new byte[100];
        foreach (uint ssrc in (uint[])[victim, ours])
        {
            _call.PushRtp(_call.MediaPacket(1, isKey: true, ssrc: ssrc));
            _call.PushRtcp(rtcp.AsSpan(0, new PictureLossIndication(1, ssrc).Write(rtcp)));
            _call.PushRtcp(rtcp.AsSpan(0, GenericNack.Write(rtcp, 1, ssrc, [1, 2, 3], out _)));
            _call.PushRtcp(rtcp.AsSpan(0, SenderReport.Write(rtcp, new SenderInfo(ssrc, new NtpTime(1), 0, 0, 0))));
        }

        Assert.Equal(2, _call.Drops[DropReason.RtpNoProducer]);
        Assert.Equal(6, _call.Drops[DropReason.RtcpUnknownSsrc]);
        Assert.Equal(requests, _call.VictimSender.KeyFrameRequests);
        Assert.Equal(forwarded, _call.VictimProducer.Consumers[0].Streams[0].Sender.PacketCount);
        _call.AssertOthersUnharmed();
    }

    public void Dispose() => _call.Dispose();

    private byte[] WithMid(uint ssrc, string mid, ushort sequence)
    {
        byte[] bytes = new byte[100];
        var writer = new RtpHeaderWriter(bytes, _call.AttackerStream.PayloadType, false, sequence, sequence * 100u, ssrc);
        writer.AddExtension(_call.AttackerStream.MidId, Encoding.ASCII.GetBytes(mid));
        writer.Finish();
        return bytes;
    }

    private byte[] Rtx(ushort sequence, ushort original)
    {
        byte[] bytes = new byte[300];
        _ = RtpPacket.TryParse(_call.MediaPacket(original), out RtpPacket packet);
        int length = RtxPayload.Write(bytes, packet, _call.AttackerStream.RtxPayloadType, sequence, _call.AttackerStream.RtxSsrc);
        return bytes[..length];
    }
}
