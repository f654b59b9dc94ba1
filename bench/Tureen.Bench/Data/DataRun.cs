using System.Diagnostics;
using Tureen.Bench.Fanout;
using Tureen.Engine.Forwarding;
using Tureen.Testing.Simulation;

namespace Tureen.Bench.Data;

/// <summary>One configuration: connects everything, warms up, and measures worker and floor in turn.</summary>
internal sealed class DataRun(DataOptions options, int consumers)
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Part = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Drain = TimeSpan.FromMilliseconds(300);

    public async Task<DataResult> RunAsync()
    {
        await using var worker = new WorkerSide();
        await using var peers = new DataPeerSide(options.Length);
        await using var floor = new DataFloorSide();

        // 1. Connect the source, the receivers and the floor.
        DataProducerCore producer = await worker.ProduceDataAsync(await ConnectAsync(worker, peers), SimulatedDataPeer.StreamId);
        for (int i = 0; i < consumers; i++)
        {
            await worker.ConsumeDataAsync(await ConnectAsync(worker, peers), producer, SimulatedDataPeer.StreamId);
            await floor.AddTargetAsync(await peers.AddDiscardAsync());
        }

        await peers.WaitUntilConnectedAsync();
        int overhead = await floor.MeasureOverheadAsync();

        // 2. Warm up both.
        await MeasureAsync(worker, peers, floor, WarmUp, overhead);

        // 3. Measure in turn.
        var seconds = new List<DataSecond>();
        for (int i = 0; i < options.Seconds; i++)
        {
            seconds.Add(await MeasureAsync(worker, peers, floor, Part, overhead));
        }

        // 4. Each consumer must have everything that the source has sent since the beginning.
        (long sent, long received) = await peers.SampleAsync();
        return new DataResult(seconds, sent * consumers, received);
    }

    private static async Task<DataSecond> MeasureAsync(
        WorkerSide worker, DataPeerSide peers, DataFloorSide floor, TimeSpan duration, int overhead)
    {
        (_, long receivedBefore) = await peers.SampleAsync();
        DataSample before = await worker.SampleDataAsync();
        long began = Stopwatch.GetTimestamp();
        await peers.StartAsync();
        await Task.Delay(duration);
        await peers.StopAsync();
        TimeSpan wall = Stopwatch.GetElapsedTime(began);
        await Task.Delay(Drain);
        DataSample worked = await worker.SampleDataAsync() - before;
        (_, long received) = await peers.SampleAsync();
        ThreadSample floored = await floor.RepeatAsync(worked, wall, overhead);
        return new DataSecond(received - receivedBefore, wall, worked, floored);
    }

    private static async Task<WorkerTransport> ConnectAsync(WorkerSide worker, DataPeerSide peers)
    {
        int peer = await peers.AddPeerAsync();
        WorkerTransport transport = await worker.CreateTransportAsync(peers.Fingerprint, enableSctp: true);
        await peers.ConnectAsync(peer, transport);
        return transport;
    }
}
