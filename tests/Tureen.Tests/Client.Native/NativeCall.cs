using Tureen.Client.Native;
using Tureen.Ortc;

namespace Tureen.Tests.Client.Native;

/// <summary>A server of this process with one router, and devices of the native media stack that send to it and receive from it over loopback.</summary>
internal sealed class NativeCall : IAsyncDisposable
{
    private static readonly RtpCodecCapability[] Codecs =
    [
        new() { Kind = MediaKind.Audio, MimeType = "audio/opus", ClockRate = 48_000, Channels = 2 },
        new() { Kind = MediaKind.Video, MimeType = "video/VP8", ClockRate = 90_000 },
    ];

    private readonly Worker _worker;
    private readonly List<NativePeer> _peers = [];

    private NativeCall(Worker worker, Router router, NativeHandlerFactory factory)
    {
        _worker = worker;
        Router = router;
        Factory = factory;
    }

    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(20);

    public Router Router { get; }

    public NativeHandlerFactory Factory { get; }

    public static async Task<NativeCall> StartAsync()
    {
        Worker worker = await Mediasoup.CreateWorkerAsync();
        Router router = await worker.CreateRouterAsync(new RouterOptions { MediaCodecs = Codecs });
        return new NativeCall(worker, router, await NativeHandlerFactory.CreateAsync());
    }

    /// <summary>A device with a transport each way.</summary>
    public async Task<NativePeer> AddAsync()
    {
        NativePeer peer = await NativePeer.CreateAsync(this);
        _peers.Add(peer);
        return peer;
    }

    public async ValueTask DisposeAsync()
    {
        _peers.ForEach(static peer => peer.Close());
        await Factory.DisposeAsync();
        await _worker.DisposeAsync();
    }
}
