using System.Net;
using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;
using Tureen.Engine.Transports;
using Tureen.Testing.Simulation;

namespace Tureen.Bench.Fanout;

/// <summary>Publishers send over loopback; each receiver is a PlainTransport that sends to an address behind a device which drops everything.</summary>
internal sealed class DeviceMeeting(FanoutLoad load, WorkerSide worker, PeerSide peers, FloorSide floor)
{
    public async Task ConnectAsync()
    {
        // 1. Publish.
        var producers = new List<ProducerCore>();
        for (int publisher = 0; publisher < load.Publishers; publisher++)
        {
            producers.Add(await PublishAsync(LoopbackMeeting.StreamOf(publisher)));
        }

        // 2. Receive.
        SignaledKey key = await peers.CreateKeyAsync();
        for (int receiver = 0; receiver < (load.IsRoom ? load.Publishers : load.Receivers); receiver++)
        {
            NetworkAddress address = DeviceNetwork.AddressOf(receiver);
            await floor.AddTargetAsync(address);
            PlainTransportCore outlet = await worker.CreateOutletAsync(address, key.Parameters);
            for (int publisher = 0; publisher < producers.Count; publisher++)
            {
                if (load.Receives(receiver, publisher))
                {
                    await worker.ConsumeAsync(outlet, producers[publisher]);
                }
            }
        }
    }

    private async Task<ProducerCore> PublishAsync(SimulatedStream stream)
    {
        SignaledKey key = await peers.CreateKeyAsync();
        PlainTransportCore intake = await worker.CreateIntakeAsync(key.Parameters);
        ProducerCore producer = await worker.ProduceAsync(intake, stream, load.Shape.IsAudio);
        await peers.AddSignaledPublisherAsync(NetworkAddress.From(IPAddress.Loopback, intake.Tuple.LocalPort), key, stream);
        return producer;
    }
}
