using Tureen.Engine.Events;
using Tureen.Ortc;

namespace Tureen.Tests.Api.Consumers;

public sealed class ConsumerTests
{
    [Fact]
    public async Task J01_Audio_and_paused_video_are_consumed()
    {
        await using Call call = await Call.CreateAsync();
        Assert.True(call.Scene.Router.CanConsume(call.Audio.Id, call.Capabilities));
        var seen = new List<Consumer>();
        call.Receiver.Observer.OnNewConsumer += seen.Add;
        Consumer audio = await call.Receiver.ConsumeAsync(
            new ConsumerOptions { ProducerId = call.Audio.Id, RtpCapabilities = call.Capabilities, AppData = new() { ["a"] = 1 } });

        Assert.Single(seen, audio);
        Assert.Equal((call.Audio.Id, MediaKind.Audio, ConsumerType.Simple), (audio.ProducerId, audio.Kind, audio.Type));
        Assert.Equal("0", audio.RtpParameters.Mid);
        RtpCodecParameters codec = Assert.Single(audio.RtpParameters.Codecs);
        Assert.Equal((100, 48000), (codec.PayloadType, codec.ClockRate));
        Assert.Equal("222.222", codec.Parameters["foo"].AsString());
        Assert.DoesNotContain(codec.RtcpFeedback, feedback => feedback.Type == "nack");
        Assert.Equal("- track", audio.RtpParameters.Msid);
        Assert.Equal(1, audio.Priority);
        Assert.Equal(new ConsumerScore(10, 0, [0]), audio.Score);
        Assert.Null(audio.PreferredLayers);
        Assert.Null(audio.CurrentLayers);
        Assert.False(audio.Paused || audio.ProducerPaused || audio.Closed);
        Assert.Equal(1, audio.AppData["a"]);

        await call.Video.PauseAsync();
        Consumer video = await call.Receiver.ConsumeAsync(new ConsumerOptions
        {
            ProducerId = call.Video.Id,
            RtpCapabilities = call.Capabilities,
            Paused = true,
            PreferredLayers = new ConsumerLayers(12, 0),
        });
        Assert.Equal("1", video.RtpParameters.Mid);
        Assert.Equal([103, 104], video.RtpParameters.Codecs.Select(codec => codec.PayloadType));
        Assert.True(video.Paused && video.ProducerPaused);

        RouterDump dump = await call.Scene.Router.DumpAsync();
        Assert.Equal(
            new Dictionary<string, string> { [audio.Id] = call.Audio.Id, [video.Id] = call.Video.Id },
            dump.MapConsumerIdProducerId.ToDictionary(entry => entry.Key, entry => entry.Value));
        Assert.Equal(
            new[] { audio.Id, video.Id }.Order(), (await call.Receiver.DumpAsync()).ConsumerIds.Order());
    }

    [Fact]
    public async Task J02_An_unknown_producer_is_not_found()
    {
        await using Call call = await Call.CreateAsync();

        await Assert.ThrowsAsync<NotFoundException>(() => call.Receiver.ConsumeAsync(
            new ConsumerOptions { ProducerId = "unknown", RtpCapabilities = call.Capabilities }));
        await Assert.ThrowsAsync<MediasoupTypeException>(() => call.Receiver.ConsumeAsync(
            new ConsumerOptions { ProducerId = string.Empty, RtpCapabilities = call.Capabilities }));
        await Assert.ThrowsAsync<MediasoupTypeException>(() => call.Receiver.ConsumeAsync(
            new ConsumerOptions { ProducerId = call.Audio.Id, RtpCapabilities = null! }));
        await Assert.ThrowsAsync<MediasoupTypeException>(() => call.Receiver.ConsumeAsync(
            new ConsumerOptions { ProducerId = call.Audio.Id, RtpCapabilities = call.Capabilities, Mid = string.Empty }));
    }

    [Fact]
    public async Task J03_Audio_with_rtx_enabled_keeps_nack()
    {
        await using Call call = await Call.CreateAsync();
        Consumer consumer = await call.Receiver.ConsumeAsync(
            new ConsumerOptions { ProducerId = call.Audio.Id, RtpCapabilities = call.Capabilities, EnableRtx = true });

        Assert.Contains(consumer.RtpParameters.Codecs[0].RtcpFeedback, feedback => feedback.Type == "nack");
    }

    [Fact]
    public async Task J04_A_given_mid_does_not_advance_the_counter()
    {
        await using Call call = await Call.CreateAsync();
        Consumer first = await call.ConsumeAudioAsync();
        Consumer given = await call.Receiver.ConsumeAsync(
            new ConsumerOptions { ProducerId = call.Audio.Id, RtpCapabilities = call.Capabilities, Mid = "custom-mid" });
        Consumer next = await call.ConsumeAudioAsync();

        Assert.Equal(["0", "custom-mid", "1"], new[] { first, given, next }.Select(consumer => consumer.RtpParameters.Mid));
    }

    [Fact]
    public async Task J05_Incompatible_capabilities_are_unsupported()
    {
        await using Call call = await Call.CreateAsync();
        RtpCapabilities isac = new()
        {
            Codecs = [new() { Kind = MediaKind.Audio, MimeType = "audio/ISAC", PreferredPayloadType = 100, ClockRate = 32000 }],
        };
        foreach (RtpCapabilities capabilities in new[] { isac, new RtpCapabilities() })
        {
            Assert.False(call.Scene.Router.CanConsume(call.Audio.Id, capabilities));
            await Assert.ThrowsAsync<UnsupportedException>(() => call.Receiver.ConsumeAsync(
                new ConsumerOptions { ProducerId = call.Audio.Id, RtpCapabilities = capabilities }));
        }
    }

    [Fact]
    public async Task J06_J07_Dump_and_statistics_describe_what_is_sent()
    {
        await using Call call = await Call.CreateAsync();
        Consumer consumer = await call.ConsumeVideoAsync();
        ConsumerDump dump = await consumer.DumpAsync();

        Assert.Equal((consumer.Id, call.Video.Id, ConsumerType.Simple), (dump.Id, dump.ProducerId, dump.Type));
        Assert.Equal([103], dump.SupportedCodecPayloadTypes);
        Assert.Equal(103, dump.RtpParameters.Encodings[0].CodecPayloadType);
        Assert.Single(dump.ConsumableRtpEncodings);
        Assert.Equal((false, false, 1), (dump.Paused, dump.ProducerPaused, dump.Priority));
        RtpStreamDump stream = dump.RtpStream!;
        Assert.Equal(consumer.RtpParameters.Encodings[0].Ssrc, stream.Params.Ssrc);
        Assert.Equal(consumer.RtpParameters.Encodings[0].Rtx!.Ssrc, stream.RtxStream!.Params.Ssrc);
        Assert.True(stream.Params.UseNack && stream.Params.UsePli);

        OutboundRtpStats stats = Assert.IsType<OutboundRtpStats>(Assert.Single(await consumer.GetStatsAsync()));
        Assert.Equal(("outbound-rtp", MediaKind.Video, stream.Params.Ssrc), (stats.Type, stats.Kind, stats.Ssrc));
        Assert.Equal("video/H264", stats.MimeType, ignoreCase: true);
    }

    [Fact]
    public async Task J08_Pause_and_resume_are_raised_once_for_each_change()
    {
        await using Call call = await Call.CreateAsync();
        Consumer consumer = await call.ConsumeAudioAsync();
        var events = new List<string>();
        consumer.Observer.OnPause += () => events.Add("pause");
        consumer.Observer.OnResume += () => events.Add("resume");
        await consumer.PauseAsync();
        Assert.True(consumer.Paused && (await consumer.DumpAsync()).Paused);
        await consumer.ResumeAsync();
        Assert.False(consumer.Paused || (await consumer.DumpAsync()).Paused);
        await Task.WhenAll(
            consumer.PauseAsync(),
            consumer.ResumeAsync(),
            consumer.PauseAsync(),
            consumer.PauseAsync(),
            consumer.PauseAsync(),
            consumer.ResumeAsync());

        Assert.Equal(["pause", "resume", "pause", "resume", "pause", "resume"], events);
    }

    [Fact]
    public async Task J09_J22_The_producers_pause_is_raised()
    {
        await using Call call = await Call.CreateAsync();
        Consumer consumer = await call.ConsumeAudioAsync();
        var events = new List<string>();
        consumer.OnProducerPause += () => events.Add($"producerpause {consumer.ProducerPaused}");
        consumer.OnProducerResume += () => events.Add($"producerresume {consumer.ProducerPaused}");
        consumer.Observer.OnPause += () => events.Add("pause");
        consumer.Observer.OnResume += () => events.Add("resume");
        await call.Audio.PauseAsync();
        await call.Audio.PauseAsync();
        await call.Audio.ResumeAsync();
        await call.Scene.SettleAsync();

        Assert.Equal(["producerpause True", "pause", "producerresume False", "resume"], events);
        Assert.False(consumer.Paused);
    }

    [Fact]
    public async Task J10_J11_Preferred_layers_have_no_effect_without_layers()
    {
        await using Call call = await Call.CreateAsync();
        Consumer consumer = await call.ConsumeAudioAsync();
        await consumer.SetPreferredLayersAsync(new ConsumerLayers(1, 1));

        Assert.Null(consumer.PreferredLayers);
        await Assert.ThrowsAsync<MediasoupTypeException>(() => consumer.SetPreferredLayersAsync(null!));
        await Assert.ThrowsAsync<MediasoupTypeException>(() => consumer.SetPreferredLayersAsync(new ConsumerLayers(-1)));
    }

    [Fact]
    public async Task J17_to_J19_Priority_is_set_and_unset()
    {
        await using Call call = await Call.CreateAsync();
        Consumer consumer = await call.ConsumeVideoAsync();
        await consumer.SetPriorityAsync(2);
        Assert.Equal((2, 2), (consumer.Priority, (await consumer.DumpAsync()).Priority));

        await Assert.ThrowsAsync<MediasoupTypeException>(() => consumer.SetPriorityAsync(0));
        await Assert.ThrowsAsync<MediasoupTypeException>(() => consumer.SetPriorityAsync(256));
        await consumer.UnsetPriorityAsync();
        Assert.Equal(1, consumer.Priority);
    }

    [Fact]
    public async Task J20_Trace_events_are_chosen()
    {
        await using Call call = await Call.CreateAsync();
        Consumer consumer = await call.ConsumeVideoAsync();
        await consumer.EnableTraceEventAsync(ConsumerTraceEventType.Rtp, ConsumerTraceEventType.Pli);
        Assert.Equal([ConsumerTraceEventType.Rtp, ConsumerTraceEventType.Pli], (await consumer.DumpAsync()).TraceEventTypes);

        await consumer.EnableTraceEventAsync();
        Assert.Empty((await consumer.DumpAsync()).TraceEventTypes);
    }

    [Fact]
    public async Task J23_Scores_are_raised()
    {
        await using Call call = await Call.CreateAsync();
        Consumer consumer = await call.ConsumeVideoAsync();
        int raised = 0;
        consumer.OnScore += _ => raised++;
        int observed = 0;
        consumer.Observer.OnScore += _ => observed++;
        for (int i = 0; i < 3; i++)
        {
            await call.Scene.EmitAsync(new ConsumerScoreEvent(consumer.Id, new ConsumerScore(9, 10, [8])));
        }

        Assert.Equal((3, 3), (raised, observed));
        Assert.Equal(new ConsumerScore(9, 10, [8]), consumer.Score);
    }

    [Fact]
    public async Task Withheld_media_are_reported_with_the_reason()
    {
        await using Call call = await Call.CreateAsync();
        Consumer consumer = await call.ConsumeVideoAsync();
        List<MediaWithheldReason> reported = [];
        consumer.OnMediaWithheld += reported.Add;
        await call.Scene.EmitAsync(
            new ConsumerMediaWithheldEvent(consumer.Id, MediaWithheldReason.NoKeyFrame),
            new ConsumerMediaWithheldEvent(consumer.Id, MediaWithheldReason.NoParameterSets));

        Assert.Equal([MediaWithheldReason.NoKeyFrame, MediaWithheldReason.NoParameterSets], reported);
    }

    [Fact]
    public async Task J21_Traces_and_layers_are_raised_on_consumer_and_observer()
    {
        await using Call call = await Call.CreateAsync();
        Consumer consumer = await call.ConsumeVideoAsync();
        List<object?> raised = [];
        List<object?> observed = [];
        consumer.OnTrace += raised.Add;
        consumer.OnLayersChange += raised.Add;
        consumer.Observer.OnTrace += observed.Add;
        consumer.Observer.OnLayersChange += observed.Add;
        var trace = new ConsumerTrace { Type = ConsumerTraceEventType.Nack, Timestamp = 7, Direction = TraceDirection.In };

        await call.Scene.EmitAsync(
            new ConsumerTraceEvent(consumer.Id, trace),
            new ConsumerLayersEvent(consumer.Id, new ConsumerLayers(1, 2)),
            new ConsumerLayersEvent(consumer.Id, null));

        Assert.Equal([trace, new ConsumerLayers(1, 2), null], raised);
        Assert.Equal(raised, observed);
        Assert.Null(consumer.CurrentLayers);
    }

    [Fact]
    public async Task J24_J25_A_closed_consumer_is_gone_and_refuses()
    {
        await using Call call = await Call.CreateAsync();
        Consumer audio = await call.ConsumeAudioAsync();
        Consumer video = await call.ConsumeVideoAsync();
        int closes = 0;
        audio.Observer.OnClose += () => closes++;
        audio.OnTransportClose += () => closes += 100;
        audio.OnProducerClose += () => closes += 100;
        audio.Close();
        audio.Close();
        await audio.DisposeAsync();

        Assert.Equal(1, closes);
        RouterDump dump = await call.Scene.Router.DumpAsync();
        Assert.Equal([video.Id], dump.MapConsumerIdProducerId.Select(entry => entry.Key));
        await Assert.ThrowsAsync<NotFoundException>(() => audio.DumpAsync());
        await Assert.ThrowsAsync<NotFoundException>(() => audio.GetStatsAsync());
        await Assert.ThrowsAsync<NotFoundException>(() => audio.PauseAsync());
        await Assert.ThrowsAsync<NotFoundException>(() => audio.ResumeAsync());
        await Assert.ThrowsAsync<NotFoundException>(() => audio.SetPriorityAsync(2));
        await Assert.ThrowsAsync<NotFoundException>(() => audio.RequestKeyFrameAsync());
        await Assert.ThrowsAsync<MediasoupTypeException>(() => audio.SetPreferredLayersAsync(null!));
    }

    [Fact]
    public async Task J26_The_producer_closes_its_consumers()
    {
        await using Call call = await Call.CreateAsync();
        Consumer consumer = await call.ConsumeAudioAsync();
        var events = new List<string>();
        consumer.OnProducerClose += () => events.Add($"producerclose {consumer.Closed}");
        consumer.Observer.OnClose += () => events.Add("close");
        call.Audio.Close();
        await call.Scene.SettleAsync();

        Assert.Equal(["producerclose True", "close"], events);
        Assert.Empty((await call.Receiver.DumpAsync()).ConsumerIds);
        await Assert.ThrowsAsync<NotFoundException>(() => consumer.DumpAsync());
    }

    [Fact]
    public async Task J27_The_transport_closes_its_consumers()
    {
        await using Call call = await Call.CreateAsync();
        Consumer consumer = await call.ConsumeAudioAsync();
        var events = new List<string>();
        consumer.OnTransportClose += () => events.Add("transportclose");
        consumer.Observer.OnClose += () => events.Add("close");
        await call.Receiver.DisposeAsync();

        Assert.Equal(["transportclose", "close"], events);
        Assert.Empty((await call.Scene.Router.DumpAsync()).MapConsumerIdProducerId);
    }

    [Fact]
    public async Task Closing_the_senders_transport_closes_the_receivers_consumers()
    {
        await using Call call = await Call.CreateAsync();
        Consumer consumer = await call.ConsumeVideoAsync();
        bool isRaised = false;
        consumer.OnProducerClose += () => isRaised = true;
        call.Sender.Close();
        await call.Scene.SettleAsync();

        Assert.True(isRaised && consumer.Closed);
    }
}
