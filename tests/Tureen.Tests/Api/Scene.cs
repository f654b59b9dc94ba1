using Tureen.Engine.Events;
using Tureen.Ortc;

namespace Tureen.Tests.Api;

/// <summary>A worker with a router as the acceptance cases want them, and what a peer sends.</summary>
internal sealed class Scene : IAsyncDisposable
{
    private Scene(Worker worker, Router router)
    {
        Worker = worker;
        Router = router;
    }

    public Worker Worker { get; }

    public Router Router { get; }

    public static async Task<Scene> CreateAsync()
    {
        Worker worker = await Mediasoup.CreateWorkerAsync();
        return new Scene(worker, await worker.CreateRouterAsync(new RouterOptions { MediaCodecs = MediaCodecs() }));
    }

    public static List<RtpCodecCapability> MediaCodecs() =>
    [
        new()
        {
            Kind = MediaKind.Audio,
            MimeType = "audio/opus",
            ClockRate = 48000,
            Channels = 2,
            Parameters = new() { ["useinbandfec"] = 1, ["foo"] = "bar" },
        },
        new() { Kind = MediaKind.Video, MimeType = "video/VP8", ClockRate = 90000 },
        new()
        {
            Kind = MediaKind.Video,
            MimeType = "video/H264",
            ClockRate = 90000,
            Parameters = new() { ["level-asymmetry-allowed"] = 1, ["packetization-mode"] = 1, ["profile-level-id"] = "4d0032" },
        },
    ];

    public static ProducerOptions AudioOptions(string mid = "AUDIO", uint? ssrc = 11111111) => new()
    {
        Kind = MediaKind.Audio,
        RtpParameters = new RtpParameters
        {
            Mid = mid,
            Codecs =
            [
                new()
                {
                    MimeType = "audio/opus",
                    PayloadType = 111,
                    ClockRate = 48000,
                    Channels = 2,
                    Parameters = new() { ["useinbandfec"] = 1, ["usedtx"] = 1, ["foo"] = "222.222" },
                },
            ],
            HeaderExtensions = [new() { Uri = "urn:ietf:params:rtp-hdrext:sdes:mid", Id = 10 }],
            Encodings = ssrc is null ? [] : [new() { Ssrc = ssrc, Dtx = true }],
            Rtcp = new() { Cname = "FOOBAR" },
            Msid = "- track",
        },
        AppData = new() { ["foo"] = 1, ["bar"] = "2" },
    };

    public static ProducerOptions VideoOptions(string? mid = "VIDEO", uint ssrc = 22222222) => new()
    {
        Kind = MediaKind.Video,
        RtpParameters = new RtpParameters
        {
            Mid = mid,
            Codecs =
            [
                new()
                {
                    MimeType = "video/h264",
                    PayloadType = 112,
                    ClockRate = 90000,
                    Parameters = new() { ["packetization-mode"] = 1, ["profile-level-id"] = "4d0032" },
                    RtcpFeedback =
                    [
                        new() { Type = "nack" },
                        new() { Type = "nack", Parameter = "pli" },
                        new() { Type = "goog-remb" },
                    ],
                },
                new() { MimeType = "video/rtx", PayloadType = 113, ClockRate = 90000, Parameters = new() { ["apt"] = 112 } },
            ],
            HeaderExtensions =
            [
                new() { Uri = "urn:ietf:params:rtp-hdrext:sdes:mid", Id = 10 },
                new() { Uri = "urn:3gpp:video-orientation", Id = 13 },
            ],
            Encodings = [new() { Ssrc = ssrc, Rtx = new() { Ssrc = ssrc + 1 } }],
            Rtcp = new() { Cname = "FOOBAR" },
        },
    };

    /// <summary>What a peer can receive: all that the router can send.</summary>
    public RtpCapabilities PeerCapabilities() => Router.RtpCapabilities;

    public Task<WebRtcTransport> CreateTransportAsync() =>
        Router.CreateWebRtcTransportAsync(new WebRtcTransportOptions { ListenInfos = [new() { Ip = "127.0.0.1" }] });

    public Task<WebRtcTransport> CreateSctpTransportAsync() => Router.CreateWebRtcTransportAsync(
        new WebRtcTransportOptions { ListenInfos = [new() { Ip = "127.0.0.1" }], EnableSctp = true });

    public static DataProducerOptions DataOptions(int streamId) => new()
    {
        SctpStreamParameters = new() { StreamId = streamId },
        Label = "foo",
        Protocol = "bar",
        AppData = new() { ["foo"] = 1 },
    };

    /// <summary>Lets the engine raise events.</summary>
    public async Task EmitAsync(params EngineEvent[] events)
    {
        await Worker.Channel.RequestAsync((_, _) =>
        {
            Array.ForEach(events, Worker.Core.Context.Events.Enqueue);
            return true;
        });
        await SettleAsync();
    }

    /// <summary>Returns when the worker has run all that was sent to it, and the events of that have been raised.</summary>
    public Task SettleAsync() => SettleAsync(Worker);

    public static async Task SettleAsync(Worker worker)
    {
        if (!worker.Closed)
        {
            await worker.DumpAsync();
        }

        await worker.Dispatcher.FlushAsync();
    }

    /// <summary>A fault that the worker contained is a failure of the test too.</summary>
    public async ValueTask DisposeAsync()
    {
        await Worker.DisposeAsync();
        Assert.Equal(default, Worker.Faults);
    }
}
