using System.Net;
using Tureen.Engine.Dtls;
using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;
using Tureen.Engine.Routing;
using Tureen.Engine.Transports;
using Tureen.Net;
using Tureen.Net.Loop;
using Tureen.Ortc;
using Tureen.Testing.Simulation;

namespace Tureen.Bench.Fanout;

/// <summary>The worker that is measured: the engine on its own thread with real sockets.</summary>
internal sealed partial class WorkerSide : IDatagramHandler, IAsyncDisposable
{
    private readonly WorkerHost _host = new(new WorkerHostOptions { Name = "worker" });
    private readonly WorkerCore _core;
    private readonly RouterCore _router;
    private readonly RtpCapabilities _capabilities = RouterNegotiation.GenerateRouterRtpCapabilities(
        [
            new RtpCodecCapability { Kind = MediaKind.Video, MimeType = "video/VP8", ClockRate = 90_000 },
            new RtpCodecCapability { Kind = MediaKind.Audio, MimeType = "audio/opus", ClockRate = 48_000, Channels = 2 },
        ]);

    private readonly DeviceNetwork? _device;

    private int _lastId;
    private uint _nextSsrc = 50_000_000;

    public WorkerSide(DeviceNetwork? device = null)
    {
        _device = device;
        _core = new WorkerCore(new WorkerCoreOptions
        {
            Random = _host.Random,
            Ntp = MonotonicClock.CreateNtpClock(),
            Sockets = _host,
            Certificate = DtlsCertificate.Generate(),
        });
        _router = _core.CreateRouter("router");
        _host.Start(this);
    }

    public NetCounters Counters => _host.Counters;

    public DropCounters Drops => _core.Context.Drops;

    public EngineCounters Engine => _core.Context.Counters;

    public Timestamp NextDeadline => _core.NextDeadline;

    /// <summary>Goes to the network where nobody receives, if there is one. Before anything else.</summary>
    public Task EnterAsync() => _device?.EnterAsync(_host) ?? Task.CompletedTask;

    public Task<WorkerTransport> CreateTransportAsync(CertificateFingerprint peer, bool enableSctp = false) => _host.InvokeAsync((now, sink) =>
    {
        WebRtcTransportCore transport = _router.CreateWebRtcTransport(new WebRtcTransportCoreOptions
        {
            Id = $"transport-{++_lastId}",
            Listens =
            [
                new IceListenOptions
                {
                    Protocol = TransportProtocol.Udp,
                    Parameters = new ListenParameters(IPAddress.Loopback, 0, 0, SendBufferSize: 1 << 20, ReceiveBufferSize: 1 << 20),
                },
            ],
            Data = new DataTransportOptions { EnableSctp = enableSctp, IsDataChannel = true },
        });
        transport.Connect(now, ParametersOf(peer), sink);
        IceCandidate candidate = transport.IceCandidates[0];
        return new WorkerTransport(
            transport,
            NetworkAddress.From(IPAddress.Parse(candidate.Address), candidate.Port),
            transport.IceParameters,
            _core.Certificate.GetFingerprint(FingerprintAlgorithm.Sha256));
    });

    public Task<ProducerCore> ProduceAsync(TransportCore transport, SimulatedStream stream, bool isAudio = false) => _host.InvokeAsync((now, _) =>
    {
        RtpParameters parameters = isAudio ? AudioParameters(stream) : SimulatedCall.VideoParameters(stream);
        return transport.Produce(now, new ProducerCoreOptions
        {
            Id = $"producer-{++_lastId}",
            Kind = isAudio ? MediaKind.Audio : MediaKind.Video,
            RtpParameters = parameters,
            RtpMapping = RouterNegotiation.GetProducerRtpParametersMapping(parameters, _capabilities, _nextSsrc += 10),
        });
    });

    /// <summary>Consumes with NACK and RTX, as browsers do.</summary>
    public Task<ConsumerCore> ConsumeAsync(TransportCore transport, ProducerCore producer, bool isPaused = false) => _host.InvokeAsync((now, sink) =>
    {
        RtpParameters consumable = RouterNegotiation.GetConsumableRtpParameters(
            producer.Kind, producer.RtpParameters, _capabilities, producer.Options.RtpMapping);
        RtpParameters parameters = ConsumerNegotiation.GetConsumerRtpParameters(
            consumable, _capabilities, pipe: false, enableRtx: true, _nextSsrc += 10, _nextSsrc += 10);
        parameters.Mid = $"{transport.Media.Consumers.Count}";
        return transport.Consume(
            now,
            producer.Id,
            new ConsumerCoreOptions
            {
                Id = $"consumer-{++_lastId}",
                Kind = producer.Kind,
                Type = ConsumerType.Simple,
                RtpParameters = parameters,
                ConsumableEncodings = consumable.Encodings,
                Paused = isPaused,
            },
            sink);
    });

    public Task<ThreadSample> SampleAsync() =>
        _host.InvokeAsync((_, _) => new ThreadSample(ThreadCpuClock.Now, Counters.DatagramsSent));

    public void HandleDatagram(Timestamp now, in TransportTuple tuple, Span<byte> datagram, IDatagramSink sink) =>
        _core.HandleDatagram(now, tuple, datagram, sink);

    public void HandleDeadline(Timestamp now, IDatagramSink sink) => _core.HandleDeadline(now, sink);

    public void HandleBatchEnd(Timestamp now, IDatagramSink sink)
    {
        while (_core.TryDequeueEvent(out _))
        {
        }
    }

    public void HandleTupleClosed(Timestamp now, in TransportTuple tuple, IDatagramSink sink)
    {
    }

    public async ValueTask DisposeAsync()
    {
        await _host.InvokeAsync((now, sink) =>
        {
            _core.Close(now, sink);
            return true;
        });
        await _host.DisposeAsync();
        _core.Dispose();
    }

    private static RtpParameters AudioParameters(SimulatedStream stream) => new()
    {
        Mid = stream.Mid,
        Codecs = [new RtpCodecParameters { MimeType = "audio/opus", PayloadType = stream.PayloadType, ClockRate = 48_000, Channels = 2, RtcpFeedback = [new RtcpFeedback { Type = "nack" }] }],
        HeaderExtensions = [new RtpHeaderExtensionParameters { Uri = RtpHeaderExtensionUri.Mid, Id = stream.MidId }],
        Encodings = [new RtpEncodingParameters { Ssrc = stream.Ssrc }],
        Rtcp = new RtcpParameters { Cname = "simulated" },
    };

    private static DtlsParameters ParametersOf(CertificateFingerprint fingerprint) => new()
    {
        Role = DtlsRole.Client,
        Fingerprints = [fingerprint.ToParameters()],
    };
}
