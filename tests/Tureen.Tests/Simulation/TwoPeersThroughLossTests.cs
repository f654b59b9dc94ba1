using System.Text;
using Tureen.Engine.Forwarding;
using Tureen.Engine.Transports;
using Tureen.Testing.Simulation;

namespace Tureen.Tests.Simulation;

/// <summary>Two peers and the SFU in one thread, virtual time, loss, jitter and reordering each way.</summary>
public sealed class TwoPeersThroughLossTests
{
    private static readonly LinkConditions Bad = new()
    {
        Delay = TimeSpan.FromMilliseconds(25),
        Jitter = TimeSpan.FromMilliseconds(30),
        Loss = 0.05,
        Reordering = 0.02,
    };

    public static TheoryData<ulong> Seeds => [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Every_frame_is_delivered_or_its_loss_answered_by_a_key_frame(ulong seed)
    {
        Outcome outcome = RunCall(seed, TimeSpan.FromSeconds(30));

        foreach (Direction direction in outcome.Directions)
        {
            string context = $"seed {seed}: {direction.Summary}";
            Assert.True(direction.Sender.Frames.Count > 800, context);
            Assert.Empty(direction.Receiver.Violations);
            Assert.True(direction.Receiver.Decoded.Count > direction.Sender.Frames.Count * 0.9, context);

            // Decoding went up to the last frame, so whatever is missing lies before a key frame that made up for it.
            Assert.Equal((uint)direction.Sender.Frames.Count - 1, direction.Receiver.Decoded[^1]);
            foreach (uint skipped in direction.Receiver.Skipped)
            {
                uint next = direction.Receiver.Decoded.First(number => number > skipped);
                Assert.True(direction.Sender.Frames[(int)next], $"{context}: frame {next} follows a hole and is no key frame");
            }
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_trace()
    {
        Assert.Equal(RunCall(42, TimeSpan.FromSeconds(5)).Trace, RunCall(42, TimeSpan.FromSeconds(5)).Trace);
    }

    [Fact]
    public void Nothing_is_left_when_the_call_is_over()
    {
        using var call = new SimulatedCall(7, Bad);
        Outcome outcome = Run(call, TimeSpan.FromSeconds(5));
        Assert.NotEmpty(outcome.Trace);

        call.Router.Close(call.World.Now, call.Server.Sink);

        Assert.Equal(0, call.Server.Worker.LeasedPackets);
        Assert.Equal(0, call.Server.OpenSockets);
        Assert.Equal(0, call.Server.Worker.Context.Deadlines.Count);
    }

    private static Outcome RunCall(ulong seed, TimeSpan duration)
    {
        using var call = new SimulatedCall(seed, Bad);
        return Run(call, duration);
    }

    private static Outcome Run(SimulatedCall call, TimeSpan duration)
    {
        SimulatedPeer alice = call.AddPeer(out WebRtcTransportCore aliceTransport);
        SimulatedPeer bob = call.AddPeer(out WebRtcTransportCore bobTransport);
        Assert.True(
            call.World.RunUntil(() => aliceTransport.IsConnected && bobTransport.IsConnected && alice.IsConnected && bob.IsConnected, TimeSpan.FromSeconds(20)),
            $"seed {call.World.Seed}: the peers did not connect");

        ProducerCore fromAlice = call.Publish(alice, aliceTransport, out SimulatedVideoSender aliceSender);
        ProducerCore fromBob = call.Publish(bob, bobTransport, out SimulatedVideoSender bobSender);
        call.Watch(bob, bobTransport, fromAlice, out SimulatedVideoReceiver bobReceiver);
        call.Watch(alice, aliceTransport, fromBob, out SimulatedVideoReceiver aliceReceiver);
        call.World.Run(duration);
        call.World.Network.Calm();
        call.World.Run(TimeSpan.FromMilliseconds(100));

        aliceSender.Stop();
        bobSender.Stop();
        call.World.Run(TimeSpan.FromSeconds(2));
        return new Outcome(
            [new Direction(aliceSender, bobReceiver), new Direction(bobSender, aliceReceiver)],
            TraceOf(aliceSender, bobReceiver) + TraceOf(bobSender, aliceReceiver));
    }

    private static string TraceOf(SimulatedVideoSender sender, SimulatedVideoReceiver receiver) =>
        new StringBuilder()
            .AppendJoin(',', sender.Frames.Select(static isKey => isKey ? 'K' : '-'))
            .AppendJoin(',', receiver.Decoded)
            .Append(System.Globalization.CultureInfo.InvariantCulture, $"/{sender.Retransmissions}/{receiver.KeyFrameRequests}/{receiver.Duplicates};")
            .ToString();

    private sealed record Outcome(Direction[] Directions, string Trace);

    private sealed record Direction(SimulatedVideoSender Sender, SimulatedVideoReceiver Receiver)
    {
        public string Summary =>
            $"sent {Sender.Frames.Count} frames, decoded {Receiver.Decoded.Count}, skipped {Receiver.Skipped.Count}, "
            + $"retransmitted {Sender.Retransmissions}, key frames asked {Receiver.KeyFrameRequests}";
    }
}
