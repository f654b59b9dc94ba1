using System.Collections.Concurrent;
using Tureen;
using Tureen.Ortc;

namespace TureenApp;

/// <summary>One router, to which everybody sends and from which everybody receives.</summary>
internal sealed class MediaStage(WorkerPool pool, IConfiguration configuration)
{
    private const int MaxTransports = 200;

    /// <summary>A peer that has not connected by then never will.</summary>
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(30);

    private static readonly RtpCodecCapability[] Codecs =
    [
        new() { Kind = MediaKind.Audio, MimeType = "audio/opus", ClockRate = 48000, Channels = 2 },
        new() { Kind = MediaKind.Video, MimeType = "video/VP8", ClockRate = 90000 },
    ];

    private readonly ConcurrentDictionary<string, WebRtcTransport> _transports = new();
    private readonly SemaphoreSlim _opening = new(1);
    private Router? _router;

    public async Task<RtpCapabilities> DescribeAsync() => (await RouterAsync()).RtpCapabilities;

    public async Task<TransportAnswer> OpenAsync()
    {
        if (_transports.Count >= MaxTransports)
        {
            throw new MediasoupException($"there are {MaxTransports} transports already");
        }

        // "Listen:Ip" is an address of this machine; "Listen:AnnouncedAddress" the one that peers send to, if it is another.
        Router router = await RouterAsync();
        WebRtcTransport transport = await router.CreateWebRtcTransportAsync(new WebRtcTransportOptions
        {
            ListenInfos = [new() { Ip = configuration["Listen:Ip"] ?? "127.0.0.1", AnnouncedAddress = configuration["Listen:AnnouncedAddress"] }],
        });
        _transports[transport.Id] = transport;
        transport.Observer.OnClose += () => _transports.TryRemove(transport.Id, out _);
        transport.OnDtlsStateChange += state =>
        {
            if (state is DtlsState.Closed or DtlsState.Failed)
            {
                transport.Close();
            }
        };
        _ = CloseUnlessConnectedAsync(transport);
        return new TransportAnswer(transport.Id, transport.IceParameters, transport.IceCandidates, transport.DtlsParameters);
    }

    public Task ConnectAsync(string id, DtlsParameters parameters) => Find(id).ConnectAsync(parameters);

    public async Task<ProduceAnswer> ProduceAsync(string id, ProduceRequest request)
    {
        Producer producer = await Find(id).ProduceAsync(new ProducerOptions { Kind = request.Kind, RtpParameters = request.RtpParameters });
        return new ProduceAnswer(producer.Id);
    }

    public async Task<ConsumeAnswer> ConsumeAsync(string id, ConsumeRequest request)
    {
        Consumer consumer = await Find(id).ConsumeAsync(new ConsumerOptions { ProducerId = request.ProducerId, RtpCapabilities = request.RtpCapabilities });
        return new ConsumeAnswer(consumer.Id, consumer.ProducerId, consumer.Kind, consumer.RtpParameters);
    }

    /// <summary>Events come later, so what is closed here is forgotten here.</summary>
    public void Close(string id)
    {
        Find(id).Close();
        _transports.TryRemove(id, out _);
    }

    private static async Task CloseUnlessConnectedAsync(WebRtcTransport transport)
    {
        await Task.Delay(ConnectLimit);
        if (transport.DtlsState != DtlsState.Connected)
        {
            transport.Close();
        }
    }

    private WebRtcTransport Find(string id) => _transports.GetValueOrDefault(id) ?? throw new MediasoupException($"there is no transport '{id}'");

    /// <summary>Another router, on another worker, takes the place of one whose worker died.</summary>
    private async Task<Router> RouterAsync()
    {
        await _opening.WaitAsync();
        try
        {
            return _router is { Closed: false } router ? router : _router = await pool.CreateRouterAsync(new RouterOptions { MediaCodecs = Codecs });
        }
        finally
        {
            _opening.Release();
        }
    }
}
