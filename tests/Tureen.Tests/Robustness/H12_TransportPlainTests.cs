using System.Buffers.Binary;
using Tureen.Engine.Primitives;
using Tureen.Tests.Engine.Dtls;

namespace Tureen.Tests.Robustness;

/// <summary>Media and application data that no keys protect, or that come from nowhere, are dropped and counted.</summary>
public sealed class H12_TransportPlainTests
{
    [Fact]
    public void H12_RTP_RTCP_and_application_data_before_DTLS_completes_are_dropped_and_counted()
    {
        using var call = new HostileCall();
        using var late = new LatePeer(call);
        byte[] applicationData = DtlsBytes.Record(23, 0, 1, new byte[40]);
        call.Push(late.Tuple, call.MediaPacket(1));
        call.Push(late.Tuple, HostileBytes.EmptyReport());
        Assert.Equal(2, call.Drops[DropReason.NotConnected]);
        call.Push(late.Tuple, applicationData);
        Assert.Equal(1, call.Drops[DropReason.UnknownTuple]);

        call.Push(late.Tuple, HostileBytes.Check(late.Transport));
        call.Push(late.Tuple, call.MediaPacket(1));
        call.Push(late.Tuple, HostileBytes.EmptyReport());
        Assert.Equal(4, call.Drops[DropReason.NotConnected]);
        long before = call.Drops.Total;
        call.Push(late.Tuple, applicationData);
        Assert.Equal(before + 1, call.Drops.Total);

        late.Connect();
        call.Run(TimeSpan.FromSeconds(2));
        Assert.True(late.Transport.IsConnected);
        call.AssertOthersUnharmed();
    }

    [Fact]
    public void H12_genuine_packets_from_an_address_that_is_not_validated_are_dropped_and_move_nothing()
    {
        using var call = new HostileCall();
        byte[] packet = call.MediaPacket(1000, isKey: true);
        byte[] datagram = new byte[300];
        _ = Tureen.Engine.Rtp.RtpPacket.TryParse(packet, out Tureen.Engine.Rtp.RtpPacket parsed);
        int length = call.Attacker.Encrypt(parsed, datagram);
        TransportTuple stranger = call.AttackerTuple with { Remote = NetworkAddress.FromIPv4(0x0B000001, 666) };
        call.Push(stranger, datagram.AsSpan(0, length).ToArray());

        Assert.Equal(1, call.Drops[DropReason.UnknownTuple]);
        Assert.Equal(0, call.AttackerForwarded);
        Assert.Equal(call.Attacker.Address.Port, call.AttackerTransport.SelectedTuple!.RemotePort);
        call.Push(call.AttackerTuple, datagram.AsSpan(0, length));
        Assert.Equal(1, call.AttackerForwarded);
    }

    [Fact]
    public void H12_plain_packets_on_a_connected_transport_are_dropped()
    {
        using var call = new HostileCall();
        call.Push(call.AttackerTuple, call.MediaPacket(1000, isKey: true));
        call.Push(call.AttackerTuple, [.. HostileBytes.EmptyReport(), .. new byte[40]]);

        Assert.Equal(0, call.AttackerForwarded);
        Assert.Equal(1, call.Drops[DropReason.SrtpAuthenticationFailed]);
        Assert.Equal(1, call.Drops[DropReason.SrtcpNotEncrypted]);
        call.AssertOthersUnharmed();
    }

    [Fact]
    public void H12_whatever_comes_after_close_is_dropped_and_counted()
    {
        using var call = new HostileCall();
        TransportTuple tuple = call.AttackerTuple;
        byte[] check = HostileBytes.Check(call.AttackerTransport);
        call.AttackerTransport.Close(call.Now, call.Server.Sink);
        call.Push(tuple, check);
        call.Push(tuple, call.MediaPacket(1));
        call.Push(tuple, HostileBytes.EmptyReport());
        call.Push(tuple, DtlsBytes.ClientHello());

        Assert.Equal(4, call.Drops[DropReason.TransportClosed]);
        Assert.Throws<InvalidStateException>(() => call.AttackerTransport.Produce(call.Now, call.AttackerProducer.Options));
        Assert.True(call.AttackerConsumer.IsClosed);
        call.AssertOthersUnharmed();
    }

    [Fact]
    public void H13_a_hundred_thousand_wrong_tags_keep_the_call_and_its_media()
    {
        using var call = new HostileCall();
        byte[] forged = new byte[150];
        call.MediaPacket(1000).AsSpan(0, 100).CopyTo(forged);
        for (int i = 0; i < 100_000; i++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(forged.AsSpan(2), (ushort)i);
            forged[1] = i % 2 == 0 ? call.AttackerStream.PayloadType : (byte)200;
            forged[^4] = 0x80;
            call.Server.Worker.HandleDatagram(call.Now, call.AttackerTuple, forged, call.Server.Sink);
        }

        Assert.Equal(100_000, call.Drops[DropReason.SrtpAuthenticationFailed] + call.Drops[DropReason.SrtcpNotEncrypted]);
        Assert.True(call.AttackerTransport.IsConnected);
        call.PushRtp(call.MediaPacket(1000, isKey: true));
        Assert.Equal(1, call.AttackerForwarded);
        call.AssertOthersUnharmed();
    }
}
