using System.Globalization;
using System.Net;
using Tureen.Bench.Fanout;
using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;
using Tureen.Engine.Transports;
using Tureen.Testing.Simulation;

namespace Tureen.Bench.Memory;

/// <summary>
/// The memory of a consumer with a PlainTransport of its own: idle, and with traffic of which the receiver requests a hundredth again. Some
/// consumers have traffic before, so that what all consumers share is not counted.
/// </summary>
internal static class MemoryCommand
{
    private const int SharedConsumers = 10;

    public static async Task RunAsync(MemoryOptions options)
    {
        Console.WriteLine(
            $"{options.Consumers} consumers; KB each: managed objects after a collection, and resident memory as the process left it");
        Console.WriteLine("packets/s  idle heap  idle resident  traffic heap  traffic resident  resent each");
        foreach (int frames in options.FramesPerSecond)
        {
            await MeasureAsync(options, frames);
        }
    }

    private static async Task MeasureAsync(MemoryOptions options, int framesPerSecond)
    {
        await using var worker = new WorkerSide();
        await using var peers = new NackingPeers();

        // 1. A producer and some consumers: what is shared is there, and has its size.
        await peers.OpenAsync();
        PlainTransportCore intake = await worker.CreateIntakeAsync(peers.Key.Parameters);
        var stream = new SimulatedStream { Ssrc = 1000, RtxSsrc = 1001, PayloadType = 96, RtxPayloadType = 97, Mid = "0" };
        ProducerCore producer = await worker.ProduceAsync(intake, stream);
        await peers.StartAsync(NetworkAddress.From(IPAddress.Loopback, intake.Tuple.LocalPort), stream, framesPerSecond);
        await CreateAsync(worker, peers, producer, SharedConsumers, isPaused: false);
        await Task.Delay(TimeSpan.FromSeconds(options.Seconds));
        MemorySample before = MemorySample.Take();

        // 2. Idle consumers.
        List<ConsumerCore> consumers = await CreateAsync(worker, peers, producer, options.Consumers, isPaused: true);
        await Task.Delay(TimeSpan.FromSeconds(1));
        MemorySample idle = MemorySample.Take();

        // 3. The same consumers with traffic.
        long resent = worker.Engine.RetransmissionsSent;
        await worker.ResumeAsync(consumers);
        await Task.Delay(TimeSpan.FromSeconds(options.Seconds));
        resent = worker.Engine.RetransmissionsSent - resent;
        MemorySample busy = MemorySample.Take();
        Print(options, framesPerSecond, MemorySample.Each(before, idle, options.Consumers), MemorySample.Each(before, busy, options.Consumers), resent);
    }

    private static async Task<List<ConsumerCore>> CreateAsync(
        WorkerSide worker, NackingPeers peers, ProducerCore producer, int count, bool isPaused)
    {
        var consumers = new List<ConsumerCore>();
        for (int i = 0; i < count; i++)
        {
            PlainTransportCore outlet = await worker.CreateOutletAsync(peers.Address, peers.Key.Parameters);
            consumers.Add(await worker.ConsumeAsync(outlet, producer, isPaused));
        }

        return consumers;
    }

    private static void Print(
        MemoryOptions options, int framesPerSecond, (double Heap, double Resident) idle, (double Heap, double Resident) busy, long resent) =>
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{framesPerSecond * FanoutOptions.PacketsPerFrame,9} {idle.Heap,10:0.0} {idle.Resident,14:0.0} {busy.Heap,13:0.0} {busy.Resident,17:0.0} {(double)resent / options.Consumers,12:0.0}"));
}
