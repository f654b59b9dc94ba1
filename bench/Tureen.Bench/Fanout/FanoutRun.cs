namespace Tureen.Bench.Fanout;

/// <summary>One configuration: connects everything, warms up, and measures worker and floor side by side, frame by frame.</summary>
internal sealed class FanoutRun(FanoutOptions options, FanoutLoad load, DeviceNetwork? device)
{
    /// <summary>How much faster than usual the runtime's compiler gets its work.</summary>
    private const double WarmUpSpeed = 4;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Drain = TimeSpan.FromMilliseconds(300);

    public async Task<FanoutResult> RunAsync()
    {
        await using var worker = new WorkerSide(device);
        await using var peers = new PeerSide(options, load, device);
        await using var floor = new FloorSide(load, device);

        // 1. Connect publishers and receivers.
        await worker.EnterAsync();
        await peers.EnterAsync();
        await floor.EnterAsync();
        if (device is null)
        {
            await new LoopbackMeeting(load, worker, peers, floor).ConnectAsync();
        }
        else
        {
            await new DeviceMeeting(load, worker, peers, floor).ConnectAsync();
        }

        // 2. Warm up, the worker alone and then both.
        await peers.StartAsync(WarmUpSpeed);
        await Task.Delay(WarmUp / 2);
        int length = await GetPacketLengthAsync(worker, peers);
        await StartBothAsync(peers, floor, WarmUpSpeed, length);
        await Task.Delay(WarmUp);
        await StartBothAsync(peers, floor, speed: 1, length);
        await Task.Delay(options.WarmUp);

        // 3. Measure second by second.
        PeerSample began = await peers.SampleAsync(clear: true);
        List<(ThreadSample Worker, FloorSample Floor)> pairs = await MeasureAsync(worker, floor);

        // 4. Packets still on their way are not lost.
        await peers.StopAsync();
        await floor.StopAsync();
        await Task.Delay(Drain);
        PeerSample ended = await peers.SampleAsync(clear: false);
        return new FanoutResult(
            pairs, (ended.Sent - began.Sent) * load.Fan, ended.Received - began.Received, device is null ? ended.Latencies : null);
    }

    /// <summary>Bytes of a packet as it is sent; where nobody receives, the mean.</summary>
    private static async Task<int> GetPacketLengthAsync(WorkerSide worker, PeerSide peers)
    {
        PeerSample sample = await peers.SampleAsync(clear: false);
        return sample.PacketLength > 0 ? sample.PacketLength : (int)(worker.Counters.BytesSent / Math.Max(1, worker.Counters.DatagramsSent));
    }

    /// <summary>The floor runs half a step behind the worker, so that both see the same noise and never each other.</summary>
    private async Task StartBothAsync(PeerSide peers, FloorSide floor, double speed, int packetLength)
    {
        Engine.Primitives.Timestamp began = await peers.StartAsync(speed);
        double steps = speed * load.Shape.StepsPerSecond * (load.IsRoom ? load.Publishers : 1);
        await floor.StartAsync(began + TimeSpan.FromSeconds(0.5 / steps), speed, packetLength);
    }

    private async Task<List<(ThreadSample Worker, FloorSample Floor)>> MeasureAsync(WorkerSide worker, FloorSide floor)
    {
        var pairs = new List<(ThreadSample Worker, FloorSample Floor)>();
        ThreadSample workerBefore = await worker.SampleAsync();
        FloorSample floorBefore = await floor.SampleAsync();
        for (int i = 0; i < options.Seconds; i++)
        {
            await Task.Delay(1000);
            ThreadSample workerAfter = await worker.SampleAsync();
            FloorSample floorAfter = await floor.SampleAsync();
            pairs.Add((workerAfter - workerBefore, floorAfter - floorBefore));
            (workerBefore, floorBefore) = (workerAfter, floorAfter);
        }

        return pairs;
    }
}
