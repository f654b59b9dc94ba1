using System.Net;
using Tureen.Engine.Events;
using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;
using Tureen.Engine.Transports;
using Tureen.Engine.Transports.Paths;
using Tureen.Ortc;

namespace Tureen.Tests.Robustness;

/// <summary>What one datagram or deadline makes the engine throw costs at most the transport that it came to.</summary>
public sealed class S1_ContainedFaultTests
{
    private static readonly byte[] Poison = [0x80, 0xDE, 0xAD];

    [Fact]
    public void S1_three_faults_in_a_row_close_the_transport_they_came_to_and_nothing_else()
    {
        using HostileCall call = CreateCall();
        Push(call, Poison);
        Push(call, Poison);
        Assert.False(call.AttackerTransport.IsClosed);
        Assert.False(call.AttackerConsumer.IsClosed);

        Push(call, Poison);
        Assert.True(call.AttackerTransport.IsClosed);
        Assert.True(call.AttackerConsumer.IsClosed);
        string id = call.AttackerTransport.Id;
        Assert.Equal(
            [new DtlsStateEvent(id, DtlsState.Failed, null), new TransportFailedEvent(id)],
            call.Server.Events.Where(one => one.TargetId == id && one is not EngineFaultEvent).TakeLast(2));
        Assert.Contains(new ConsumerProducerClosedEvent(call.AttackerConsumer.Id), call.Server.Events);
        Assert.Equal(3, Faults(call)[FaultKind.Datagram]);
        Assert.Equal(3, Faults(call).Total);
        Assert.Equal(1, call.Server.Worker.Context.Faults.ClosedTransports);
        Assert.False(call.Server.Worker.Context.Faults.HasRecords);

        // What still comes is for nobody.
        Push(call, Poison);
        Assert.Equal(3, Faults(call).Total);
        call.AssertOthersUnharmed();
    }

    [Fact]
    public void S1_a_datagram_that_is_handled_ends_the_row_but_not_the_budget()
    {
        using HostileCall call = CreateCall();
        int faults = 0;
        while (!call.AttackerTransport.IsClosed)
        {
            Push(call, Poison);
            faults++;
            Assert.InRange(faults, 1, EngineLimits.FaultBurst + 1);
            Push(call, [0x80, 1, 2, 3]);
        }

        Assert.Equal(EngineLimits.FaultBurst + 1, faults);
        call.AssertOthersUnharmed();
    }

    [Fact]
    public void S1_a_fault_now_and_then_closes_nothing()
    {
        using HostileCall call = CreateCall();
        for (int i = 0; i < 3 * EngineLimits.FaultBurst; i++)
        {
            Push(call, Poison);
            call.Run(TimeSpan.FromSeconds(1.1));
            Push(call, [0x80, 1, 2, 3]);
        }

        Assert.False(call.AttackerTransport.IsClosed);
        Assert.Equal(3 * EngineLimits.FaultBurst, Faults(call)[FaultKind.Datagram]);
        call.AssertOthersUnharmed();
    }

    [Fact]
    public void S1_what_strangers_send_is_held_against_nobody()
    {
        using HostileCall call = CreateCall();
        TransportTuple tuple = call.AttackerTuple with { Remote = NetworkAddress.FromIPv4(0x0B000001, 7) };
        for (int i = 0; i < 100; i++)
        {
            call.Push(tuple, (byte[])[.. Poison]);
        }

        Assert.False(call.AttackerTransport.IsClosed);
        Assert.Equal(100, Faults(call)[FaultKind.Datagram]);
        Assert.False(call.Server.Worker.Context.Faults.HasRecords);
        call.AssertOthersUnharmed();
    }

    [Fact]
    public void S1_few_of_many_faults_are_logged_and_each_with_its_exception()
    {
        using HostileCall call = CreateCall();
        TransportTuple tuple = call.AttackerTuple with { Remote = NetworkAddress.FromIPv4(0x0B000001, 7) };
        for (int i = 0; i < 1000; i++)
        {
            call.Push(tuple, (byte[])[.. Poison]);
        }

        call.Run(TimeSpan.FromSeconds(1.1));
        call.Push(tuple, (byte[])[.. Poison]);
        EngineFaultEvent[] lines = [.. call.Server.Events.OfType<EngineFaultEvent>()];
        Assert.Equal(EngineLimits.FaultLogBurst + 1, lines.Length);
        Assert.All(lines, static line => Assert.IsType<InvalidOperationException>(line.Error));
        Assert.All(lines, static line => Assert.NotNull(line.Error.StackTrace));
        Assert.Equal(1000 - EngineLimits.FaultLogBurst, lines[^1].Unlogged);
    }

    [Fact]
    public void S1_a_consumer_that_throws_keeps_the_packet_from_no_other_and_closes_alone()
    {
        using HostileCall call = CreateCall();
        ConsumerCore other = call.Call.Watch(call.Call.AddPeer(out WebRtcTransportCore late), late, call.AttackerProducer, out _);
        Assert.True(call.Call.World.RunUntil(() => late.IsConnected, TimeSpan.FromSeconds(20)));
        TransportTuple innocent = HostileCall.TupleOf(call.Innocent, call.InnocentTransport);
        var sink = new ThrowingSink(call.Server.Sink, innocent);
        for (ushort i = 0; i < 30; i++)
        {
            Span<byte> datagram = new byte[300];
            Assert.True(Tureen.Engine.Rtp.RtpPacket.TryParse(call.MediaPacket(i, isKey: i == 0), out var packet));
            int length = call.Attacker.Encrypt(packet, datagram);
            call.Server.Worker.HandleDatagram(call.Now, call.AttackerTuple, datagram[..length], sink);
        }

        call.Server.DrainEvents();
        Assert.Equal(30, other.Streams[0].Sender.PacketCount);
        Assert.True(call.AttackerConsumer.IsClosed);
        Assert.Equal(EngineLimits.FaultBurst + 1, Faults(call)[FaultKind.Consumer]);
        Assert.Equal(EngineLimits.FaultBurst + 1, Faults(call).Total);
        Assert.Contains(new ConsumerProducerClosedEvent(call.AttackerConsumer.Id), call.Server.Events);
        Assert.False(call.AttackerTransport.IsClosed);
        Assert.False(call.InnocentTransport.IsClosed);
        call.AssertOthersUnharmed();

        call.Server.Worker.Close(call.Now, call.Server.Sink);
        Assert.Equal(0, call.Server.Worker.LeasedPackets);
    }

    [Fact]
    public void S1_a_deadline_that_throws_is_run_again_later_and_holds_up_no_other()
    {
        using HostileCall call = CreateCall();
        var owner = new ThrowingOwner();
        Timestamp began = call.Now;
        call.Server.Worker.Context.Deadlines.Set(new DeadlineEntry(owner), call.Now);
        call.AssertOthersUnharmed();

        TimeSpan passed = call.Now - began;
        Assert.InRange(owner.Runs, 5, (int)(passed / EngineLimits.FaultPause) + 1);
        Assert.Equal(owner.Runs, Faults(call)[FaultKind.Deadline]);
    }

    [Fact]
    public void S1_the_deadline_of_a_transport_that_keeps_throwing_closes_it()
    {
        using HostileCall call = CreateCall();
        var owner = new ThrowingOwner(call.AttackerTransport, call.Server.Worker);
        owner.Charge(call.Now, call.Server.Sink);
        owner.Charge(call.Now, call.Server.Sink);
        Assert.False(call.AttackerTransport.IsClosed);
        owner.Charge(call.Now, call.Server.Sink);
        Assert.True(call.AttackerTransport.IsClosed);
        call.Server.DrainEvents();
        Assert.Contains(new TransportFailedEvent(call.AttackerTransport.Id), call.Server.Events);
        call.AssertOthersUnharmed();
    }

    [Fact]
    public void S1_two_deadlines_that_wake_each_other_at_once_end_with_the_turn()
    {
        using HostileCall call = CreateCall();
        var heap = call.Server.Worker.Context.Deadlines;
        var pair = new RestlessPair(heap);
        pair.Start(call.Now);
        call.Server.Worker.HandleDeadline(call.Now, call.Server.Sink);
        Assert.InRange(pair.Runs, 2, 2 * (heap.Count + EngineLimits.ExtraDeadlinesPerCall));
        pair.Stop();
        call.AssertOthersUnharmed();
    }

    [Fact]
    public void S1_a_transport_that_throws_while_it_is_closed_frees_its_socket_all_the_same()
    {
        using HostileCall call = CreateCall();
        int sockets = call.Server.OpenSockets;
        var sink = new ThrowingSink(call.Server.Sink, call.AttackerTuple);
        Assert.Throws<InvalidOperationException>(() => call.AttackerTransport.Close(call.Now, sink));
        call.Server.DrainEvents();
        Assert.True(call.AttackerTransport.IsClosed);
        Assert.True(call.AttackerConsumer.IsClosed);
        Assert.Equal(sockets - 1, call.Server.OpenSockets);
        call.AssertOthersUnharmed();
    }

    [Fact]
    public void S1_a_shared_port_closes_the_one_transport_and_serves_the_others()
    {
        using HostileCall call = CreateCall();
        WebRtcServerCore server = call.Server.Worker.CreateWebRtcServer(
            "server",
            [new IceListenOptions { Protocol = TransportProtocol.Udp, Parameters = new ListenParameters(IPAddress.Parse("10.9.9.9"), 0, 0) }]);
        TransportTuple tuple = new(server.Listeners.SocketIds[0], TransportProtocol.Udp, NetworkAddress.FromIPv4(0x0C000001, 1));
        TransportTuple other = tuple with { Remote = NetworkAddress.FromIPv4(0x0C000002, 2) };
        WebRtcTransportCore bad = CreateTransport(call, server, "bad");
        WebRtcTransportCore good = CreateTransport(call, server, "good");
        server.AddTuple(tuple, (WebRtcPath)bad.Path);
        server.AddTuple(other, (WebRtcPath)good.Path);
        for (int i = 0; i < EngineLimits.MaxFaultsInRow; i++)
        {
            call.Push(tuple, (byte[])[.. Poison]);
        }

        Assert.True(bad.IsClosed);
        Assert.False(good.IsClosed);
        Assert.False(server.IsClosed);
        Assert.Same(good, server.FindTransport(other));
        call.AssertOthersUnharmed();
    }

    private static WebRtcTransportCore CreateTransport(HostileCall call, WebRtcServerCore server, string id) =>
        call.Call.Router.CreateWebRtcTransport(new WebRtcTransportCoreOptions { Id = id, Server = server });

    private static HostileCall CreateCall()
    {
        var call = new HostileCall(containsFaults: true);
        call.Server.OnDatagram = static (in _, datagram) =>
        {
            if (datagram.SequenceEqual(Poison))
            {
                throw new InvalidOperationException("a fault that nobody has found yet");
            }
        };
        return call;
    }

    private static FaultCounters Faults(HostileCall call) => call.Server.Worker.Context.Faults.Counters;

    private static void Push(HostileCall call, byte[] datagram) => call.Push(call.AttackerTuple, (byte[])[.. datagram]);
}
