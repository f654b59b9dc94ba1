using Tureen.Engine.Events;
using Tureen.Ortc;

namespace Tureen.Tests.Api.Producers;

public sealed class ProducerTests
{
    [Fact]
    public async Task I01_Audio_without_encodings_is_produced_and_dumped()
    {
        await using Scene scene = await Scene.CreateAsync();
        WebRtcTransport transport = await scene.CreateTransportAsync();
        var seen = new List<Producer>();
        transport.Observer.OnNewProducer += seen.Add;
        ProducerOptions options = Scene.AudioOptions(ssrc: null);
        options.RtpParameters.Codecs[0].PayloadType = 0;
        Producer producer = await transport.ProduceAsync(options);

        Assert.Single(seen, producer);
        Assert.Equal(MediaKind.Audio, producer.Kind);
        Assert.Equal(ProducerType.Simple, producer.Type);
        Assert.False(producer.Paused || producer.Closed);
        Assert.Empty(producer.Score);
        Assert.Equal(1, producer.AppData["foo"]);
        RouterDump router = await scene.Router.DumpAsync();
        DumpListEntry entry = Assert.Single(router.MapProducerIdConsumerIds);
        Assert.Equal(producer.Id, entry.Key);
        Assert.Empty(entry.Values);
        Assert.Equal([producer.Id], (await transport.DumpAsync()).ProducerIds);
    }

    [Fact]
    public async Task I01_Parameters_are_copied_on_the_way_in_and_out()
    {
        await using Scene scene = await Scene.CreateAsync();
        WebRtcTransport transport = await scene.CreateTransportAsync();
        ProducerOptions options = Scene.VideoOptions();
        string before = OrtcJson.Serialize(options.RtpParameters);
        Producer producer = await transport.ProduceAsync(options);

        Assert.Equal(before, OrtcJson.Serialize(options.RtpParameters));
        producer.RtpParameters.Codecs.Clear();
        Assert.Equal(2, producer.RtpParameters.Codecs.Count);
    }

    [Fact]
    public async Task I02_I10_Several_encodings_are_simulcast()
    {
        await using Scene scene = await Scene.CreateAsync();
        WebRtcTransport transport = await scene.CreateTransportAsync();
        ProducerOptions options = Scene.VideoOptions();
        options.RtpParameters.Encodings =
        [
            .. Enumerable.Range(0, 4).Select(i => new RtpEncodingParameters
            {
                Ssrc = 22222222 + (uint)(2 * i),
                Rtx = new() { Ssrc = 22222223 + (uint)(2 * i) },
                ScalabilityMode = "L1T5",
            }),
        ];
        Producer producer = await transport.ProduceAsync(options);

        Assert.Equal(ProducerType.Simulcast, producer.Type);
    }

    [Fact]
    public async Task I03_Header_extensions_and_rtcp_may_be_missing()
    {
        await using Scene scene = await Scene.CreateAsync();
        WebRtcTransport transport = await scene.CreateTransportAsync();
        Producer producer = await transport.ProduceAsync(new ProducerOptions
        {
            Kind = MediaKind.Audio,
            RtpParameters = new RtpParameters
            {
                Mid = "X",
                Codecs = [new() { MimeType = "audio/opus", PayloadType = 111, ClockRate = 48000, Channels = 2 }],
            },
        });

        Assert.NotEmpty(producer.RtpParameters.Rtcp.Cname!);
    }

    public static TheoryData<string> WrongParameters =>
        new("kind", "null", "no codecs", "no encodings", "apt", "id", "extension");

    [Theory]
    [MemberData(nameof(WrongParameters))]
    public async Task I04_Wrong_parameters_are_type_errors(string fault)
    {
        await using Scene scene = await Scene.CreateAsync();
        WebRtcTransport transport = await scene.CreateTransportAsync();
        ProducerOptions options = Scene.VideoOptions(mid: null);
        switch (fault)
        {
            case "kind":
                options = options with { Kind = (MediaKind)9 };
                break;
            case "null":
                options = options with { RtpParameters = null! };
                break;
            case "no codecs":
                options.RtpParameters.Codecs = [];
                break;
            case "no encodings":
                options.RtpParameters.Encodings = [];
                break;
            case "apt":
                options.RtpParameters.Codecs[1].Parameters["apt"] = 111;
                break;
            case "id":
                options = options with { Id = string.Empty };
                break;
            default:
                options.RtpParameters.HeaderExtensions[0].Id = 0;
                break;
        }

        await Assert.ThrowsAsync<MediasoupTypeException>(() => transport.ProduceAsync(options));
        Assert.Empty((await transport.DumpAsync()).ProducerIds);
    }

    [Fact]
    public async Task I05_Codecs_that_the_router_has_not_are_unsupported()
    {
        await using Scene scene = await Scene.CreateAsync();
        WebRtcTransport transport = await scene.CreateTransportAsync();
        ProducerOptions isac = Scene.AudioOptions();
        isac.RtpParameters.Codecs[0] = new() { MimeType = "audio/ISAC", PayloadType = 108, ClockRate = 32000 };
        ProducerOptions profile = Scene.VideoOptions();
        profile.RtpParameters.Codecs[0].Parameters["profile-level-id"] = "CHICKEN";

        await Assert.ThrowsAsync<UnsupportedException>(() => transport.ProduceAsync(isac));
        await Assert.ThrowsAsync<UnsupportedException>(() => transport.ProduceAsync(profile));
    }

    [Fact]
    public async Task I06_I07_The_same_mid_or_ssrc_is_refused_once_more()
    {
        await using Scene scene = await Scene.CreateAsync();
        WebRtcTransport transport = await scene.CreateTransportAsync();
        await transport.ProduceAsync(Scene.AudioOptions("AUDIO", 11111111));

        Assert.Equal("Error", await ErrorOf(transport.ProduceAsync(Scene.AudioOptions("AUDIO", 33333333))));
        Assert.Equal("Error", await ErrorOf(transport.ProduceAsync(Scene.AudioOptions("AUDIO2", 11111111))));
        ProducerOptions anonymous = Scene.AudioOptions(ssrc: null);
        anonymous.RtpParameters.Mid = null;
        Assert.Equal("TypeError", await ErrorOf(transport.ProduceAsync(anonymous)));
    }

    [Fact]
    public async Task I06_The_same_id_is_a_type_error_in_the_transport_and_an_error_in_the_router()
    {
        await using Scene scene = await Scene.CreateAsync();
        WebRtcTransport transport = await scene.CreateTransportAsync();
        WebRtcTransport other = await scene.CreateTransportAsync();
        Producer producer = await transport.ProduceAsync(Scene.AudioOptions() with { Id = "mine" });

        Assert.Equal("mine", producer.Id);
        Assert.Equal("TypeError", await ErrorOf(transport.ProduceAsync(Scene.AudioOptions("B", 2) with { Id = "mine" })));
        Assert.Equal("Error", await ErrorOf(other.ProduceAsync(Scene.AudioOptions("B", 2) with { Id = "mine" })));
        producer.Close();
        await other.ProduceAsync(Scene.AudioOptions("B", 2) with { Id = "mine" });
    }

    [Theory]
    [InlineData(null, ProducerType.Simple)]
    [InlineData("L1T3", ProducerType.Svc)]
    public async Task I08_I09_One_encoding_is_simple_or_svc(string? mode, ProducerType type)
    {
        await using Scene scene = await Scene.CreateAsync();
        WebRtcTransport transport = await scene.CreateTransportAsync();
        ProducerOptions options = Scene.VideoOptions();
        options.RtpParameters.Encodings[0].ScalabilityMode = mode;

        Assert.Equal(type, (await transport.ProduceAsync(options)).Type);
    }

    [Fact]
    public async Task I11_I12_The_dump_is_normalised_and_there_are_no_statistics_before_packets()
    {
        await using Scene scene = await Scene.CreateAsync();
        WebRtcTransport transport = await scene.CreateTransportAsync();
        Producer producer = await transport.ProduceAsync(Scene.VideoOptions());
        ProducerDump dump = await producer.DumpAsync();

        Assert.Equal((producer.Id, MediaKind.Video, ProducerType.Simple), (dump.Id, dump.Kind, dump.Type));
        Assert.Equal("video/h264", dump.RtpParameters.Codecs[0].MimeType, ignoreCase: true);
        Assert.Equal(112, dump.RtpParameters.Encodings[0].CodecPayloadType);
        Assert.Equal(["", "pli", ""], dump.RtpParameters.Codecs[0].RtcpFeedback.Select(feedback => feedback.Parameter ?? ""));
        Assert.Equal([10, 13], dump.RtpParameters.HeaderExtensions.Select(extension => extension.Id));
        Assert.Equal([112, 113], dump.RtpMapping.Codecs.Select(codec => codec.PayloadType));
        Assert.False(dump.Paused);
        Assert.Empty(dump.TraceEventTypes);
        Assert.Empty(await producer.GetStatsAsync());
        Assert.Null(producer.RtpParameters.Encodings[0].CodecPayloadType);
    }

    [Fact]
    public async Task I13_I14_Pause_and_resume_are_raised_once_for_each_change_in_order()
    {
        await using Scene scene = await Scene.CreateAsync();
        WebRtcTransport transport = await scene.CreateTransportAsync();
        Producer producer = await transport.ProduceAsync(Scene.AudioOptions());
        var events = new List<string>();
        producer.Observer.OnPause += () => events.Add("pause");
        producer.Observer.OnResume += () => events.Add("resume");
        await producer.PauseAsync();
        Assert.True(producer.Paused);
        Assert.True((await producer.DumpAsync()).Paused);
        await producer.ResumeAsync();
        Assert.False(producer.Paused);
        Assert.False((await producer.DumpAsync()).Paused);

        await Task.WhenAll(
            producer.PauseAsync(),
            producer.ResumeAsync(),
            producer.PauseAsync(),
            producer.PauseAsync(),
            producer.PauseAsync(),
            producer.ResumeAsync());

        Assert.Equal(["pause", "resume", "pause", "resume", "pause", "resume"], events);
        Assert.False(producer.Paused);
    }

    [Fact]
    public async Task I15_Trace_events_are_chosen_and_unknown_ones_ignored()
    {
        await using Scene scene = await Scene.CreateAsync();
        WebRtcTransport transport = await scene.CreateTransportAsync();
        Producer producer = await transport.ProduceAsync(Scene.AudioOptions());
        await producer.EnableTraceEventAsync(ProducerTraceEventType.Rtp, (ProducerTraceEventType)99, ProducerTraceEventType.Pli);
        Assert.Equal(
            [ProducerTraceEventType.Rtp, ProducerTraceEventType.Pli], (await producer.DumpAsync()).TraceEventTypes);

        await producer.EnableTraceEventAsync(null);
        Assert.Empty((await producer.DumpAsync()).TraceEventTypes);
    }

    [Fact]
    public async Task I17_Scores_are_raised()
    {
        await using Scene scene = await Scene.CreateAsync();
        WebRtcTransport transport = await scene.CreateTransportAsync();
        Producer producer = await transport.ProduceAsync(Scene.VideoOptions());
        int raised = 0;
        producer.OnScore += _ => raised++;
        int observed = 0;
        producer.Observer.OnScore += _ => observed++;
        for (int score = 8; score <= 10; score++)
        {
            await scene.EmitAsync(new ProducerScoreEvent(producer.Id, [new ProducerScore(0, 11, null, score)]));
        }

        Assert.Equal((3, 3), (raised, observed));
        Assert.Equal([new ProducerScore(0, 11, null, 10)], producer.Score);
    }

    [Fact]
    public async Task I16_Traces_and_orientations_are_raised_on_producer_and_observer()
    {
        await using Scene scene = await Scene.CreateAsync();
        WebRtcTransport transport = await scene.CreateTransportAsync();
        Producer producer = await transport.ProduceAsync(Scene.VideoOptions());
        List<object> raised = [];
        List<object> observed = [];
        producer.OnTrace += raised.Add;
        producer.OnVideoOrientationChange += raised.Add;
        producer.Observer.OnTrace += observed.Add;
        producer.Observer.OnVideoOrientationChange += observed.Add;
        var trace = new ProducerTrace { Type = ProducerTraceEventType.Pli, Timestamp = 7, Direction = TraceDirection.Out };
        var orientation = new ProducerVideoOrientation(true, false, 90);

        await scene.EmitAsync(new ProducerTraceEvent(producer.Id, trace), new ProducerVideoOrientationEvent(producer.Id, orientation));

        Assert.Equal([trace, orientation], raised);
        Assert.Equal(raised, observed);
    }

    [Fact]
    public async Task I18_I19_A_closed_producer_is_gone_and_refuses()
    {
        await using Scene scene = await Scene.CreateAsync();
        WebRtcTransport transport = await scene.CreateTransportAsync();
        Producer producer = await transport.ProduceAsync(Scene.AudioOptions());
        int closes = 0;
        producer.Observer.OnClose += () => closes++;
        producer.OnTransportClose += () => closes += 100;
        producer.Close();
        producer.Close();
        await producer.DisposeAsync();

        Assert.Equal(1, closes);
        Assert.True(producer.Closed);
        Assert.Empty((await scene.Router.DumpAsync()).MapProducerIdConsumerIds);
        Assert.Empty((await transport.DumpAsync()).ProducerIds);
        await Assert.ThrowsAsync<NotFoundException>(() => producer.DumpAsync());
        await Assert.ThrowsAsync<NotFoundException>(() => producer.GetStatsAsync());
        await Assert.ThrowsAsync<NotFoundException>(() => producer.PauseAsync());
        await Assert.ThrowsAsync<NotFoundException>(() => producer.ResumeAsync());
    }

    [Fact]
    public async Task I20_The_transport_closes_its_producers()
    {
        await using Scene scene = await Scene.CreateAsync();
        WebRtcTransport transport = await scene.CreateTransportAsync();
        Producer producer = await transport.ProduceAsync(Scene.AudioOptions());
        var events = new List<string>();
        producer.OnTransportClose += () => events.Add("transportclose");
        producer.Observer.OnClose += () => events.Add("close");
        await transport.DisposeAsync();

        Assert.Equal(["transportclose", "close"], events);
        Assert.True(producer.Closed);
        await Assert.ThrowsAsync<NotFoundException>(() => producer.DumpAsync());
    }

    private static async Task<string> ErrorOf(Task task) =>
        (await Assert.ThrowsAnyAsync<MediasoupException>(() => task)).Name;
}
