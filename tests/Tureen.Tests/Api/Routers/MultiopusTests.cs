using Tureen.Ortc;

namespace Tureen.Tests.Api.Routers;

/// <summary>Opus with more than two channels.</summary>
public sealed class MultiopusTests
{
    private const int Channels = 6;

    [Fact]
    public async Task O01_Six_channels_are_produced_and_consumed()
    {
        await using Worker worker = await Mediasoup.CreateWorkerAsync();
        WebRtcTransport transport = await CreateTransportAsync(worker);
        Producer producer = await transport.ProduceAsync(Options());

        Assert.True(Router(transport).CanConsume(producer.Id, Device(Channels)));
        Consumer consumer = await transport.ConsumeAsync(new ConsumerOptions { ProducerId = producer.Id, RtpCapabilities = Device(Channels) });

        RtpCodecParameters codec = Assert.Single(consumer.RtpParameters.Codecs);
        Assert.Equal(("audio/multiopus", 100, 48000, Channels), (codec.MimeType, codec.PayloadType, codec.ClockRate, codec.Channels));
        Assert.Equal("0,4,1,2,3,5", codec.Parameters["channel_mapping"].AsString());
        Assert.Equal((4, 2), (codec.Parameters["num_streams"], codec.Parameters["coupled_streams"]));
        Assert.Empty(codec.RtcpFeedback);
    }

    [Fact]
    public async Task O02_Other_streams_are_unsupported()
    {
        await using Worker worker = await Mediasoup.CreateWorkerAsync();
        WebRtcTransport transport = await CreateTransportAsync(worker);

        await Assert.ThrowsAsync<UnsupportedException>(() => transport.ProduceAsync(Options(streams: 2)));
        await Assert.ThrowsAsync<UnsupportedException>(() => transport.ProduceAsync(Options(coupledStreams: 1)));
    }

    [Fact]
    public async Task O03_Who_takes_eight_channels_cannot_consume_six()
    {
        await using Worker worker = await Mediasoup.CreateWorkerAsync();
        WebRtcTransport transport = await CreateTransportAsync(worker);
        Producer producer = await transport.ProduceAsync(Options());

        Assert.False(Router(transport).CanConsume(producer.Id, Device(8)));
        await Assert.ThrowsAsync<UnsupportedException>(
            () => transport.ConsumeAsync(new ConsumerOptions { ProducerId = producer.Id, RtpCapabilities = Device(8) }));
    }

    private static Router Router(WebRtcTransport transport) => (Router)transport.AppData["router"]!;

    private static async Task<WebRtcTransport> CreateTransportAsync(Worker worker)
    {
        Router router = await worker.CreateRouterAsync(new RouterOptions { MediaCodecs = [Codec(Channels)] });
        return await router.CreateWebRtcTransportAsync(
            new WebRtcTransportOptions { ListenInfos = [new() { Ip = "127.0.0.1" }], AppData = new() { ["router"] = router } });
    }

    private static RtpCapabilities Device(int channels) => new() { Codecs = [Codec(channels)] };

    private static RtpCodecCapability Codec(int channels) => new()
    {
        Kind = MediaKind.Audio,
        MimeType = "audio/multiopus",
        PreferredPayloadType = 100,
        ClockRate = 48000,
        Channels = channels,
        Parameters = Parameters(4, 2),
    };

    private static CodecParameters Parameters(int streams, int coupledStreams) => new()
    {
        ["useinbandfec"] = 1,
        ["channel_mapping"] = "0,4,1,2,3,5",
        ["num_streams"] = streams,
        ["coupled_streams"] = coupledStreams,
    };

    private static ProducerOptions Options(int streams = 4, int coupledStreams = 2) => new()
    {
        Kind = MediaKind.Audio,
        RtpParameters = new RtpParameters
        {
            Mid = "AUDIO",
            Codecs =
            [
                new()
                {
                    MimeType = "audio/multiopus",
                    PayloadType = 100,
                    ClockRate = 48000,
                    Channels = Channels,
                    Parameters = Parameters(streams, coupledStreams),
                },
            ],
            HeaderExtensions = [new() { Uri = "urn:ietf:params:rtp-hdrext:sdes:mid", Id = 10 }],
        },
    };
}
