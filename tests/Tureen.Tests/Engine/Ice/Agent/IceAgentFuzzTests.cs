using Tureen.Engine.Ice;
using Tureen.Engine.Ice.Agent;
using Tureen.Engine.Primitives;
using Tureen.Engine.Stun;
using Tureen.Ortc;
using Tureen.Testing;
using Tureen.Testing.Ice;

namespace Tureen.Tests.Engine.Ice.Agent;

/// <summary>Messages, deadlines and commands in any order.</summary>
public sealed class IceAgentFuzzTests
{
    private const string RemotePassword = "a password of the other side";
    private const int Steps = 4_000;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void Whatever_happens_the_agent_stays_within_its_bounds_and_makes_progress(ulong seed)
    {
        var random = new SeededRandomSource(seed);
        var sink = new RecordingDatagramSink();
        var agent = new IceAgent(
            random,
            [new IceLocalCandidate(1, TransportProtocol.Udp, IsIPv6: false, 2_000), new IceLocalCandidate(2, TransportProtocol.Udp, IsIPv6: false, 1_000)],
            isControlling: random.Next(0, 1) == 0);
        Timestamp now = Timestamp.FromMilliseconds(1_000);
        List<(TransportTuple Tuple, byte[] Bytes)> requests = [];

        for (int step = 0; step < Steps; step++)
        {
            Act(random, agent, now, requests, sink);
            while (agent.TryDequeueEvent(out IceEvent _))
            {
            }

            requests.AddRange(sink.TakeAll().Where(static sent => sent.Bytes[0] == 0));
            requests.RemoveRange(0, Math.Max(0, requests.Count - 64));
            AssertSound(agent, seed, step);
            now = random.Next(0, 3) == 0 && !agent.NextDeadline.IsNever && agent.NextDeadline > now ? agent.NextDeadline : now + TimeSpan.FromMilliseconds(random.Next(0, 200));
            agent.HandleDeadline(now, sink);
            Assert.True(agent.NextDeadline > now, $"It would spin: seed {seed}, step {step}.");
        }
    }

    private static void AssertSound(IceAgent agent, ulong seed, int step)
    {
        string where = $"seed {seed}, step {step}";
        Assert.True(agent.Pairs.Count <= EngineLimits.MaxIceCandidatePairs, where);
        Assert.True(agent.RemoteCandidateCount <= EngineLimits.MaxIceRemoteCandidates, where);
        bool isUp = agent.State is IceState.Connected or IceState.Completed;
        Assert.True(agent.TryGetSelectedTuple(out TransportTuple selected) == isUp, where);
        Assert.True(!isUp || agent.IsKnownTuple(selected), where);
    }

    private static void Act(
        RandomSource random, IceAgent agent, Timestamp now, List<(TransportTuple Tuple, byte[] Bytes)> requests, RecordingDatagramSink sink)
    {
        switch (random.Next(0, 9))
        {
            case 0:
                agent.SetRemote(now, Remote(random), [.. Enumerable.Range(0, random.Next(0, 9)).Select(_ => Candidate(random))], sink);
                break;
            case 1 when random.Next(0, 9) == 0:
                agent.Restart(now, Remote(random), sink);
                break;
            case 2:
                agent.AddRemote(now, Candidate(random), sink);
                break;
            case 3 or 4:
                agent.HandleStun(now, Tuple(random), Request(random, agent), sink, out DropReason _);
                break;
            case 5 or 6 or 7 when requests.Count > 0:
                (TransportTuple tuple, byte[] bytes) = requests[random.Next(0, requests.Count - 1)];
                agent.HandleStun(now, tuple, Answer(random, bytes), sink, out DropReason _);
                break;
            case 8 when random.Next(0, 19) == 0:
                agent.RemoveTuple(Tuple(random));
                break;
            default:
                byte[] noise = new byte[random.Next(0, 40) * 4];
                random.Fill(noise);
                agent.HandleStun(now, Tuple(random), noise, sink, out DropReason _);
                break;
        }
    }

    private static IceParameters Remote(RandomSource random) =>
        new() { UsernameFragment = "them", Password = RemotePassword, IceLite = random.Next(0, 3) == 0 };

    private static NetworkAddress Address(RandomSource random) => NetworkAddress.FromIPv4(0x0A000001, (ushort)random.Next(1, 200));

    private static TransportTuple Tuple(RandomSource random) => new(random.Next(1, 3), TransportProtocol.Udp, Address(random));

    private static IceRemoteCandidate Candidate(RandomSource random) =>
        new(Address(random), random.Next(0, 9) == 0 ? TransportProtocol.Tcp : TransportProtocol.Udp, random.NextUInt32(), $"{random.Next(0, 3)}");

    private static byte[] Request(RandomSource random, IceAgent agent) => new BindingRequest
    {
        RemoteUsernameFragment = agent.UsernameFragment,
        RemotePassword = random.Next(0, 9) == 0 ? "wrong" : agent.Password,
        UsernameFragment = "them",
        UseCandidate = random.Next(0, 2) == 0,
        IsControlled = random.Next(0, 1) == 0,
        Priority = random.Next(0, 9) == 0 ? null : random.NextUInt32(),
        HasFingerprint = random.Next(0, 9) != 0,
    }.ToBytes();

    private static byte[] Answer(RandomSource random, byte[] request)
    {
        byte[] answer = new byte[StunResponse.MaxLength];
        if (!StunMessage.TryParse(request, out StunMessage message))
        {
            return request;
        }

        byte[] key = System.Text.Encoding.UTF8.GetBytes(random.Next(0, 9) == 0 ? "wrong" : RemotePassword);
        StunErrorCode error = random.Next(0, 7) switch
        {
            0 => StunErrorCode.RoleConflict,
            1 => StunErrorCode.BadRequest,
            _ => StunErrorCode.None,
        };
        int length = error == StunErrorCode.None
            ? StunResponse.WriteSuccess(message, Address(random), key, answer)
            : StunResponse.WriteError(message, error, key, answer);
        return answer[..length];
    }
}
