using Tureen.Engine.Congestion.Outgoing;
using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;
using Tureen.Net;
using Tureen.Net.Loop;
using Tureen.Ortc;
using Tureen.Testing.Simulation;
using Tureen.Testing.Simulation.Layers;

namespace Tureen.Tests.Engine.Forwarding;

/// <summary>The media path of a real worker, from the datagram that arrives to the batch that leaves, allocates nothing.</summary>
[Collection(nameof(AllocationMeasurement))]
public sealed class ForwardingAllocationTests : IDisposable
{
    private const int WarmUp = 5_000;
    private const int PayloadLength = 200;

    /// <summary>Fast enough that no consent ends, slow enough that every timer of a stream runs.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromMicroseconds(200);

    private readonly NetCounters _counters = new();
    private readonly SocketTable _sockets = new();
    private readonly UdpSendBatch _batch;
    private readonly byte[] _datagram = new byte[EngineLimits.MaxDatagramLength];

    public ForwardingAllocationTests() => _batch = new UdpSendBatch(_sockets, _counters);

    [Theory]
    [InlineData(1, 100_000)]
    [InlineData(10, 20_000)]
    [InlineData(50, 10_000)]
    public void Forwarding_allocates_nothing(int watchers, int packets)
    {
        using SimulatedFanout fanout = Prepare(watchers);

        long allocated = 0;
        for (int i = 0; i < packets; i++)
        {
            allocated += Forward(fanout);
        }

        Assert.Equal(0, allocated);
        Assert.True(_counters.DatagramsSent >= (long)(WarmUp + packets) * watchers, $"{_counters.DatagramsSent} left");
    }

    [Fact]
    public void Waiting_for_a_thin_path_allocates_nothing()
    {
        using SimulatedFanout fanout = Prepare(watchers: 3);
        ForwardPaced(fanout, WarmUp);
        long before = _counters.DatagramsSent;

        long allocated = ForwardPaced(fanout, 2000);

        Assert.Equal(0, allocated);
        Assert.InRange(_counters.DatagramsSent - before, 5900, 6100);
        Assert.All(Enumerable.Range(0, 3), watcher => Assert.NotEqual(0, fanout.WatcherTransport(watcher).Media.SendCongestion.Pacer.Count));
    }

    [Fact]
    public void Answering_loss_allocates_nothing()
    {
        using SimulatedFanout fanout = Prepare(watchers: 2);
        Lose(fanout, rounds: 2000);
        long before = _counters.DatagramsSent;

        long allocated = Lose(fanout, rounds: 500);

        Assert.Equal(0, allocated);
        Assert.True(_counters.DatagramsSent - before > 500 * 21, "NACKs are answered by retransmissions.");
    }

    [Fact]
    public void Reports_allocate_nothing()
    {
        using SimulatedFanout fanout = Prepare(watchers: 2);
        Report(fanout, watcher: 0);
        Report(fanout, watcher: 1);
        long before = _counters.DatagramsSent;

        long allocated = 0;
        for (int i = 0; i < 20; i++)
        {
            allocated += Report(fanout, watcher: i % 2);
            fanout.Now += TimeSpan.FromSeconds(1);
            allocated += Forward(fanout);
        }

        Assert.Equal(0, allocated);
        Assert.True(_counters.DatagramsSent - before > 20 * 2, "Reports leave beside the packets.");
    }

    [Fact]
    public void No_lease_is_left_after_the_call()
    {
        using SimulatedFanout fanout = Prepare(watchers: 3);
        Assert.NotEqual(0, fanout.Server.Worker.LeasedPackets);

        fanout.Server.Worker.Close(fanout.Now, _batch);

        Assert.Equal(0, fanout.Server.Worker.LeasedPackets);
    }

    [Theory]
    [InlineData(LayeredCodec.Simulcast, ConsumerType.Simple)]
    [InlineData(LayeredCodec.Simulcast, ConsumerType.Simulcast)]
    [InlineData(LayeredCodec.Svc, ConsumerType.Svc)]
    [InlineData(LayeredCodec.KSvc, ConsumerType.Svc)]
    internal void Choosing_among_layers_allocates_nothing(LayeredCodec codec, ConsumerType type)
    {
        // The list of numbers that a viewer of few layers did not get grows for some minutes, up to its bound.
        const int WarmUpPictures = 13_000;
        using var fanout = new LayeredFanout(codec, type, viewers: 9);
        for (int i = 0; i < WarmUpPictures; i++)
        {
            fanout.Forward();
        }

        long sentBefore = fanout.Sent;
        long allocated = 0;
        for (int i = 0; i < 2000; i++)
        {
            allocated += fanout.Forward();
        }

        Assert.Equal(0, allocated);
        Assert.True(fanout.Sent - sentBefore > 2000 * 3, $"{fanout.Sent - sentBefore} sent");
        Assert.All(fanout.Consumers, static consumer => Assert.Equal(consumer.PreferredLayers, consumer.CurrentLayers));
    }

    public void Dispose() => _batch.Dispose();

    private SimulatedFanout Prepare(int watchers)
    {
        var fanout = new SimulatedFanout(watchers);
        for (int id = 1; id <= fanout.Server.OpenSockets; id++)
        {
            _sockets.Add(new DiscardingSocket(id, _counters));
        }

        for (int i = 0; i < WarmUp; i++)
        {
            Forward(fanout);
        }

        return fanout;
    }

    /// <summary>One packet in, one to each watcher out, and whatever timer is due; the bytes allocated by that.</summary>
    private long Forward(SimulatedFanout fanout)
    {
        fanout.Now += Pace;
        Span<byte> datagram = _datagram.AsSpan(0, fanout.WriteNext(_datagram, PayloadLength));

        long before = GC.GetAllocatedBytesForCurrentThread();
        fanout.PushFromPublisher(datagram, _batch);
        fanout.RunDeadlines(_batch);
        DrainAndFlush(fanout);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    /// <summary>Forwards packets to watchers whose paths take a sixth of that, whatever reports show.</summary>
    private long ForwardPaced(SimulatedFanout fanout, int packets)
    {
        var limit = new PacingLimit(2_000_000, 6000, TimeSpan.FromMilliseconds(100));
        long allocated = 0;
        for (int i = 0; i < packets; i++)
        {
            for (int watcher = 0; watcher < fanout.Watchers; watcher++)
            {
                fanout.WatcherTransport(watcher).Media.SendCongestion.Pacer.SetLimit(fanout.Now, limit);
            }

            allocated += Forward(fanout);
        }

        return allocated;
    }

    /// <summary>Rounds of ten packets, one of which the publisher's network loses, and another the network of each watcher.</summary>
    private long Lose(SimulatedFanout fanout, int rounds)
    {
        long allocated = 0;
        for (int round = 0; round < rounds; round++)
        {
            fanout.Lose();
            for (int i = 0; i < 10; i++)
            {
                allocated += Forward(fanout);
            }

            for (int watcher = 0; watcher < fanout.Watchers; watcher++)
            {
                allocated += Complain(fanout, watcher);
            }
        }

        return allocated;
    }

    private long Complain(SimulatedFanout fanout, int watcher)
    {
        ConsumerCore consumer = fanout.Consumer(watcher);
        ushort lost = (ushort)(consumer.Streams[0].Sender.MaxSequence - 2);
        return Push(fanout, watcher, fanout.WriteNack(watcher, _datagram, [lost]));
    }

    private long Report(SimulatedFanout fanout, int watcher)
    {
        ushort sequence = fanout.Consumer(watcher).Streams[0].Sender.MaxSequence;
        return Push(fanout, watcher, fanout.WriteReport(watcher, _datagram, sequence));
    }

    private long Push(SimulatedFanout fanout, int watcher, int length)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        fanout.PushFromWatcher(watcher, _datagram.AsSpan(0, length), _batch);
        DrainAndFlush(fanout);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private void DrainAndFlush(SimulatedFanout fanout)
    {
        while (fanout.Server.Worker.TryDequeueEvent(out _))
        {
        }

        _batch.Flush();
    }

    private sealed class DiscardingSocket(int id, NetCounters counters) : IDatagramSocket
    {
        public int Id => id;

        public int TupleId => Id;

        public TransportProtocol Protocol => TransportProtocol.Udp;

        public NetworkAddress LocalAddress => default;

        public bool IsClosed => false;

        public int MaxSegmentLength => EngineLimits.MaxDatagramLength;

        public int Receive(ReceiveBatch batch) => 0;

        public void Send(ReadOnlySpan<OutgoingMessage> messages, ReadOnlySpan<IoVector> vectors) =>
            counters.DatagramsSent += vectors.Length;

        public void Dispose()
        {
        }
    }
}
