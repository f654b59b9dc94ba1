using System.Net;
using Tureen.Engine.Forwarding;
using Tureen.Engine.Forwarding.Observers;
using Tureen.Engine.Primitives;
using Tureen.Engine.Routing;
using Tureen.Engine.Transports;
using Tureen.Ortc;

namespace Tureen.Fuzz.Scenes;

/// <summary>
/// Producers of every codec on one transport, and behind each of them consumers of every type: the one for its layers, a simple
/// one, one through a pipe, one of the application; and observers. Without SRTP, so that inputs are read as they are.
/// </summary>
internal sealed class MediaScene : IDisposable
{
    private const uint FirstConsumerSsrc = 100_000;
    private const uint SsrcsPerConsumer = 20;

    private static readonly NetworkAddress PublisherAddress = NetworkAddress.FromIPv4(0x0A000001, 5000);
    private static readonly NetworkAddress ViewerAddress = NetworkAddress.FromIPv4(0x0A000002, 5000);
    private static readonly NetworkAddress PipeAddress = NetworkAddress.FromIPv4(0x0A000003, 5000);
    private static readonly ListenParameters Listen = new(IPAddress.Loopback, 0, 0);

    private static readonly ConsumerCoreOptions[] Layered = MakeConsumers("layered", static source => source.Type, 0);
    private static readonly ConsumerCoreOptions[] Simple = MakeConsumers("simple", static _ => ConsumerType.Simple, 100);
    private static readonly ConsumerCoreOptions[] Piped = MakeConsumers("pipe", static _ => ConsumerType.Pipe, 200);
    private static readonly ConsumerCoreOptions[] Direct = MakeConsumers("direct", static _ => ConsumerType.Simple, 300);

    private readonly List<ConsumerCore> _consumers = [];
    private readonly List<ProducerCore> _producers = [];
    private readonly FuzzWorker _worker = new();

    public FuzzWorker Worker => _worker;

    public IReadOnlyList<ConsumerCore> Consumers => _consumers;

    public IReadOnlyList<ProducerCore> Producers => _producers;

    /// <summary>Where packets of producers come from.</summary>
    public TransportTuple Publisher { get; private set; }

    /// <summary>Where feedback of consumers comes from.</summary>
    public TransportTuple Viewer { get; private set; }

    /// <summary>The same of consumers of type pipe.</summary>
    public TransportTuple Pipe { get; private set; }

    public static uint ConsumerSsrc(int source) => FirstConsumerSsrc + ((uint)source * SsrcsPerConsumer);

    public void Begin()
    {
        RouterCore router = _worker.Begin();
        _consumers.Clear();
        _producers.Clear();
        PlainTransportCore publisher = Plain(router, "publisher");
        Publisher = _worker.Connect(publisher, PublisherAddress);
        PlainTransportCore viewer = Plain(router, "viewer");
        Viewer = _worker.Connect(viewer, ViewerAddress);
        PlainTransportCore other = Plain(router, "other");
        _worker.Connect(other, ViewerAddress);
        PipeTransportCore pipe = router.CreatePipeTransport(new PipeTransportCoreOptions { Id = "pipe", Listen = Listen, EnableRtx = true });
        pipe.Connect(_worker.Now, PipeAddress.ToIPAddress(), PipeAddress.Port, null, _worker);
        Pipe = new TransportTuple(pipe.SocketIds[0], TransportProtocol.Udp, PipeAddress);
        DirectTransportCore direct = router.CreateDirectTransport(_worker.Now, new DirectTransportCoreOptions { Id = "direct" }, _worker);

        for (int i = 0; i < MediaParameters.Sources.Count; i++)
        {
            _producers.Add(publisher.Produce(_worker.Now, MediaParameters.Sources[i].Producer));
            Consume(viewer, Layered[i], i);
            Consume(other, Simple[i], i);
            Consume(pipe, Piped[i], i);
            Consume(direct, Direct[i], i);
        }

        Observe(router);
    }

    /// <exception cref="Driver.FuzzFaultException">Something is left.</exception>
    public void End() => _worker.End();

    public void Handle(in TransportTuple from, Span<byte> datagram) => _worker.Handle(from, datagram);

    public void Advance(TimeSpan duration) => _worker.Advance(duration);

    /// <summary>What the application may do in the midst of it.</summary>
    /// <param name="index">Of the consumer or producer.</param>
    /// <param name="action">What.</param>
    /// <param name="layers">Spatial in the high half, temporal in the low.</param>
    public void Command(int index, int action, int layers)
    {
        ConsumerCore consumer = _consumers[index % _consumers.Count];
        ProducerCore producer = _producers[index % _producers.Count];
        switch (action % 8)
        {
            case 0:
                consumer.SetPreferredLayers(_worker.Now, new ConsumerLayers(layers >> 4, (layers & 15) == 15 ? null : layers & 15), _worker);
                break;
            case 1:
                consumer.Pause();
                break;
            case 2:
                consumer.Resume(_worker.Now, _worker);
                break;
            case 3:
                consumer.RequestKeyFrame(_worker.Now, _worker);
                break;
            case 4:
                producer.Pause();
                break;
            case 5:
                producer.Resume(_worker.Now, _worker);
                break;
            case 6:
                _ = consumer.Dump();
                _ = consumer.GetStats(_worker.Now);
                break;
            default:
                _ = producer.Dump();
                _ = producer.GetStats(_worker.Now);
                break;
        }
    }

    public void Dispose() => _worker.Dispose();

    private static ConsumerCoreOptions[] MakeConsumers(string prefix, Func<MediaSource, ConsumerType> type, int first) =>
        [.. MediaParameters.Sources.Select((source, i) => source.Consumer($"{prefix}-{source.Producer.Id}", type(source), ConsumerSsrc(first + i)))];

    private static PlainTransportCore Plain(RouterCore router, string id) =>
        router.CreatePlainTransport(new PlainTransportCoreOptions { Id = id, Listen = Listen, Comedia = true });

    private void Consume(TransportCore transport, ConsumerCoreOptions options, int source) =>
        _consumers.Add(transport.Consume(_worker.Now, MediaParameters.Sources[source].Producer.Id, options, _worker));

    private void Observe(RouterCore router)
    {
        AudioLevelObserverCore levels = router.CreateAudioLevelObserver(
            _worker.Now, new AudioLevelObserverCoreOptions { Id = "levels" });
        ActiveSpeakerObserverCore speaker = router.CreateActiveSpeakerObserver(
            _worker.Now, new ActiveSpeakerObserverCoreOptions { Id = "speaker" });
        router.AddObservedProducer(_worker.Now, levels, "opus");
        router.AddObservedProducer(_worker.Now, speaker, "opus");
    }
}
