using Tureen.Engine.Events;
using Tureen.Engine.Ice.Gathering;
using Tureen.Engine.Primitives;
using Tureen.Engine.Stun;
using Tureen.Ortc;
using Tureen.Testing.Ice;
using Tureen.Testing.Simulation;

namespace Tureen.Tests.Engine.Ice.Gathering;

/// <summary>Relays on a simulated TURN server: their life, and two agents that meet through them.</summary>
public sealed class TurnAllocationTests
{
    private static readonly NetworkAddress ServerAddress = Address(50, 3478);

    private readonly VirtualWorld _world = new(seed: 21);
    private readonly SimulatedTurnServer _server;

    public TurnAllocationTests() => _server = new SimulatedTurnServer(_world, ServerAddress);

    [Theory]
    [InlineData(NatKind.Symmetric, NatKind.Symmetric)]
    [InlineData(NatKind.Symmetric, NatKind.PortRestricted)]
    public void Agents_whose_nats_never_meet_meet_through_relays(NatKind firstKind, NatKind secondKind)
    {
        SimulatedIceAgent first = AgentBehind(firstKind, 1, isControlling: true);
        SimulatedIceAgent second = AgentBehind(secondKind, 2, isControlling: false);
        first.AddRelay(ServerAddress);
        second.AddRelay(ServerAddress);
        Assert.True(_world.RunUntil(() => first.Gathered.Count > 0 && second.Gathered.Count > 0, TimeSpan.FromSeconds(2)));

        first.Start(second.Parameters, SimulatedIceAgent.Candidate(second.Addresses[0]), SimulatedIceAgent.Candidate(RelayOf(second), 1_000, "2"));
        second.Start(first.Parameters, SimulatedIceAgent.Candidate(first.Addresses[0]), SimulatedIceAgent.Candidate(RelayOf(first), 1_000, "2"));

        Assert.True(_world.RunUntil(() => AreCompleted(first, second), TimeSpan.FromSeconds(45)));
        _world.Run(TimeSpan.FromMinutes(20));
        Assert.True(AreCompleted(first, second));
        first.SendMedia([0x80, 1, 2, 3, 4]);
        _world.Run(TimeSpan.FromSeconds(1));
        Assert.Equal<byte>([0x80, 1, 2, 3, 4], Assert.Single(second.Received).Bytes);
    }

    [Fact]
    public void A_relay_alone_reaches_a_peer_with_an_address_of_its_own_by_permission_then_channel()
    {
        SimulatedIceAgent inside = RelayOnly(1);
        SimulatedIceAgent outside = new(_world, [Address(2, 5_000)], isControlling: false);
        inside.AddRelay(ServerAddress);
        outside.Start(inside.Parameters);
        inside.Start(outside.Parameters, SimulatedIceAgent.Candidate(outside.Addresses[0]));

        Assert.True(_world.RunUntil(() => AreCompleted(inside, outside), TimeSpan.FromSeconds(5)));
        Assert.Equal(RelayOf(inside), outside.Selected!.Value.Remote);
        Assert.Equal([TurnMethod.Allocate, TurnMethod.Allocate, TurnMethod.CreatePermission, TurnMethod.ChannelBind], _server.Requests);
        Assert.Equal(1, _server.Indications);
        Assert.True(_server.ChannelFrames > 0);
    }

    [Fact]
    public void Without_channels_everything_goes_as_indications_and_permissions_are_renewed()
    {
        _server.RefusesChannels = true;
        SimulatedIceAgent inside = RelayOnly(1);
        SimulatedIceAgent outside = new(_world, [Address(2, 5_000)], isControlling: false);
        inside.AddRelay(ServerAddress);
        outside.Start(inside.Parameters);
        inside.Start(outside.Parameters, SimulatedIceAgent.Candidate(outside.Addresses[0]));
        Assert.True(_world.RunUntil(() => AreCompleted(inside, outside), TimeSpan.FromSeconds(5)));

        _world.Run(TimeSpan.FromMinutes(12));

        Assert.True(AreCompleted(inside, outside));
        Assert.Equal(0, _server.ChannelFrames);
    }

    [Fact]
    public void A_relay_is_refreshed_before_it_ends_and_follows_new_nonces()
    {
        SimulatedIceAgent agent = RelayOnly(1);
        agent.AddRelay(ServerAddress);
        _world.Run(TimeSpan.FromSeconds(1));
        _server.Nonce = "second";

        _world.Run(TimeSpan.FromMinutes(25));

        Assert.Equal([TurnMethod.Allocate, TurnMethod.Allocate, TurnMethod.Refresh, TurnMethod.Refresh, TurnMethod.Refresh], _server.Requests);
        Assert.Single(agent.Gathered);
    }

    [Fact]
    public void A_server_that_calls_every_nonce_stale_is_given_up_after_a_few()
    {
        _server.CallsNoncesStale = true;
        SimulatedIceAgent agent = RelayOnly(1);
        agent.AddRelay(ServerAddress);

        _world.Run(TimeSpan.FromSeconds(30));

        Assert.Equal(1 + 1 + EngineLimits.MaxStaleNonces, _server.Requests.Count);
        Assert.Equal((int)StunErrorCode.StaleNonce, Assert.Single(agent.Gathered).ErrorCode);
    }

    [Fact]
    public void Wrong_credentials_are_sent_once()
    {
        SimulatedIceAgent agent = RelayOnly(1);
        agent.AddRelay(ServerAddress, password: "another");

        _world.Run(TimeSpan.FromSeconds(30));

        Assert.Equal(2, _server.Requests.Count);
        Assert.Equal((int)StunErrorCode.Unauthenticated, Assert.Single(agent.Gathered).ErrorCode);
    }

    [Fact]
    public void A_silent_server_is_asked_four_times_and_then_ice_may_fail()
    {
        _server.IsSilent = true;
        SimulatedIceAgent agent = RelayOnly(1);
        Timestamp begunAt = _world.Now;
        agent.AddRelay(ServerAddress);
        agent.Start(new IceParameters { UsernameFragment = "them", Password = "a password of the other side", IceLite = true }, SimulatedIceAgent.Candidate(Address(9, 9)));

        Assert.True(_world.RunUntil(() => agent.Agent.HasFailed, TimeSpan.FromSeconds(30)));

        Assert.Equal([0, 500, 1_500, 3_500], agent.Sent.Select(sent => (int)(sent.At - begunAt).TotalMilliseconds));
        Assert.Equal(7_500, (_world.Now - begunAt).TotalMilliseconds, 1.0);
        Assert.Equal(TurnAllocation.Unreachable, Assert.Single(agent.Gathered).ErrorCode);
    }

    [Fact]
    public void A_server_may_send_the_client_to_another_one_a_bounded_number_of_times()
    {
        var second = new SimulatedTurnServer(_world, Address(51, 3478));
        _server.Alternate = Address(51, 3478);
        SimulatedIceAgent moved = RelayOnly(1);
        moved.AddRelay(ServerAddress);
        _world.Run(TimeSpan.FromSeconds(1));
        Assert.Equal(Address(51, 0).Host, Assert.Single(moved.Gathered).Address!.Value.Host);
        Assert.Equal(1, second.AllocationCount);

        second.Alternate = ServerAddress;
        SimulatedIceAgent lost = RelayOnly(2);
        lost.AddRelay(ServerAddress);
        _world.Run(TimeSpan.FromSeconds(10));
        Assert.Equal((int)StunErrorCode.TryAlternate, Assert.Single(lost.Gathered).ErrorCode);
    }

    [Fact]
    public void A_peer_that_the_server_refuses_gets_nothing_and_the_relay_stays()
    {
        _server.RefusesPermissions = true;
        SimulatedIceAgent agent = RelayOnly(1);
        agent.AddRelay(ServerAddress);
        agent.Start(new IceParameters { UsernameFragment = "them", Password = "a password of the other side" }, SimulatedIceAgent.Candidate(Address(9, 9)));

        _world.Run(TimeSpan.FromSeconds(20));

        Assert.Equal([TurnMethod.Allocate, TurnMethod.Allocate, TurnMethod.CreatePermission], _server.Requests);
        Assert.NotNull(Assert.Single(agent.Gathered).Address);
    }

    [Fact]
    public void A_stun_server_shows_the_address_outside_the_nat()
    {
        SimulatedIceAgent agent = AgentBehind(NatKind.PortRestricted, 1, isControlling: true);
        var stun = new SimulatedStunServer(_world, Address(60, 3478));

        agent.AddProbe(stun.Address);
        _world.Run(TimeSpan.FromSeconds(1));

        GatheringResult result = Assert.Single(agent.Gathered);
        Assert.Equal((IceCandidateType.Srflx, Address(201, 0).Host), (result.Type, result.Address!.Value.Host));
    }

    private static NetworkAddress Address(byte last, ushort port) => NetworkAddress.FromIPv4(0xC0000200u + last, port);

    private static NetworkAddress RelayOf(SimulatedIceAgent agent) => agent.Gathered.Single(static result => result.Type == IceCandidateType.Relay).Address!.Value;

    private static bool AreCompleted(SimulatedIceAgent first, SimulatedIceAgent second) =>
        first.Agent.State == IceState.Completed && second.Agent.State == IceState.Completed;

    /// <summary>One whose only socket leads to the TURN server.</summary>
    private SimulatedIceAgent RelayOnly(byte number) => new(_world, [Address((byte)(100 + number), 6_000)], isControlling: true, hosts: 0);

    private SimulatedIceAgent AgentBehind(NatKind kind, byte number, bool isControlling)
    {
        var nat = new SimulatedNat(_world, Address((byte)(200 + number), 0), kind);
        return new SimulatedIceAgent(
            _world, [NetworkAddress.FromIPv4(0x0A000000u + number, 5_000), NetworkAddress.FromIPv4(0x0A000000u + number, 6_000)], isControlling, nat, hosts: 1);
    }
}
