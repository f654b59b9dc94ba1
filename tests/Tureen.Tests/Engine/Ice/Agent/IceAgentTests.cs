using Tureen.Engine.Ice;
using Tureen.Engine.Ice.Agent;
using Tureen.Engine.Primitives;
using Tureen.Engine.Stun;
using Tureen.Ortc;
using Tureen.Testing.Ice;
using Tureen.Testing.Simulation;

namespace Tureen.Tests.Engine.Ice.Agent;

/// <summary>Two full agents in virtual time, and one whose peer is the test.</summary>
public sealed class IceAgentTests
{
    private static readonly IceParameters Stranger = new() { UsernameFragment = "them", Password = "a password of the other side" };

    private readonly VirtualWorld _world = new(seed: 11);

    [Theory]
    [InlineData(true, false)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public void Two_agents_agree_on_one_pair_and_on_their_roles(bool isFirstControlling, bool isSecondControlling)
    {
        SimulatedIceAgent first = Agent(1, isFirstControlling);
        SimulatedIceAgent second = Agent(2, isSecondControlling);

        first.Start(second.Parameters, SimulatedIceAgent.Candidate(second.Addresses[0]));
        second.Start(first.Parameters, SimulatedIceAgent.Candidate(first.Addresses[0]));

        Assert.True(_world.RunUntil(() => AreCompleted(first, second), TimeSpan.FromSeconds(5)));
        Assert.NotEqual(first.Agent.IsControlling, second.Agent.IsControlling);
        Assert.Equal(second.Addresses[0], first.Selected!.Value.Remote);
        Assert.Equal(first.Addresses[0], second.Selected!.Value.Remote);
        _world.Run(TimeSpan.FromMinutes(3));
        Assert.True(AreCompleted(first, second));
    }

    [Theory]
    [InlineData(NatKind.FullCone, NatKind.FullCone, true)]
    [InlineData(NatKind.AddressRestricted, NatKind.PortRestricted, true)]
    [InlineData(NatKind.PortRestricted, NatKind.PortRestricted, true)]
    [InlineData(NatKind.Symmetric, NatKind.FullCone, true)]
    [InlineData(NatKind.Symmetric, NatKind.AddressRestricted, true)]
    [InlineData(NatKind.Symmetric, NatKind.PortRestricted, false)]
    [InlineData(NatKind.Symmetric, NatKind.Symmetric, false)]
    public void Two_agents_behind_nats_meet_where_their_nats_can(NatKind firstKind, NatKind secondKind, bool canMeet)
    {
        (SimulatedIceAgent first, NetworkAddress firstOutside) = AgentBehind(firstKind, 1, isControlling: true);
        (SimulatedIceAgent second, NetworkAddress secondOutside) = AgentBehind(secondKind, 2, isControlling: false);

        first.Start(second.Parameters, SimulatedIceAgent.Candidate(second.Addresses[0]), SimulatedIceAgent.Candidate(secondOutside, 1_694_498_815, "2"));
        second.Start(first.Parameters, SimulatedIceAgent.Candidate(first.Addresses[0]), SimulatedIceAgent.Candidate(firstOutside, 1_694_498_815, "2"));

        Assert.Equal(canMeet, _world.RunUntil(() => AreCompleted(first, second), TimeSpan.FromSeconds(45)));
        Assert.Equal(!canMeet, first.Agent.HasFailed);
    }

    [Theory]
    [InlineData(NatKind.FullCone)]
    [InlineData(NatKind.AddressRestricted)]
    [InlineData(NatKind.PortRestricted)]
    [InlineData(NatKind.Symmetric)]
    public void An_agent_behind_any_nat_is_found_by_its_checks_alone(NatKind kind)
    {
        (SimulatedIceAgent inside, _) = AgentBehind(kind, 1, isControlling: true);
        SimulatedIceAgent outside = Agent(2, isControlling: false);

        outside.Start(inside.Parameters);
        inside.Start(outside.Parameters, SimulatedIceAgent.Candidate(outside.Addresses[0]));

        Assert.True(_world.RunUntil(() => AreCompleted(inside, outside), TimeSpan.FromSeconds(5)));
        Assert.Equal(Address(201, 0).Host, outside.Selected!.Value.Remote.Host);
    }

    [Fact]
    public void The_best_pair_that_works_is_chosen_when_better_ones_do_not_answer_in_time()
    {
        SimulatedIceAgent first = Agent(1, isControlling: true);
        SimulatedIceAgent second = Agent(2, isControlling: false);
        Timestamp begunAt = _world.Now;

        first.Start(second.Parameters, SimulatedIceAgent.Candidate(Address(99, 9)), SimulatedIceAgent.Candidate(second.Addresses[0], 1_000, "2"));
        second.Start(first.Parameters, SimulatedIceAgent.Candidate(first.Addresses[0]));

        Assert.True(_world.RunUntil(() => AreCompleted(first, second), TimeSpan.FromSeconds(5)));
        Assert.Equal(second.Addresses[0], first.Selected!.Value.Remote);
        Assert.InRange((_world.Now - begunAt).TotalMilliseconds, 500, 700);
    }

    [Fact]
    public void A_check_is_sent_seven_times_with_twice_the_wait_and_then_given_up()
    {
        SimulatedIceAgent agent = Agent(1, isControlling: true);
        Timestamp begunAt = _world.Now;

        agent.Start(Stranger, SimulatedIceAgent.Candidate(Address(99, 9)));
        _world.Run(TimeSpan.FromSeconds(60));

        Assert.Equal([0, 500, 1_500, 3_500, 7_500, 15_500, 31_500], agent.Sent.Select(sent => (int)(sent.At - begunAt).TotalMilliseconds));
        Assert.Single(agent.Sent.Select(static sent => Convert.ToHexString(sent.Bytes)).Distinct(StringComparer.Ordinal));
        Assert.True(agent.Agent.HasFailed);
        Assert.Equal([IceEventKind.StateChanged, IceEventKind.Failed], agent.Events.Select(static raised => raised.Kind));
    }

    [Fact]
    public void New_checks_keep_the_pace_and_the_best_come_first()
    {
        SimulatedIceAgent agent = Agent(1, isControlling: true);
        Timestamp begunAt = _world.Now;

        agent.Start(Stranger, [.. Enumerable.Range(0, 5).Select(i => SimulatedIceAgent.Candidate(Address(90, (ushort)(9_000 + i)), (uint)(1_000 + i), $"{i}"))]);
        _world.Run(TimeSpan.FromMilliseconds(300));

        Assert.Equal([0, 50, 100, 150, 200], agent.Sent.Select(sent => (int)(sent.At - begunAt).TotalMilliseconds));
        Assert.Equal([9_004, 9_003, 9_002, 9_001, 9_000], agent.Sent.Select(static sent => (int)sent.Tuple.Remote.Port));
    }

    [Fact]
    public void One_pair_of_each_foundation_is_checked_first()
    {
        SimulatedIceAgent agent = Agent(1, isControlling: true);

        agent.Start(
            Stranger,
            SimulatedIceAgent.Candidate(Address(90, 9_000), 3_000, "same"),
            SimulatedIceAgent.Candidate(Address(90, 9_001), 2_000, "same"),
            SimulatedIceAgent.Candidate(Address(90, 9_002), 1_000, "other"));
        _world.Run(TimeSpan.FromMilliseconds(200));

        Assert.Equal([9_000, 9_002], agent.Sent.Select(static sent => (int)sent.Tuple.Remote.Port));
        _world.Run(TimeSpan.FromSeconds(40));
        Assert.Contains(agent.Sent, static sent => sent.Tuple.Remote.Port == 9_001);
    }

    [Fact]
    public void Only_a_genuine_answer_to_an_open_check_from_where_it_went_counts()
    {
        SimulatedIceAgent agent = Agent(1, isControlling: true);
        NetworkAddress server = Address(90, 9_000);
        agent.Start(Stranger, SimulatedIceAgent.Candidate(server));
        byte[] request = agent.Sent[0].Bytes;

        foreach ((byte[] answer, NetworkAddress from) in new[]
        {
            (Answer(request, "another password"), server),
            (Answer(request, Stranger.Password), Address(91, 9_000)),
            (Answer([.. request[..8], .. new byte[12], .. request[20..]], Stranger.Password), server),
            (AnswerError(request, StunErrorCode.BadRequest, key: null), server),
        })
        {
            agent.HandleDatagram(_world.Now, agent.Addresses[0], from, answer);
            Assert.Equal(DropReason.StunUnexpected, agent.LastReason);
            Assert.Equal(IceState.New, agent.Agent.State);
        }

        agent.HandleDatagram(_world.Now, agent.Addresses[0], server, Answer(request, Stranger.Password));
        Assert.Equal(IceState.Connected, agent.Agent.State);
        agent.HandleDatagram(_world.Now, agent.Addresses[0], server, Answer(request, Stranger.Password));
        Assert.Equal(DropReason.StunUnexpected, agent.LastReason);
    }

    [Fact]
    public void A_genuine_refusal_ends_a_check_at_once()
    {
        SimulatedIceAgent agent = Agent(1, isControlling: true);
        NetworkAddress server = Address(90, 9_000);
        agent.Start(new IceParameters { UsernameFragment = Stranger.UsernameFragment, Password = Stranger.Password, IceLite = true }, SimulatedIceAgent.Candidate(server));

        agent.HandleDatagram(_world.Now, agent.Addresses[0], server, AnswerError(agent.Sent[0].Bytes, StunErrorCode.BadRequest, Stranger.Password));

        Assert.True(agent.Agent.HasFailed);
    }

    [Fact]
    public void A_peer_that_chooses_every_pair_is_followed_to_the_best()
    {
        SimulatedIceAgent agent = Agent(1, isControlling: false);
        NetworkAddress[] peers = [Address(90, 9_000), Address(90, 9_001), Address(90, 9_002)];
        agent.Start(Stranger, [.. peers.Select((peer, i) => SimulatedIceAgent.Candidate(peer, (uint)(1_000 + (i == 1 ? 10 : i)), $"{i}"))]);
        foreach (NetworkAddress peer in peers)
        {
            Check(agent, peer, useCandidate: true);
        }

        _world.Run(TimeSpan.FromMilliseconds(400));
        foreach ((_, TransportTuple tuple, byte[] bytes) in agent.Sent.Where(static sent => IsRequest(sent.Bytes)).ToList())
        {
            agent.HandleDatagram(_world.Now, agent.Addresses[0], tuple.Remote, Answer(bytes, Stranger.Password));
        }

        Assert.Equal(IceState.Completed, agent.Agent.State);
        Assert.Equal(peers[1], agent.Selected!.Value.Remote);
    }

    [Fact]
    public void A_flood_of_genuine_checks_from_everywhere_stays_within_the_bounds()
    {
        SimulatedIceAgent agent = new(_world, [Address(1, 5_000), Address(1, 5_001)], isControlling: false);
        agent.Start(Stranger, [.. Enumerable.Range(0, 200).Select(i => SimulatedIceAgent.Candidate(Address(80, (ushort)(1_000 + i)), (uint)i, $"{i}"))]);
        int before = agent.Sent.Count;
        for (int i = 0; i < 5_000; i++)
        {
            Check(agent, Address(90, (ushort)(10_000 + i)), useCandidate: true);
        }

        Assert.InRange(agent.Agent.Pairs.Count, 1, EngineLimits.MaxIceCandidatePairs);
        Assert.InRange(agent.Agent.RemoteCandidateCount, 1, EngineLimits.MaxIceRemoteCandidates);
        Assert.Equal(0, agent.Sent.Skip(before).Count(static sent => IsRequest(sent.Bytes)));

        // A hundred checks at once have longer timeouts (RFC 8445 §14.3): 5 s for the first of seven.
        _world.Run(TimeSpan.FromMinutes(10));
        Assert.True(agent.Agent.HasFailed);
    }

    [Fact]
    public void A_check_with_wrong_credentials_changes_nothing_and_its_error_is_not_repeated_without_end()
    {
        SimulatedIceAgent agent = Agent(1, isControlling: false);
        agent.Start(Stranger);
        for (int i = 0; i < 200; i++)
        {
            byte[] forged = new BindingRequest { RemoteUsernameFragment = agent.Agent.UsernameFragment, RemotePassword = "guessed" }.ToBytes();
            agent.HandleDatagram(_world.Now, agent.Addresses[0], Address(90, 9_000), forged);
        }

        Assert.Empty(agent.Agent.Pairs);
        Assert.Equal(EngineLimits.StunErrorBurst, agent.Sent.Count);
        Assert.Equal(DropReason.StunRateLimited, agent.LastReason);
    }

    [Fact]
    public void After_a_restart_the_old_pair_carries_packets_until_the_new_one_works()
    {
        SimulatedIceAgent first = Agent(1, isControlling: true);
        SimulatedIceAgent second = Agent(2, isControlling: false);
        first.Start(second.Parameters, SimulatedIceAgent.Candidate(second.Addresses[0]));
        second.Start(first.Parameters, SimulatedIceAgent.Candidate(first.Addresses[0]));
        _world.RunUntil(() => AreCompleted(first, second), TimeSpan.FromSeconds(5));
        string fragment = first.Agent.UsernameFragment;

        second.Agent.Restart(_world.Now, first.Parameters, second);
        first.Agent.Restart(_world.Now, second.Parameters, first);
        second.Agent.SetRemote(_world.Now, first.Parameters, [], second);

        Assert.NotEqual(fragment, first.Agent.UsernameFragment);
        Assert.NotNull(first.Selected);
        Assert.False(_world.RunUntil(() => first.Selected is null || second.Selected is null, TimeSpan.FromMinutes(2)));
        Assert.True(AreCompleted(first, second));
    }

    [Fact]
    public void Candidates_that_it_cannot_send_to_are_left_out()
    {
        IceCandidate good = Parse("10.0.0.9", 9);

        List<IceRemoteCandidate> read = IceRemoteCandidate.ReadAll([good, Parse("a3f1.local", 9), Parse("sfu.example.com", 9), Parse("10.0.0.9", 0)]);

        Assert.Equal(NetworkAddress.FromIPv4(0x0A000009, 9), Assert.Single(read).Address);
    }

    private static IceCandidate Parse(string address, int port) => new()
    {
        Foundation = "f",
        Priority = 1,
        Address = address,
        Port = port,
        Protocol = TransportProtocol.Udp,
    };

    private static bool IsRequest(byte[] bytes) => StunMessage.TryParse(bytes, out StunMessage message) && message.Class == StunClass.Request;

    private static bool AreCompleted(SimulatedIceAgent first, SimulatedIceAgent second) =>
        first.Agent.State == IceState.Completed && second.Agent.State == IceState.Completed;

    private static NetworkAddress Address(byte host, ushort port) => NetworkAddress.FromIPv4(0x0A000000u + host, port);

    private static byte[] Answer(byte[] request, string password)
    {
        byte[] answer = new byte[StunResponse.MaxLength];
        Assert.True(StunMessage.TryParse(WithFingerprint(request), out StunMessage message));
        int length = StunResponse.WriteSuccess(message, Address(1, 1), System.Text.Encoding.UTF8.GetBytes(password), answer);
        return answer[..length];
    }

    private static byte[] AnswerError(byte[] request, StunErrorCode code, string? key)
    {
        byte[] answer = new byte[StunResponse.MaxLength];
        Assert.True(StunMessage.TryParse(request, out StunMessage message));
        int length = StunResponse.WriteError(message, code, key is null ? default : System.Text.Encoding.UTF8.GetBytes(key), answer);
        return answer[..length];
    }

    /// <summary>A request whose transaction was changed parses only with a right FINGERPRINT, so it is made anew.</summary>
    private static byte[] WithFingerprint(byte[] request)
    {
        byte[] buffer = new byte[request.Length];
        var writer = new StunWriter(buffer, StunClass.Request, request.AsSpan(8, 12));
        writer.WriteFingerprint();
        return buffer[..writer.Length];
    }

    private void Check(SimulatedIceAgent agent, NetworkAddress from, bool useCandidate) => agent.HandleDatagram(
        _world.Now,
        agent.Addresses[0],
        from,
        new BindingRequest
        {
            RemoteUsernameFragment = agent.Agent.UsernameFragment,
            RemotePassword = agent.Agent.Password,
            UsernameFragment = Stranger.UsernameFragment,
            UseCandidate = useCandidate,
        }.ToBytes());

    private SimulatedIceAgent Agent(byte host, bool isControlling) => new(_world, [Address(host, 5_000)], isControlling);

    private (SimulatedIceAgent Agent, NetworkAddress Outside) AgentBehind(NatKind kind, byte host, bool isControlling)
    {
        var nat = new SimulatedNat(_world, Address((byte)(200 + host), 0), kind);
        var agent = new SimulatedIceAgent(_world, [Address((byte)(100 + host), 5_000)], isControlling, nat);
        return (agent, nat.Map(agent.Addresses[0], Address(250, 3_478)));
    }
}
