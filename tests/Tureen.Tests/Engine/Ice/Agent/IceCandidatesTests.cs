using Tureen.Engine.Ice;
using Tureen.Engine.Ice.Agent;
using Tureen.Engine.Primitives;
using Tureen.Ortc;
using Tureen.Testing;
using Tureen.Testing.Ice;
using Tureen.Testing.Simulation;

namespace Tureen.Tests.Engine.Ice.Agent;

/// <summary>Sockets that come and go while an agent works, and connections that cannot be opened.</summary>
public sealed class IceCandidatesTests
{
    private const int UdpSocket = 1;
    private const int TcpSocket = 2;
    private const int RelaySocket = 3;

    private static readonly IceParameters Lite = new() { UsernameFragment = "them", Password = "a password of the other side", IceLite = true };
    private static readonly IceRemoteCandidate OverUdp = SimulatedIceAgent.Candidate(Address(90, 9_000));
    private static readonly IceRemoteCandidate OverTcp = new(Address(90, 9_001), TransportProtocol.Tcp, 2_100_000_000, "2");

    private readonly RecordingDatagramSink _sink = new();
    private readonly Timestamp _now = Timestamp.FromMilliseconds(1_000);

    [Fact]
    public void A_socket_that_comes_later_is_paired_with_all_addresses_of_its_protocol_and_family()
    {
        IceAgent agent = Create();
        agent.SetRemote(_now, Lite, [OverUdp, OverTcp], _sink);

        agent.AddLocal(_now, Relay(), _sink);

        Assert.Equal([UdpSocket, TcpSocket, RelaySocket], agent.Pairs.Select(static pair => pair.Tuple.SocketId).Order());
        Assert.Equal(RelaySocket, agent.Pairs[^1].Tuple.SocketId);
        Assert.Equal(IceCandidatePriority.OfRelay(9), agent.FindLocal(RelaySocket)!.Value.Priority);
    }

    [Fact]
    public void Without_a_pair_there_is_hope_while_more_sockets_may_come()
    {
        var agent = new IceAgent(new SeededRandomSource(1), []) { IsGathering = true };
        agent.SetRemote(_now, Lite, [OverUdp], _sink);
        agent.HandleDeadline(_now + TimeSpan.FromMinutes(1), _sink);
        Assert.False(agent.HasFailed);

        agent.IsGathering = false;
        agent.HandleDeadline(_now + TimeSpan.FromMinutes(1), _sink);
        Assert.True(agent.HasFailed);
    }

    [Fact]
    public void A_connection_that_cannot_be_opened_ends_its_check_and_the_last_one_ends_ice()
    {
        IceAgent agent = Create();
        agent.SetRemote(_now, Lite, [OverUdp, OverTcp], _sink);
        agent.HandleDeadline(_now + IceTimes.CheckInterval, _sink);
        Assert.Equal(2, _sink.TakeAll().Count);

        agent.RemoveTuple(new TransportTuple(TcpSocket, TransportProtocol.Tcp, OverTcp.Address));
        Assert.Equal(IcePairState.Failed, agent.Pairs.Single(static pair => pair.Tuple.SocketId == TcpSocket).State);
        agent.HandleDeadline(_now + TimeSpan.FromSeconds(2), _sink);
        Assert.All(_sink.TakeAll(), static sent => Assert.Equal(UdpSocket, sent.Tuple.SocketId));
        Assert.False(agent.HasFailed);

        agent.RemoveLocal(_now + TimeSpan.FromSeconds(2), UdpSocket, _sink);
        Assert.True(agent.HasFailed);
    }

    [Fact]
    public void A_lone_connection_that_is_refused_ends_ice_at_its_next_deadline()
    {
        IceAgent agent = Create();
        agent.SetRemote(_now, Lite, [OverTcp], _sink);

        agent.RemoveTuple(new TransportTuple(TcpSocket, TransportProtocol.Tcp, OverTcp.Address));

        Assert.True(agent.NextDeadline <= _now);
        agent.HandleDeadline(_now, _sink);
        Assert.True(agent.HasFailed);
    }

    [Fact]
    public void The_peers_own_side_of_tcp_is_left_out()
    {
        IceCandidate[] offered = [Tcp(IceCandidateTcpType.Active, 9), Tcp(IceCandidateTcpType.Passive, 4_000), Tcp(null, 4_001)];

        Assert.Equal([4_000, 4_001], IceRemoteCandidate.ReadAll(offered).Select(static read => (int)read.Address.Port));
    }

    [Fact]
    public void Requests_answers_and_round_trips_are_counted()
    {
        var world = new VirtualWorld(seed: 5);
        world.Network.DefaultConditions = LinkConditions.Perfect with { Delay = TimeSpan.FromMilliseconds(20) };
        var first = new SimulatedIceAgent(world, [Address(1, 5_000)], isControlling: true);
        var second = new SimulatedIceAgent(world, [Address(2, 5_000)], isControlling: false);
        first.Start(second.Parameters, SimulatedIceAgent.Candidate(second.Addresses[0]));
        second.Start(first.Parameters, SimulatedIceAgent.Candidate(first.Addresses[0]));

        world.Run(TimeSpan.FromMinutes(1));

        IcePairCounts counts = Assert.Single(first.Agent.Pairs).Counts;
        Assert.Equal(TimeSpan.FromMilliseconds(40), counts.CurrentRoundTripTime);
        Assert.True(counts.RequestsSent > 10 && counts.ResponsesReceived == counts.RequestsSent, $"{counts.RequestsSent} requests, {counts.ResponsesReceived} answers");
        Assert.Equal(counts.ResponsesReceived * 0.04, counts.TotalRoundTripTime.TotalSeconds, 0.001);
        Assert.InRange(counts.ConsentRequestsSent, 9, 15);
        Assert.Equal(counts.RequestsReceived, counts.ResponsesSent);
    }

    private static IceAgent Create() => new(
        new SeededRandomSource(1),
        [
            new IceLocalCandidate(UdpSocket, TransportProtocol.Udp, IsIPv6: false, IceCandidatePriority.OfClientHost(9)),
            new IceLocalCandidate(TcpSocket, TransportProtocol.Tcp, IsIPv6: false, IceCandidatePriority.OfClientHost(8)),
        ]);

    private static IceLocalCandidate Relay() => new(RelaySocket, TransportProtocol.Udp, IsIPv6: false, IceCandidatePriority.OfRelay(9));

    private static IceCandidate Tcp(IceCandidateTcpType? type, int port) => new()
    {
        Foundation = "f",
        Priority = 1,
        Address = "192.0.2.1",
        Port = port,
        Protocol = TransportProtocol.Tcp,
        TcpType = type,
    };

    private static NetworkAddress Address(byte host, ushort port) => NetworkAddress.FromIPv4(0x0A000000u + host, port);
}
