using Tureen.Engine.Crypto;
using Tureen.Engine.Forwarding;
using Tureen.Testing.Simulation;

namespace Tureen.Bench.Fanout;

/// <summary>One configuration: connects everything, warms up, and measures worker and floor side by side, frame by frame.</summary>
internal sealed class FanoutRun(FanoutOptions options, SrtpProfile profile, bool isBurst, int consumers)
{
    private const int WarmUpFramesPerSecond = 120;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Drain = TimeSpan.FromMilliseconds(300);

    public async Task<FanoutResult> RunAsync()
    {
        await using var worker = new WorkerSide();
        await using var peers = new PeerSide(options, profile, isBurst);
        await using var floor = new FloorSide(profile, options.Producers, isBurst);

        // 1. Connect publishers and receivers.
        List<(BenchPublisher Publisher, ProducerCore Producer)> sources = await PublishAsync(worker, peers);
        await ReceiveAsync(worker, peers, floor, sources);

        // 2. Warm up, the worker alone and then both.
        await peers.StartAsync(WarmUpFramesPerSecond);
        await Task.Delay(WarmUp / 2);
        PeerSample warm = await peers.SampleAsync(clear: false);
        await StartBothAsync(peers, floor, WarmUpFramesPerSecond, warm.PacketLength);
        await Task.Delay(WarmUp);
        await StartBothAsync(peers, floor, FanoutOptions.FramesPerSecond, warm.PacketLength);
        await Task.Delay(WarmUp / 2);

        // 3. Measure second by second.
        PeerSample began = await peers.SampleAsync(clear: true);
        var pairs = new List<(ThreadSample Worker, ThreadSample Floor)>();
        ThreadSample workerBefore = await worker.SampleAsync();
        ThreadSample floorBefore = await floor.SampleAsync();
        for (int i = 0; i < options.Seconds; i++)
        {
            await Task.Delay(1000);
            ThreadSample workerAfter = await worker.SampleAsync();
            ThreadSample floorAfter = await floor.SampleAsync();
            pairs.Add((workerAfter - workerBefore, floorAfter - floorBefore));
            (workerBefore, floorBefore) = (workerAfter, floorAfter);
        }

        // 4. Packets still on their way are not lost.
        await peers.StopAsync();
        await floor.StopAsync();
        await Task.Delay(Drain);
        PeerSample ended = await peers.SampleAsync(clear: false);
        return new FanoutResult(pairs, (ended.Sent - began.Sent) * consumers, ended.Received - began.Received, ended.Latencies);
    }

    private async Task<List<(BenchPublisher Publisher, ProducerCore Producer)>> PublishAsync(WorkerSide worker, PeerSide peers)
    {
        var transports = new List<(int Peer, WorkerTransport Transport)>();
        for (int i = 0; i < options.Producers; i++)
        {
            transports.Add(await ConnectAsync(worker, peers));
        }

        await peers.WaitUntilConnectedAsync();
        var sources = new List<(BenchPublisher, ProducerCore)>();
        foreach ((int peer, WorkerTransport transport) in transports)
        {
            uint ssrc = 1000 + ((uint)sources.Count * 10);
            var stream = new SimulatedStream
            {
                Ssrc = ssrc,
                RtxSsrc = ssrc + 1,
                PayloadType = 96,
                RtxPayloadType = 97,
                Mid = "0",
            };
            ProducerCore producer = await worker.ProduceAsync(transport.Core, stream);
            sources.Add((await peers.AddPublisherAsync(peer, stream), producer));
        }

        return sources;
    }

    private async Task ReceiveAsync(
        WorkerSide worker, PeerSide peers, FloorSide floor, List<(BenchPublisher Publisher, ProducerCore Producer)> sources)
    {
        for (int i = 0; i < consumers; i++)
        {
            (int peer, WorkerTransport transport) = await ConnectAsync(worker, peers);
            await floor.AddTargetAsync(await peers.AddressOfAsync(peer));
            foreach ((BenchPublisher publisher, ProducerCore producer) in sources)
            {
                ConsumerCore consumer = await worker.ConsumeAsync(transport.Core, producer);
                await peers.AddStreamAsync(consumer.OutgoingStreams[0].Ssrc, publisher);
            }
        }

        await peers.WaitUntilConnectedAsync();
    }

    private static async Task<(int Peer, WorkerTransport Transport)> ConnectAsync(WorkerSide worker, PeerSide peers)
    {
        int peer = await peers.AddPeerAsync();
        WorkerTransport transport = await worker.CreateTransportAsync(peers.Fingerprint);
        await peers.ConnectAsync(peer, transport);
        return (peer, transport);
    }

    /// <summary>The floor runs half a frame behind the worker, so that both see the same noise and never each other.</summary>
    private static async Task StartBothAsync(PeerSide peers, FloorSide floor, int framesPerSecond, int packetLength)
    {
        Engine.Primitives.Timestamp began = await peers.StartAsync(framesPerSecond);
        await floor.StartAsync(began + TimeSpan.FromSeconds(0.5 / framesPerSecond), framesPerSecond, packetLength);
    }
}
