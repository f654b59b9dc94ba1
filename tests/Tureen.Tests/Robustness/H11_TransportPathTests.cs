using Tureen.Engine.Events;
using Tureen.Engine.Primitives;
using Tureen.Ortc;
using Tureen.Testing.Simulation;

namespace Tureen.Tests.Robustness;

/// <summary>Consent that ends, addresses that change and nominations that never end, in a call with media.</summary>
public sealed class H11_TransportPathTests
{
    [Fact]
    public void H11_a_peer_that_falls_silent_is_disconnected_after_consent_and_served_again_when_it_returns()
    {
        using var call = new HostileCall();
        SimulatedLink uplink = call.Call.World.Network.Link(call.Attacker, call.Server);
        LinkConditions conditions = uplink.Conditions;
        uplink.Conditions = conditions with { Loss = 1 };
        call.Run(TimeSpan.FromSeconds(24));
        Assert.True(call.AttackerTransport.IsConnected);
        call.Run(TimeSpan.FromSeconds(7));

        Assert.Equal(IceState.Disconnected, call.AttackerTransport.IceState);
        Assert.False(call.AttackerTransport.IsConnected);
        Assert.Equal(DtlsState.Connected, call.AttackerTransport.DtlsState);
        Assert.Null(call.AttackerTransport.SelectedTuple);
        call.PushRtp(call.MediaPacket(1000, isKey: true));
        Assert.Equal(1, call.Drops[DropReason.UnknownTuple]);

        uplink.Conditions = conditions;
        call.Run(TimeSpan.FromSeconds(7));
        Assert.True(call.AttackerTransport.IsConnected);
        call.PushRtp(call.MediaPacket(1001, isKey: true));
        Assert.Equal(1, call.AttackerForwarded);
        Assert.Equal(
            [IceState.Completed, IceState.Disconnected, IceState.Completed],
            call.Server.Events.OfType<IceStateEvent>().Where(e => e.TargetId == call.AttackerTransport.Id).Select(static e => e.State));
        call.AssertOthersUnharmed();
    }

    [Fact]
    public void H11_a_handshake_that_lost_its_path_does_not_keep_the_worker_busy()
    {
        using var call = new HostileCall();
        using var late = new LatePeer(call);
        late.Transport.Connect(
            call.Now,
            new DtlsParameters { Role = DtlsRole.Server, Fingerprints = late.Peer.DtlsParameters.Fingerprints },
            call.Server.Sink);
        call.Push(late.Tuple, HostileBytes.Check(late.Transport, useCandidate: true));
        Assert.Equal(DtlsState.Connecting, late.Transport.DtlsState);
        late.Peer.Dispose();
        call.Run(TimeSpan.FromSeconds(9));
        call.Push(late.Tuple, HostileBytes.Check(late.Transport));
        Assert.Equal(DtlsState.Connecting, late.Transport.DtlsState);
        call.Run(TimeSpan.FromSeconds(10.5));

        Assert.Equal(IceState.Disconnected, late.Transport.IceState);
        Assert.True(late.Transport.NextDeadline.IsNever || late.Transport.NextDeadline > call.Now);
    }

    [Fact]
    public void H11_a_rebound_NAT_gets_no_media_accepted_before_a_check_and_all_after_it()
    {
        using var call = new HostileCall();
        call.Attacker.Rebind(NetworkAddress.FromIPv4(0x0B000007, 4321));
        call.PushRtp(call.MediaPacket(1000, isKey: true));
        Assert.Equal(0, call.AttackerForwarded);
        Assert.Equal(1, call.Drops[DropReason.UnknownTuple]);

        call.Run(TimeSpan.FromSeconds(7));
        call.PushRtp(call.MediaPacket(1001, isKey: true));
        Assert.Equal(1, call.AttackerForwarded);
        Assert.Equal(4321, call.AttackerTransport.SelectedTuple!.RemotePort);
        call.AssertOthersUnharmed();
    }

    [Fact]
    public void H11_a_storm_of_nominations_keeps_the_connection_and_bounded_state()
    {
        using var call = new HostileCall();
        int events = call.Server.Events.Count;
        for (uint i = 1; i <= 20_000; i++)
        {
            TransportTuple from = call.AttackerTuple with { Remote = NetworkAddress.FromIPv4(0x0B000000 + (i % 50), 700) };
            call.Push(from, HostileBytes.Check(call.AttackerTransport, nomination: i));
        }

        Assert.True(call.AttackerTransport.IsConnected);
        Assert.InRange(call.Server.Events.Count - events, 1, EngineLimits.SelectedTupleEventBurst);
        call.Push(call.AttackerTuple, HostileBytes.Check(call.AttackerTransport, nomination: 30_000));
        call.PushRtp(call.MediaPacket(1000, isKey: true));
        Assert.Equal(1, call.AttackerForwarded);
        call.AssertOthersUnharmed();
    }

    [Fact]
    public void H11_media_from_two_addresses_in_turn_makes_few_events_and_the_last_path_is_raised()
    {
        using var call = new HostileCall();
        TransportTuple[] paths = [.. new ushort[] { 701, 702 }.Select(
            port => call.AttackerTuple with { Remote = NetworkAddress.FromIPv4(0x0B000001, port) })];
        foreach (TransportTuple path in paths)
        {
            call.Push(path, HostileBytes.Check(call.AttackerTransport));
        }

        int events = call.Server.Events.Count;
        Span<byte> datagram = new byte[64];
        for (int i = 0; i < 10_001; i++)
        {
            HostileBytes.EmptyReport().CopyTo(datagram);
            int length = call.Attacker.EncryptRtcp(datagram, HostileBytes.EmptyReport().Length);
            call.Push(paths[i % 2], datagram[..length]);
        }

        IceSelectedTupleEvent[] Raised() => [.. call.Server.Events.Skip(events).OfType<IceSelectedTupleEvent>()];
        Assert.InRange(Raised().Length, 1, EngineLimits.SelectedTupleEventBurst);
        Assert.Equal(701, call.AttackerTransport.SelectedTuple!.RemotePort);
        call.Run(TimeSpan.FromSeconds(1));
        Assert.InRange(Raised().Length, 1, EngineLimits.SelectedTupleEventBurst + 1);
        Assert.Equal(call.AttackerTransport.SelectedTuple, Raised()[^1].Tuple);
        call.AssertOthersUnharmed();
    }

    [Fact]
    public void H10_checks_from_ten_thousand_ports_leave_eight_tuples_at_most()
    {
        using var call = new HostileCall();
        for (int i = 0; i < 10_000; i++)
        {
            TransportTuple from = call.AttackerTuple with { Remote = NetworkAddress.FromIPv4(0x0B000001, (ushort)(1024 + i)) };
            call.Push(from, HostileBytes.Check(call.AttackerTransport));
        }

        // The selected one is kept; the oldest of the others are not known any more.
        call.PushRtp(call.MediaPacket(1000, isKey: true));
        Assert.Equal(1, call.AttackerForwarded);
        call.Push(call.AttackerTuple with { Remote = NetworkAddress.FromIPv4(0x0B000001, 1024) }, DtlsProbe());
        Assert.Equal(1, call.Drops[DropReason.UnknownTuple]);
        call.AssertOthersUnharmed();
    }

    private static byte[] DtlsProbe() => Engine.Dtls.DtlsBytes.FatalAlert(0);
}
