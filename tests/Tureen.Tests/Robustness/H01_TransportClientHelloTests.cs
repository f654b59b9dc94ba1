using Tureen.Engine.Primitives;
using Tureen.Tests.Engine.Dtls;

namespace Tureen.Tests.Robustness;

/// <summary>ClientHellos and alerts that reach a transport from addresses that ICE has not, or has also, validated.</summary>
public sealed class H01_TransportClientHelloTests
{
    [Fact]
    public void H1_a_hundred_thousand_ClientHellos_from_an_address_that_ICE_has_not_validated_are_dropped_unread()
    {
        using var call = new HostileCall();
        TransportTuple stranger = call.AttackerTuple with { Remote = NetworkAddress.FromIPv4(0x0B000001, 666) };
        byte[] hello = DtlsBytes.ClientHello();
        var sink = new Testing.RecordingDatagramSink();
        for (int i = 0; i < 100_000; i++)
        {
            call.Server.Worker.HandleDatagram(call.Now, stranger, hello, sink);
        }

        Assert.Equal(0, sink.SentCount);
        Assert.Equal(100_000, call.Drops[DropReason.UnknownTuple]);
        Assert.Equal(DtlsState.Connected, call.AttackerTransport.DtlsState);
        AssertAttackerStillServed(call);
        call.AssertOthersUnharmed();
    }

    [Fact]
    public void H2_ClientHellos_and_alerts_from_a_second_validated_address_tear_nothing_down()
    {
        using var call = new HostileCall();
        TransportTuple second = call.AttackerTuple with { Remote = NetworkAddress.FromIPv4(0x0B000001, 667) };
        call.Push(second, HostileBytes.Check(call.AttackerTransport));
        for (ulong i = 0; i < 1000; i++)
        {
            call.Push(second, DtlsBytes.ClientHello(i % 2 == 0 ? null : [0x00, 0x00]));
            call.Push(second, DtlsBytes.FatalAlert(0, i));
            call.Push(second, DtlsBytes.FatalAlert(1, i));
            call.Push(second, DtlsBytes.Record(23, 1, i, new byte[40]));
        }

        Assert.Equal(DtlsState.Connected, call.AttackerTransport.DtlsState);
        Assert.Equal(call.Attacker.Address.Port, call.AttackerTransport.SelectedTuple!.RemotePort);
        AssertAttackerStillServed(call);
        call.AssertOthersUnharmed();
    }

    [Fact]
    public void H2_alerts_in_the_midst_of_the_handshake_do_not_fail_it()
    {
        using var call = new HostileCall();
        using var late = new LatePeer(call);
        call.Push(late.Tuple, HostileBytes.Check(late.Transport));
        for (ulong i = 0; i < 100; i++)
        {
            call.Push(late.Tuple, DtlsBytes.FatalAlert(0, i));
            call.Push(late.Tuple, DtlsBytes.ClientHello([0x00, 0x00]));
        }

        Assert.NotEqual(DtlsState.Failed, late.Transport.DtlsState);
        late.Connect();
        call.Run(TimeSpan.FromSeconds(2));
        Assert.True(late.Transport.IsConnected);
        call.AssertOthersUnharmed();
    }

    private static void AssertAttackerStillServed(HostileCall call)
    {
        long before = call.AttackerForwarded;
        call.PushRtp(call.MediaPacket(1000, isKey: true));
        Assert.Equal(before + 1, call.AttackerForwarded);
    }
}
