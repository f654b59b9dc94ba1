using Tureen.Engine.Forwarding;
using Tureen.Testing.Simulation;

namespace Tureen.Bench.Fanout;

/// <summary>Publishers and receivers connect with ICE and DTLS over loopback, and receive what they are sent. In a room each of them is both.</summary>
internal sealed class LoopbackMeeting(FanoutLoad load, WorkerSide worker, PeerSide peers, FloorSide floor)
{
    public async Task ConnectAsync()
    {
        // 1. Connect.
        List<(int Peer, WorkerTransport Transport)> publishers = await ConnectAsync(load.Publishers);
        List<(int Peer, WorkerTransport Transport)> receivers = load.IsRoom ? publishers : await ConnectAsync(load.Receivers);
        await peers.WaitUntilConnectedAsync();

        // 2. Publish.
        var sources = new List<(BenchPublisher Publisher, ProducerCore Producer)>();
        foreach ((int peer, WorkerTransport transport) in publishers)
        {
            SimulatedStream stream = StreamOf(sources.Count);
            ProducerCore producer = await worker.ProduceAsync(transport.Core, stream, load.Shape.IsAudio);
            sources.Add((await peers.AddPublisherAsync(peer, stream), producer));
        }

        // 3. Receive.
        for (int receiver = 0; receiver < receivers.Count; receiver++)
        {
            await floor.AddTargetAsync(await peers.AddressOfAsync(receivers[receiver].Peer));
            await ReceiveAsync(receiver, receivers[receiver].Transport, sources);
        }
    }

    /// <summary>How a publisher's stream is named on the wire.</summary>
    public static SimulatedStream StreamOf(int publisher)
    {
        uint ssrc = 1000 + ((uint)publisher * 10);
        return new SimulatedStream { Ssrc = ssrc, RtxSsrc = ssrc + 1, PayloadType = 96, RtxPayloadType = 97, Mid = "0" };
    }

    private async Task ReceiveAsync(int receiver, WorkerTransport transport, List<(BenchPublisher Publisher, ProducerCore Producer)> sources)
    {
        for (int publisher = 0; publisher < sources.Count; publisher++)
        {
            if (load.Receives(receiver, publisher))
            {
                ConsumerCore consumer = await worker.ConsumeAsync(transport.Core, sources[publisher].Producer);
                await peers.AddStreamAsync(consumer.OutgoingStreams[0].Ssrc, sources[publisher].Publisher);
            }
        }
    }

    private async Task<List<(int Peer, WorkerTransport Transport)>> ConnectAsync(int count)
    {
        var connected = new List<(int Peer, WorkerTransport Transport)>();
        for (int i = 0; i < count; i++)
        {
            int peer = await peers.AddPeerAsync();
            WorkerTransport transport = await worker.CreateTransportAsync(peers.Fingerprint);
            await peers.ConnectAsync(peer, transport);
            connected.Add((peer, transport));
        }

        return connected;
    }
}
