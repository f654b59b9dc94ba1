using System.Text.RegularExpressions;
using Tureen.Engine.Events;
using Tureen.Engine.Rtcp;
using Tureen.Tests.Engine.Rtp;
using Tureen.Tests.Style;

namespace Tureen.Tests.Api.Metrics;

public sealed partial class TureenMetricsTests
{
    /// <summary>What nothing happened for yet.</summary>
    private static readonly string[] Rare = ["tureen.worker.deaths", "tureen.congestion.queue.delay", "tureen.congestion.available", "tureen.congestion.paced.delay"];

    /// <summary>The instruments of another library (<c>RoomTelemetryTests</c>).</summary>
    private const string Rooms = "tureen.rooms.";

    [Fact]
    public async Task Every_instrument_is_documented_with_its_unit_and_measures()
    {
        await using Scene scene = await Scene.CreateAsync();
        using var metrics = new RecordedMetrics(scene.Worker);
        await scene.EmitAsync(new DtlsStateEvent("t", DtlsState.Connected, null, TimeSpan.FromSeconds(0.5)));
        metrics.Collect();

        Assert.Equal(
            Row().Matches(Repository.Read("docs/METRICS.md"))
                .Select(row => (Name: row.Groups["name"].Value, Unit: row.Groups["unit"].Value))
                .Where(static row => !row.Name.StartsWith(Rooms, StringComparison.Ordinal))
                .Order(),
            metrics.Instruments.Order());
        Assert.All(
            metrics.Instruments.Where(static instrument => !Rare.Contains(instrument.Name)),
            instrument => Assert.True(HasAny(metrics, instrument.Name), instrument.Name));
        Assert.Equal(0.5, metrics["tureen.dtls.handshake.duration connected"]);
    }

    [Fact]
    public async Task What_a_worker_carries_is_measured_until_it_is_closed()
    {
        await using Scene scene = await Scene.CreateAsync();
        using var metrics = new RecordedMetrics(scene.Worker);
        WebRtcTransport webRtc = await scene.CreateTransportAsync();
        DirectTransport direct = await scene.Router.CreateDirectTransportAsync();
        Producer audio = await webRtc.ProduceAsync(Scene.AudioOptions());
        await webRtc.ProduceAsync(Scene.VideoOptions());
        await direct.ConsumeAsync(new() { ProducerId = audio.Id, RtpCapabilities = scene.PeerCapabilities() });
        DataProducer data = await direct.ProduceDataAsync();
        await direct.ConsumeDataAsync(new() { DataProducerId = data.Id });
        await scene.Router.CreateAudioLevelObserverAsync();
        metrics.Collect();

        string[] names =
        [
            "tureen.routers", "tureen.transports webrtc new", "tureen.transports direct connected", "tureen.producers audio",
            "tureen.producers video", "tureen.consumers audio", "tureen.data_producers", "tureen.data_consumers", "tureen.rtp_observers",
            "tureen.worker.sockets",
        ];
        Assert.All(names, name => Assert.Equal((name, 1), (name, metrics[name])));
        Assert.Equal(0, metrics["tureen.consumers video"]);
        Assert.Equal(0, metrics["tureen.transports webrtc connected"]);
        Assert.True(metrics["tureen.workers"] >= 1);

        scene.Router.Close();
        await scene.SettleAsync();
        metrics.Collect();
        Assert.All(names, name => Assert.Equal((name, 0), (name, metrics[name])));
    }

    [Fact]
    public async Task Traffic_and_drops_are_measured()
    {
        await using Scene scene = await Scene.CreateAsync();
        using var metrics = new RecordedMetrics(scene.Worker);
        DirectTransport transport = await scene.Router.CreateDirectTransportAsync();
        Producer producer = await transport.ProduceAsync(Scene.VideoOptions());
        Consumer consumer = await transport.ConsumeAsync(new() { ProducerId = producer.Id, RtpCapabilities = scene.PeerCapabilities() });
        DataProducer data = await transport.ProduceDataAsync();
        await transport.ConsumeDataAsync(new() { DataProducerId = data.Id });

        producer.Send(RtpBytes.Packet(112, 1, 0, 22222222, payload: 20));
        producer.Send(RtpBytes.Packet(112, 2, 0, 22222222, payload: 20));
        producer.Send([1, 2, 3]);
        byte[] pli = new byte[PictureLossIndication.Length];
        new PictureLossIndication(1, consumer.RtpParameters.Encodings[0].Ssrc!.Value).Write(pli);
        transport.SendRtcp(pli);
        data.Send("hello");
        await scene.SettleAsync();
        metrics.Collect();

        Assert.Equal(2, metrics["tureen.rtp.packets receive"]);
        Assert.True(metrics["tureen.rtp.io receive"] >= 64);
        Assert.Equal(1, metrics["tureen.rtcp.packets receive"]);
        Assert.Equal(1, metrics["tureen.rtcp.key_frame_requests receive"]);
        Assert.True(metrics["tureen.rtcp.key_frame_requests transmit"] >= 1);
        Assert.Equal((1, 1), (metrics["tureen.data.messages receive"], metrics["tureen.data.messages transmit"]));
        Assert.Equal((5, 5), (metrics["tureen.data.io receive"], metrics["tureen.data.io transmit"]));
        Assert.Equal(1, metrics["tureen.drops RtpMalformed"]);
        Assert.True(metrics["tureen.worker.loop.turn"] > 0);
    }

    [Fact]
    public async Task A_worker_that_has_ended_measures_no_more()
    {
        Scene scene = await Scene.CreateAsync();
        using var metrics = new RecordedMetrics(scene.Worker);
        scene.Worker.Fail(new InvalidOperationException("broken"));
        await Assert.ThrowsAsync<WorkerClosedException>(scene.Worker.DumpAsync);
        await scene.DisposeAsync();
        metrics.Collect();

        Assert.False(metrics.Has("tureen.routers"));
        Assert.Equal(1, metrics["tureen.worker.deaths"]);
    }

    [Fact]
    public async Task Samples_of_congestion_control_reach_the_histograms()
    {
        await using Scene scene = await Scene.CreateAsync();
        using var metrics = new RecordedMetrics(scene.Worker);
        await scene.SettleAsync();
        for (int i = 0; i < 16; i++)
        {
            scene.Worker.Core.Context.Counters.Congestion.QueueDelays.Add(0.25);
            scene.Worker.Core.Context.Counters.Congestion.Available.Add(500_000);
            scene.Worker.Core.Context.Counters.Congestion.PacedDelays.Add(0.125);
        }

        await scene.SettleAsync();
        await scene.SettleAsync();

        Assert.Equal((0.25, 500_000), (metrics["tureen.congestion.queue.delay"], metrics["tureen.congestion.available"]));
        Assert.Equal(0.125, metrics["tureen.congestion.paced.delay"]);
    }

    private static bool HasAny(RecordedMetrics metrics, string name) =>
        new[] { "", " receive", " audio", " webrtc new", " connected", " trace", " datagram", " SocketClosed", " clear False", " delay", " success probation", " probation", " up bandwidth", " used" }.Any(tags => metrics.Has(name + tags));

    [GeneratedRegex(@"^\| `(?<name>tureen\.[a-z._]+)` \| [a-z -]+ \| `(?<unit>[^`]+)` \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Row();
}
