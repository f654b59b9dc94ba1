using Tureen.Ortc;

namespace Tureen.Tests.Api.Consumers;

/// <summary>Consumers of video with layers.</summary>
public sealed class ConsumerLayersTests
{
    private const uint FirstSsrc = 22222222;

    private static readonly string[] FourByFive = ["L1T5", "L1T5", "L1T5", "L1T5"];

    [Fact]
    public async Task J01_Paused_simulcast_video_is_consumed_and_as_pipe_too()
    {
        await using Scene scene = await Scene.CreateAsync();
        Producer producer = await ProduceAsync(scene, FourByFive);
        await producer.PauseAsync();
        WebRtcTransport receiver = await scene.CreateTransportAsync();

        Consumer video = await receiver.ConsumeAsync(Options(producer) with { Paused = true, PreferredLayers = new ConsumerLayers(12, 0) });
        Consumer pipe = await receiver.ConsumeAsync(Options(producer) with { Pipe = true });

        Assert.Equal((ConsumerType.Simulcast, true, true), (video.Type, video.Paused, video.ProducerPaused));
        Assert.Equal(new ConsumerLayers(3, 0), video.PreferredLayers);
        Assert.Null(video.CurrentLayers);
        Assert.Equal((10, 0), (video.Score.Score, video.Score.ProducerScore));
        Assert.Equal([0, 0, 0, 0], video.Score.ProducerScores);
        Assert.Equal("L4T5", Assert.Single(video.RtpParameters.Encodings).ScalabilityMode);
        Assert.Equal((ConsumerType.Pipe, null), (pipe.Type, pipe.RtpParameters.Mid));
        Assert.Equal(4, pipe.RtpParameters.Encodings.Count);
        Assert.Equal((10, 10), (pipe.Score.Score, pipe.Score.ProducerScore));
        Assert.Equal([0, 0, 0, 0], pipe.Score.ProducerScores);
        Assert.Null(pipe.PreferredLayers);
    }

    [Fact]
    public async Task J06_The_dump_has_the_layers_and_the_encodings_of_the_producer()
    {
        await using Scene scene = await Scene.CreateAsync();
        Producer producer = await ProduceAsync(scene, FourByFive);
        Consumer consumer = await ConsumeAsync(scene, producer);

        ConsumerDump dump = await consumer.DumpAsync();

        Assert.Equal(ConsumerType.Simulcast, dump.Type);
        Assert.Equal("L4T5", Assert.Single(dump.RtpParameters.Encodings).ScalabilityMode);
        Assert.Equal(
            (await producer.DumpAsync()).RtpMapping.Encodings.Select(static encoding => encoding.MappedSsrc),
            dump.ConsumableRtpEncodings.Select(static encoding => encoding.Ssrc!.Value));
        Assert.Equal([103], dump.SupportedCodecPayloadTypes);
        Assert.Equal([1, 4, 8, 9], dump.RtpParameters.HeaderExtensions.Select(static extension => extension.Id).Order());
    }

    [Fact]
    public async Task J10_Preferred_layers_are_bounded_by_those_that_there_are()
    {
        await using Scene scene = await Scene.CreateAsync();
        Consumer consumer = await ConsumeAsync(scene, await ProduceAsync(scene, FourByFive));

        Assert.Equal(new ConsumerLayers(2, 3), await PreferAsync(consumer, new ConsumerLayers(2, 3)));
        Assert.Equal(new ConsumerLayers(3, 4), await PreferAsync(consumer, new ConsumerLayers(3)));
        Assert.Equal(new ConsumerLayers(3, 0), await PreferAsync(consumer, new ConsumerLayers(3, 0)));
        Assert.Equal(new ConsumerLayers(3, 4), await PreferAsync(consumer, new ConsumerLayers(66, 66)));
    }

    [Fact]
    public async Task J12_Preferred_layers_of_SVC_are_bounded_by_its_mode()
    {
        await using Scene scene = await Scene.CreateAsync();
        Consumer consumer = await ConsumeAsync(scene, await ProduceAsync(scene, "L3T3"));

        Assert.Equal(new ConsumerLayers(1, 0), await PreferAsync(consumer, new ConsumerLayers(1, 0)));
        Assert.Equal(new ConsumerLayers(2, 2), await PreferAsync(consumer, new ConsumerLayers(9, 9)));
        Assert.Equal(new ConsumerLayers(1, 2), await PreferAsync(consumer, new ConsumerLayers(1)));
    }

    [Fact]
    public async Task J13_Preferred_layers_of_simulcast_are_bounded_by_its_encodings_and_their_mode()
    {
        await using Scene scene = await Scene.CreateAsync();
        Consumer consumer = await ConsumeAsync(scene, await ProduceAsync(scene, "L1T5", "L1T5", "L1T5"));

        Assert.Equal(new ConsumerLayers(2, 4), await PreferAsync(consumer, new ConsumerLayers(9, 9)));
    }

    [Fact]
    public async Task J14_A_simple_producer_has_simple_consumers()
    {
        await using Scene scene = await Scene.CreateAsync();
        Consumer consumer = await ConsumeAsync(scene, await ProduceAsync(scene, [null]));

        Assert.Equal(ConsumerType.Simple, consumer.Type);
    }

    [Fact]
    public async Task J15_A_producer_of_SVC_has_consumers_of_SVC()
    {
        await using Scene scene = await Scene.CreateAsync();
        Consumer consumer = await ConsumeAsync(scene, await ProduceAsync(scene, "L1T3"));

        Assert.Equal(ConsumerType.Svc, consumer.Type);
    }

    [Fact]
    public async Task J16_A_producer_of_simulcast_has_consumers_of_simulcast()
    {
        await using Scene scene = await Scene.CreateAsync();
        Consumer consumer = await ConsumeAsync(scene, await ProduceAsync(scene, null, null));

        Assert.Equal(ConsumerType.Simulcast, consumer.Type);
    }

    /// <summary>H264 with one encoding for each mode.</summary>
    private static async Task<Producer> ProduceAsync(Scene scene, params string?[] modes)
    {
        ProducerOptions options = Scene.VideoOptions();
        options.RtpParameters.Encodings =
        [
            .. modes.Select(static (mode, index) => new RtpEncodingParameters
            {
                Ssrc = FirstSsrc + (uint)(2 * index),
                Rtx = new() { Ssrc = FirstSsrc + (uint)(2 * index) + 1 },
                ScalabilityMode = mode,
            }),
        ];
        return await (await scene.CreateTransportAsync()).ProduceAsync(options);
    }

    private static async Task<Consumer> ConsumeAsync(Scene scene, Producer producer) =>
        await (await scene.CreateTransportAsync()).ConsumeAsync(Options(producer));

    private static async Task<ConsumerLayers?> PreferAsync(Consumer consumer, ConsumerLayers layers)
    {
        await consumer.SetPreferredLayersAsync(layers);
        return consumer.PreferredLayers;
    }

    private static ConsumerOptions Options(Producer producer) => new() { ProducerId = producer.Id, RtpCapabilities = Device() };

    /// <summary>An H264 device with the header extensions of the acceptance cases.</summary>
    private static RtpCapabilities Device() => new()
    {
        Codecs =
        [
            new()
            {
                Kind = MediaKind.Video,
                MimeType = "video/H264",
                PreferredPayloadType = 101,
                ClockRate = 90000,
                Parameters = new() { ["level-asymmetry-allowed"] = 1, ["packetization-mode"] = 1, ["profile-level-id"] = "4d0032" },
                RtcpFeedback =
                [
                    new() { Type = "nack" },
                    new() { Type = "nack", Parameter = "pli" },
                    new() { Type = "ccm", Parameter = "fir" },
                    new() { Type = "goog-remb" },
                ],
            },
            new()
            {
                Kind = MediaKind.Video,
                MimeType = "video/rtx",
                PreferredPayloadType = 102,
                ClockRate = 90000,
                Parameters = new() { ["apt"] = 101 },
            },
        ],
        HeaderExtensions =
        [
            new() { Kind = MediaKind.Video, Uri = "urn:ietf:params:rtp-hdrext:sdes:mid", PreferredId = 1 },
            new() { Kind = MediaKind.Video, Uri = "http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time", PreferredId = 4 },
            new() { Kind = MediaKind.Video, Uri = "urn:3gpp:video-orientation", PreferredId = 8 },
            new() { Kind = MediaKind.Video, Uri = "urn:ietf:params:rtp-hdrext:toffset", PreferredId = 9 },
        ],
    };
}
