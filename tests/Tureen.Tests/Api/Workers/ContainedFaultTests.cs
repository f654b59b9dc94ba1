using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Tureen.Engine.Primitives;
using Tureen.Engine.Transports;

namespace Tureen.Tests.Api.Workers;

/// <summary>Packets that make the engine throw, seen from the application.</summary>
public sealed class ContainedFaultTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task The_transport_they_came_to_closes_with_the_usual_events_and_the_worker_goes_on()
    {
        var log = new RecordingLoggerProvider();
        await using Worker worker = await Mediasoup.CreateWorkerAsync(new()
        {
            LoggerFactory = log,
            WrapSocketOwner = static owner => new PoisonedOwner(owner),
        });
        Router router = await worker.CreateRouterAsync(new RouterOptions { MediaCodecs = Scene.MediaCodecs() });
        using var peer = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        PlainTransport bad = await CreateAsync(router, peer);
        using var neighbor = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        PlainTransport good = await CreateAsync(router, neighbor);
        Producer producer = await bad.ProduceAsync(Scene.AudioOptions());
        Consumer own = await bad.ConsumeAsync(new() { ProducerId = producer.Id, RtpCapabilities = router.RtpCapabilities });
        Consumer theirs = await good.ConsumeAsync(new() { ProducerId = producer.Id, RtpCapabilities = router.RtpCapabilities });
        var events = new List<string>();
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        producer.OnTransportClose += () => events.Add("producer transportclose");
        own.OnTransportClose += () => events.Add("own consumer transportclose");
        own.OnProducerClose += () => events.Add("own consumer producerclose");
        theirs.OnProducerClose += () => events.Add("their consumer producerclose");
        theirs.OnProducerClose += closed.SetResult;
        bad.Observer.OnClose += () => events.Add("transport close");

        for (int i = 0; i < EngineLimits.MaxFaultsInRow; i++)
        {
            await peer.SendAsync(PoisonedOwner.Poison, new IPEndPoint(IPAddress.Loopback, bad.Tuple.LocalPort), TestContext.Current.CancellationToken);
        }

        await closed.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
        await Scene.SettleAsync(worker);
        Assert.Equal(
            ["own consumer transportclose", "producer transportclose", "their consumer producerclose", "transport close"], events.Order());
        Assert.True(bad.Closed && producer.Closed && own.Closed && theirs.Closed);
        Assert.False(good.Closed || router.Closed || worker.Closed || worker.Died);
        Assert.Equal(new WorkerFaults(EngineLimits.MaxFaultsInRow, 1), worker.Faults);
        await Assert.ThrowsAsync<NotFoundException>(() => bad.DumpAsync());
        await good.DumpAsync();
        (LogLevel Level, string Text)[] lines = [.. log.Lines.Where(static line => line.Text.StartsWith("fault contained", StringComparison.Ordinal))];
        Assert.Equal(EngineLimits.MaxFaultsInRow, lines.Length);
        bad.Close();
    }

    private static async Task<PlainTransport> CreateAsync(Router router, UdpClient peer)
    {
        PlainTransport transport = await router.CreatePlainTransportAsync(new() { ListenInfo = new() { Ip = "127.0.0.1" } });
        await transport.ConnectAsync(new() { Ip = "127.0.0.1", Port = ((IPEndPoint)peer.Client.LocalEndPoint!).Port });
        return transport;
    }

    private sealed class PoisonedOwner(ISocketOwner inner) : ISocketOwner
    {
        public static readonly byte[] Poison = [0x80, 0xDE, 0xAD];

        public void HandleDatagram(Timestamp now, in TransportTuple tuple, Span<byte> datagram, IDatagramSink sink)
        {
            if (datagram.SequenceEqual(Poison))
            {
                throw new InvalidOperationException("a fault that nobody has found yet");
            }

            inner.HandleDatagram(now, tuple, datagram, sink);
        }

        public TransportCore? FindTransport(in TransportTuple tuple) => inner.FindTransport(tuple);

        public void HandleTupleClosed(Timestamp now, in TransportTuple tuple, IDatagramSink sink) =>
            inner.HandleTupleClosed(now, tuple, sink);
    }
}
