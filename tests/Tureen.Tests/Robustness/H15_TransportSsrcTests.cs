using System.Text;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;

namespace Tureen.Tests.Robustness;

/// <summary>A new SSRC in every packet, which leaves nothing behind.</summary>
public sealed class H15_TransportSsrcTests
{
    private const int Packets = 100_000;

    [Fact]
    public void H15_unauthenticated_SSRCs_leave_no_state()
    {
        using var call = new HostileCall();
        byte[] packet = call.MediaPacket(1);
        for (uint i = 0; i < Packets; i++)
        {
            System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(8), 10_000_000 + i);
            call.Server.Worker.HandleDatagram(call.Now, call.AttackerTuple, packet, call.Server.Sink);
        }

        Assert.Equal(0, call.AttackerTransport.Path.Srtp!.ReceivedSsrcCount);
        Assert.Equal(2, call.AttackerTransport.Media.ProducerTable.BySsrc.Count);
        call.AssertOthersUnharmed();
    }

    [Fact]
    public void H15_authenticated_SSRCs_of_nobody_and_of_a_known_MID_leave_no_state_and_the_stream_goes_on()
    {
        using var call = new HostileCall();
        call.PushRtp(call.MediaPacket(1000, isKey: true));
        for (uint i = 0; i < Packets / 10; i++)
        {
            call.PushRtp(call.MediaPacket(1, ssrc: 10_000_000 + i));
            call.PushRtp(WithMid(call, 20_000_000 + i));
        }

        Assert.Equal(Packets / 10, call.Drops[DropReason.RtpNoProducer]);
        Assert.Equal(Packets / 10, call.Drops[DropReason.RtpUnknownStream]);
        Assert.Equal(1, call.AttackerTransport.Path.Srtp!.ReceivedSsrcCount);
        Assert.Equal(2, call.AttackerTransport.Media.ProducerTable.BySsrc.Count);
        Assert.Single(call.AttackerProducer.Streams, static stream => stream is not null);
        call.PushRtp(call.MediaPacket(1001));
        Assert.Equal(2, call.AttackerForwarded);
        call.AssertOthersUnharmed();
    }

    private static byte[] WithMid(HostileCall call, uint ssrc)
    {
        byte[] bytes = new byte[60];
        var writer = new RtpHeaderWriter(bytes, call.AttackerStream.PayloadType, false, 1, 1, ssrc);
        writer.AddExtension(call.AttackerStream.MidId, Encoding.ASCII.GetBytes(call.AttackerStream.Mid));
        writer.Finish();
        return bytes;
    }
}
