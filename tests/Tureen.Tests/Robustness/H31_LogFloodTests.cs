using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tureen.Engine.Events;
using Tureen.Engine.Primitives;
using Tureen.Rooms.Logging;
using Tureen.Server.Hosting;
using Tureen.Server.Settings;
using Tureen.Testing.Ice;
using Tureen.Tests.Api;
using Tureen.Tests.Engine.Stun;
using Tureen.Tests.Rooms;

namespace Tureen.Tests.Robustness;

/// <summary>H31: whatever a peer sends, the log grows at a bounded rate and its lines have a bounded length.</summary>
public sealed class H31_LogFloodTests
{
    private const int Datagrams = 10_000;
    private const int Frames = 3_000;
    private const int MaxLineLength = 400;

    [Fact]
    public async Task H31_hostile_datagrams_write_no_line()
    {
        var lines = new RecordingLoggerProvider();
        await using Worker worker = await Mediasoup.CreateWorkerAsync(new WorkerSettings
        {
            LogLevel = WorkerLogLevel.Debug,
            LoggerFactory = lines,
        });
        Router router = await worker.CreateRouterAsync(new RouterOptions { MediaCodecs = Scene.MediaCodecs() });
        WebRtcTransport transport = await router.CreateWebRtcTransportAsync(
            new WebRtcTransportOptions { ListenInfos = [new() { Ip = "127.0.0.1" }] });
        await transport.ProduceAsync(Scene.VideoOptions());
        int before = lines.Lines.Count;
        Assert.True(before > 0);

        long dropped = await FloodAsync(worker, transport);

        Assert.True(dropped > Datagrams / 10, $"only {dropped} datagrams were refused");
        Assert.Equal(before, lines.Lines.Count);
    }

    [Fact]
    public async Task H31_traces_that_a_slow_handler_leaves_waiting_are_dropped_with_one_line()
    {
        var lines = new RecordingLoggerProvider();
        await using Worker worker = await Mediasoup.CreateWorkerAsync(new WorkerSettings { LoggerFactory = lines });
        Router router = await worker.CreateRouterAsync(new RouterOptions { MediaCodecs = Scene.MediaCodecs() });
        WebRtcTransport transport = await router.CreateWebRtcTransportAsync(
            new WebRtcTransportOptions { ListenInfos = [new() { Ip = "127.0.0.1" }] });
        Producer producer = await transport.ProduceAsync(Scene.VideoOptions());
        using var block = new ManualResetEventSlim();
        int traces = 0;
        producer.OnScore += _ => block.Wait();
        producer.OnTrace += _ => traces++;
        int before = lines.Lines.Count;

        var trace = new ProducerTrace { Type = ProducerTraceEventType.Rtp, Timestamp = 1, Direction = TraceDirection.In };
        Task<bool> flood = worker.Channel.RequestAsync((_, _) =>
        {
            worker.Core.Context.Events.Enqueue(new ProducerScoreEvent(producer.Id, []));
            for (int i = 0; i < 2 * EventDispatcher.MaxWaitingTraces; i++)
            {
                worker.Core.Context.Events.Enqueue(new ProducerTraceEvent(producer.Id, trace));
            }

            worker.Channel.DrainEvents();
            block.Set();
            return true;
        });
        Assert.True(await flood);
        await Scene.SettleAsync(worker);

        Assert.Equal(EventDispatcher.MaxWaitingTraces, worker.Dispatcher.DroppedTraces);
        Assert.Equal(EventDispatcher.MaxWaitingTraces, traces);
        Assert.Single(lines.Lines.Skip(before), line => line.Text.Contains("trace events are dropped", StringComparison.Ordinal));
    }

    [Fact]
    public async Task H31_hostile_signaling_writes_a_bounded_number_of_short_lines()
    {
        var lines = new RecordingLoggerProvider();
        long start = Stopwatch.GetTimestamp();
        await using (RoomServer server = await RoomServer.StartAsync(
            new RoomServerSettings { Port = 0, ListenIp = IPAddress.Loopback, Workers = 1 },
            builder =>
            {
                builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddFilter(null, LogLevel.Trace);
                builder.Services.AddSingleton<ILoggerProvider>(lines);
            }))
        {
            await SendNonsenseAsync(server.Address);
            await ComeAndGoAsync(server.Address);
            await AskAmissAsync(server.Address);
        }

        // A line that follows omitted ones brings one more that reports their number.
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        foreach (IGrouping<LogLevel, string> level in lines.Lines.GroupBy(line => line.Level, line => line.Text))
        {
            Assert.InRange(level.Count(), 1, 2 * (LogLimits.Burst + (LogLimits.LinesPerSecond * (seconds + 1))));
        }

        Assert.Contains(lines.Lines, line => line.Text.EndsWith("lines of this level were left out", StringComparison.Ordinal));
        Assert.All(lines.Lines, line => Assert.InRange(line.Text.Length, 1, MaxLineLength));
    }

    /// <summary>Gives the number of datagrams that were refused.</summary>
    private static async Task<long> FloodAsync(Worker worker, WebRtcTransport transport)
    {
        var random = new SeededRandomSource(31);
        byte[] check = new BindingRequest
        {
            RemoteUsernameFragment = transport.IceParameters.UsernameFragment,
            RemotePassword = transport.IceParameters.Password,
            UseCandidate = true,
        }.ToBytes();
        var mutator = new StunMutator(random, [check]);
        using var socket = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        socket.Connect(IPAddress.Loopback, transport.IceCandidates[0].Port);
        socket.Send(check);
        byte[] noise = new byte[300];
        for (int i = 0; i < Datagrams; i++)
        {
            random.Fill(noise);

            // STUN, DTLS, RTP and RTCP by their first bytes (RFC 7983), in turn.
            (noise[0], noise[1]) = (i % 4) switch { 0 => ((byte)0, (byte)1), 1 => ((byte)22, (byte)254), 2 => ((byte)0x80, (byte)96), _ => ((byte)0x80, (byte)200) };
            socket.Send(i % 8 < 4 ? noise : mutator.Next());
            if (i % 64 == 0)
            {
                await worker.DumpAsync();
            }
        }

        await Scene.SettleAsync(worker);
        return await worker.Channel.RequestAsync((_, _) => Enum.GetValues<DropReason>().Sum(reason => worker.Core.Context.Drops[reason]));
    }

    private static async Task SendNonsenseAsync(Uri server)
    {
        await using RawProtooClient client = await RawProtooClient.ConnectAsync(server, "flood", "nonsense");
        string method = new string('x', 2_000) + "\\n";
        for (int i = 0; i < Frames; i++)
        {
            await client.SendTextAsync((i % 3) switch
            {
                0 => "no protoo\n" + method,
                1 => $$$"""{"notification":true,"method":"{{{method}}}","data":{}}""",
                _ => $$$"""{"notification":true,"method":"pauseProducer","data":{"producerId":"{{{method}}}"}}""",
            });
        }

        await client.RequestAsync("getRouterRtpCapabilities");
    }

    private static async Task ComeAndGoAsync(Uri server)
    {
        for (int i = 0; i < LogLimits.Burst; i++)
        {
            await using RawProtooClient client = await RawProtooClient.ConnectAsync(server, "room" + i, "visitor");
        }
    }

    private static async Task AskAmissAsync(Uri server)
    {
        await using RawProtooClient client = await RawProtooClient.ConnectAsync(server, "flood", "asker");
        string method = new string('y', 2_000) + "\\u001b";
        for (int i = 0; i < Frames / 10; i++)
        {
            await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => client.RequestTextAsync(method, "{}")));
        }
    }
}
