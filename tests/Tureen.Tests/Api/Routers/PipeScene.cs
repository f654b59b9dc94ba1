using Tureen.Ortc;

namespace Tureen.Tests.Api.Routers;

/// <summary>Two workers with a router each, and what a peer of the first one sends, as the acceptance cases want it.</summary>
internal sealed class PipeScene : IAsyncDisposable
{
    private const int MaxTurns = 500;

    private PipeScene(Worker near, Worker far)
    {
        Near = near;
        Far = far;
    }

    public Worker Near { get; }

    public Worker Far { get; }

    public required Router Local { get; init; }

    public required Router Remote { get; init; }

    public required WebRtcTransport Sender { get; init; }

    public required WebRtcTransport Receiver { get; init; }

    public static async Task<PipeScene> CreateAsync()
    {
        Worker near = await Mediasoup.CreateWorkerAsync();
        Worker far = await Mediasoup.CreateWorkerAsync();
        Router local = await near.CreateRouterAsync(Options());
        Router remote = await far.CreateRouterAsync(Options());
        return new PipeScene(near, far)
        {
            Local = local,
            Remote = remote,
            Sender = await CreateTransportAsync(local),
            Receiver = await CreateTransportAsync(remote),
        };
    }

    public static RouterOptions Options() => new()
    {
        MediaCodecs =
        [
            new() { Kind = MediaKind.Audio, MimeType = "audio/opus", ClockRate = 48000, Channels = 2 },
            new() { Kind = MediaKind.Video, MimeType = "video/VP8", ClockRate = 90000 },
        ],
    };

    public static Task<WebRtcTransport> CreateTransportAsync(Router router) => router.CreateWebRtcTransportAsync(
        new WebRtcTransportOptions { ListenInfos = [new() { Ip = "127.0.0.1" }], EnableSctp = true });

    public Task<Producer> ProduceAudioAsync() => Sender.ProduceAsync(new ProducerOptions
    {
        Kind = MediaKind.Audio,
        RtpParameters = new RtpParameters
        {
            Mid = "AUDIO",
            Codecs =
            [
                new()
                {
                    MimeType = "audio/opus",
                    PayloadType = 111,
                    ClockRate = 48000,
                    Channels = 2,
                    Parameters = new() { ["useinbandfec"] = 1, ["foo"] = "bar1" },
                },
            ],
            HeaderExtensions = [new() { Uri = "urn:ietf:params:rtp-hdrext:sdes:mid", Id = 10 }],
            Encodings = [new() { Ssrc = 11111111 }],
            Rtcp = new() { Cname = "FOOBAR" },
        },
        AppData = new() { ["foo"] = "bar1" },
    });

    /// <summary>Three encodings of VP8.</summary>
    /// <param name="uris">Of header extensions besides the MID.</param>
    public Task<Producer> ProduceVideoAsync(params string[] uris) => Sender.ProduceAsync(new ProducerOptions
    {
        Kind = MediaKind.Video,
        RtpParameters = new RtpParameters
        {
            Mid = "VIDEO",
            Codecs =
            [
                new()
                {
                    MimeType = "video/VP8",
                    PayloadType = 112,
                    ClockRate = 90000,
                    RtcpFeedback =
                    [
                        new() { Type = "nack" },
                        new() { Type = "nack", Parameter = "pli" },
                        new() { Type = "goog-remb" },
                        new() { Type = "lalala" },
                    ],
                },
            ],
            HeaderExtensions =
            [
                new() { Uri = "urn:ietf:params:rtp-hdrext:sdes:mid", Id = 10 },
                .. uris.Select(static (uri, index) => new RtpHeaderExtensionParameters { Uri = uri, Id = 11 + index }),
            ],
            Encodings = [new() { Ssrc = 22222222 }, new() { Ssrc = 22222223 }, new() { Ssrc = 22222224 }],
            Rtcp = new() { Cname = "FOOBAR" },
            Msid = "aaaa-bbbb",
        },
        AppData = new() { ["foo"] = "bar2" },
    });

    public Task<DataProducer> ProduceDataAsync() => Sender.ProduceDataAsync(new DataProducerOptions
    {
        SctpStreamParameters = new() { StreamId = 666, Ordered = false, MaxPacketLifeTime = 5000 },
        Label = "foo",
        Protocol = "bar",
    });

    public Task<PipeToRouterResult> PipeAsync(Producer producer) =>
        Local.PipeToRouterAsync(new() { ProducerId = producer.Id, Router = Remote });

    public Task<PipeToRouterResult> PipeAsync(DataProducer producer) =>
        Local.PipeToRouterAsync(new() { DataProducerId = producer.Id, Router = Remote });

    public Task<Consumer> ConsumeAsync(string producerId) =>
        Receiver.ConsumeAsync(new ConsumerOptions { ProducerId = producerId, RtpCapabilities = Remote.RtpCapabilities });

    /// <summary>Lets both workers run what was sent to them, in turns; what crosses needs some.</summary>
    public async Task SettleUntilAsync(Func<bool> isDone)
    {
        for (int turn = 0; turn < MaxTurns && !isDone(); turn++)
        {
            await Scene.SettleAsync(Near);
            await Scene.SettleAsync(Far);
        }

        Assert.True(isDone(), "It did not happen.");
    }

    public async ValueTask DisposeAsync()
    {
        await Near.DisposeAsync();
        await Far.DisposeAsync();
    }
}
