using System.Globalization;
using Tureen.Engine.Forwarding;
using Tureen.Engine.Transports;
using Tureen.Testing.Simulation;
using Tureen.Testing.Simulation.Layers;

namespace Tureen.Tests.Golden;

/// <summary>What the engine sends, raises, drops and counts in simulated meetings.</summary>
public sealed class MeetingGoldenTests
{
    private const int Meetings = 10;
    private const int LayeredSeeds = 4;

    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(6);

    private static readonly LinkConditions Bad = new()
    {
        Delay = TimeSpan.FromMilliseconds(25),
        Jitter = TimeSpan.FromMilliseconds(30),
        Loss = 0.04,
        Reordering = 0.02,
        Duplication = 0.01,
    };

    [Fact]
    public void Meetings_leave_the_traces_that_were_recorded() => GoldenFile.Check(
        "meetings", Enumerable.Range(1, Meetings).Select(static seed => (Name("seed", seed), new Action<GoldenTrace>(trace => RunMeeting((ulong)seed, trace)))));

    [Fact]
    public void Meetings_in_layers_leave_the_traces_that_were_recorded() => GoldenFile.Check(
        "layered-meetings",
        from codec in Enum.GetValues<LayeredCodec>()
        from seed in Enumerable.Range(1, LayeredSeeds)
        select (Name($"{codec}", seed), new Action<GoldenTrace>(trace => RunLayered((ulong)seed, codec, trace))));

    private static string Name(string kind, int seed) => string.Create(CultureInfo.InvariantCulture, $"{kind}-{seed:000}");

    /// <summary>Three peers, each of whom sends to the two others; what a sender negotiated and how bad the network is depends on the seed.</summary>
    private static void RunMeeting(ulong seed, GoldenTrace trace)
    {
        using var call = new SimulatedCall(seed, seed % 4 == 0 ? LinkConditions.Perfect : Bad);
        call.World.Network.Observer = new MeetingRecorder(call.World, trace);
        List<(SimulatedPeer Peer, WebRtcTransportCore Transport)> peers = [];
        for (int i = 0; i < 3; i++)
        {
            SimulatedPeer peer = call.AddPeer(out WebRtcTransportCore transport);
            peers.Add((peer, transport));
        }

        Assert.True(call.World.RunUntil(
            () => peers.TrueForAll(static one => one.Peer.IsConnected && one.Transport.IsConnected), TimeSpan.FromSeconds(30)));
        if (seed % 3 == 0)
        {
            Limit(call, [.. peers.Select(static one => one.Peer)]);
        }

        Publish(call, peers, seed);
        call.World.Run(Duration);
        call.Router.Close(call.World.Now, call.Server.Sink);
        call.Server.DrainEvents();
        call.Server.Events.ForEach(trace.AddEvent);
        trace.AddCounters(call.Server.Worker.Context);
    }

    /// <summary>Only once DTLS is done, for how long its messages are depends on keys.</summary>
    private static void Limit(SimulatedCall call, SimulatedPeer[] peers)
    {
        foreach (SimulatedPeer peer in peers)
        {
            SimulatedLink link = call.World.Network.Link(call.Server, peer);
            link.Conditions = link.Conditions with { RateLimit = 600_000 };
        }
    }

    private static void Publish(SimulatedCall call, List<(SimulatedPeer Peer, WebRtcTransportCore Transport)> peers, ulong seed)
    {
        foreach ((SimulatedPeer peer, WebRtcTransportCore transport) in peers)
        {
            ProducerCore producer = call.Publish(
                peer, transport, out SimulatedVideoSender sender, transportSequenceId: seed % 2 == 0 ? 5 : 0, absSendTimeId: seed % 2 == 0 ? 0 : 4);
            sender.Reports = new SimulatedSenderReports(sender.Stream);
            if (seed % 5 == 0)
            {
                producer.TraceEventTypes = Enum.GetValues<ProducerTraceEventType>();
            }

            foreach ((SimulatedPeer watcher, WebRtcTransportCore outgoing) in peers.Where(other => other.Peer != peer))
            {
                ConsumerCore consumer = call.Watch(watcher, outgoing, producer, out _);
                if (seed % 5 == 0)
                {
                    consumer.TraceEventTypes = Enum.GetValues<ConsumerTraceEventType>();
                }
            }
        }
    }

    private static void RunLayered(ulong seed, LayeredCodec codec, GoldenTrace trace)
    {
        using var call = new LayeredCall(seed, codec, viewers: 3, Bad);
        call.Log = trace.Add;
        call.OnEvent = trace.AddEvent;
        call.Run(TimeSpan.FromSeconds(40));
        call.Close();
        trace.AddCounters(call.Context);
    }
}
