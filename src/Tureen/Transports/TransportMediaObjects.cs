using System.Globalization;
using System.Security.Cryptography;
using Tureen.Engine.Forwarding;
using Tureen.Engine.Rtp;
using Tureen.Ortc;

namespace Tureen;

/// <summary>The producers and consumers of one transport, and the names that they have in common.</summary>
internal sealed class TransportMediaObjects(Transport transport)
{
    private const int CnameLength = 8;
    private const int MidLimit = 100_000_000;

    private readonly HashSet<Producer> _producers = [];
    private readonly HashSet<Consumer> _consumers = [];
    private string? _cname;
    private int _nextMid;

    /// <param name="options">What the peer sends, and more.</param>
    /// <param name="farEnd">The other end of the pipe that it comes from; null where there is none.</param>
    public Task<Producer> ProduceAsync(ProducerOptions options, IFarEnd? farEnd = null)
    {
        (ProducerCoreOptions core, RtpParameters parameters, RtpParameters consumable) = Resolve(options);
        return ProduceAsync(core with { FarEnd = farEnd }, parameters, consumable, options.AppData);
    }

    /// <summary>Makes a producer of ready parameters.</summary>
    public Task<Producer> ProduceAsync(
        ProducerCoreOptions options, RtpParameters parameters, RtpParameters consumable, Dictionary<string, object?>? appData) =>
        transport.Channel.CreateAsync(
            options.Id,
            (now, _) => transport.Alive().Produce(now, options),
            core => Add(new Producer(transport, transport.Core, core, parameters, consumable, appData, transport.Router.LoggerFactory)));

    /// <summary>Makes a consumer of ready parameters.</summary>
    public Task<Consumer> ConsumeAsync(Producer producer, ConsumerCoreOptions options, Dictionary<string, object?>? appData) =>
        transport.Channel.CreateAsync(
            options.Id,
            (now, sink) => ConsumerData.Read(transport.Alive().Consume(now, producer.Id, options, sink)),
            data => Add(new Consumer(
                transport, transport.Core, data with { Score = transport.InitialScore(data.Score) }, appData, transport.Router.LoggerFactory)));

    /// <summary>What a consumer sends, as the capabilities of its peer say.</summary>
    public (Producer Producer, ConsumerCoreOptions Core) Resolve(ConsumerOptions options)
    {
        Check.Given(options);
        Producer producer = FindProducer(options.ProducerId);
        Check.That(options.Mid is not { Length: 0 }, "if given, mid must be a non empty string");
        Check.That(
            options.PreferredLayers is null or { SpatialLayer: >= 0, TemporalLayer: null or >= 0 },
            "invalid preferredLayers");
        RtpCapabilities capabilities = Check.Given(options.RtpCapabilities).Clone();
        RtpValidation.Validate(capabilities);
        Check.That(!options.Pipe || !options.UsePreferredNumbers, "usePreferredNumbers cannot be given with pipe");
        RtpParameters parameters = ConsumerNegotiation.GetConsumerRtpParameters(
            producer.ConsumableRtpParameters,
            options.UsePreferredNumbers ? PreferredNumbers.WithRouterIds(producer.Kind, producer.ConsumableRtpParameters, capabilities) : capabilities,
            options.Pipe,
            options.EnableRtx ?? (producer.Kind == MediaKind.Video));
        if (!options.Pipe)
        {
            parameters.Mid = options.Mid ?? NextMid();
        }

        var core = new ConsumerCoreOptions
        {
            Id = Guid.NewGuid().ToString(),
            Kind = producer.Kind,
            Type = options.Pipe ? ConsumerType.Pipe : producer.ConsumerType,
            RtpParameters = parameters,
            ReceiverNumbers = options.UsePreferredNumbers ? PreferNumbers(producer.Kind, parameters, capabilities) : null,
            ConsumableEncodings = producer.ConsumableRtpParameters.Encodings,
            Paused = options.Paused,
            IgnoreDtx = options.IgnoreDtx,
            WritesMid = !transport.Router.HasOwnTable,
            PreferredLayers = options.PreferredLayers,
        };
        return (producer, core);
    }

    /// <exception cref="NotFoundException">The router has no such producer.</exception>
    public Producer FindProducer(string producerId)
    {
        Check.That(!string.IsNullOrEmpty(producerId), "missing producerId");
        return transport.Router.Objects.FindProducer(producerId) ?? throw new NotFoundException($"Producer with id \"{producerId}\" not found");
    }

    /// <summary>With the gate held: marks all as closed and notes the events of that in their order.</summary>
    public void MarkClosed(List<Action> raises)
    {
        foreach (Producer producer in _producers)
        {
            transport.Router.Objects.Remove(producer);
            producer.MarkClosed(raises, isTransportClosed: true);
        }

        foreach (Consumer consumer in _consumers)
        {
            consumer.MarkClosed(raises, isTransportClosed: true, isProducerClosed: false);
        }

        _producers.Clear();
        _consumers.Clear();
    }

    /// <summary>With the gate held.</summary>
    public void Remove(Producer producer)
    {
        _producers.Remove(producer);
        transport.Router.Objects.Remove(producer);
    }

    /// <summary>With the gate held.</summary>
    public void Remove(Consumer consumer) => _consumers.Remove(consumer);

    private static ReceiverNumbers PreferNumbers(MediaKind kind, RtpParameters parameters, RtpCapabilities capabilities)
    {
        Dictionary<int, int> payloadTypes = PreferredNumbers.Apply(kind, parameters, capabilities);
        return new ReceiverNumbers(new SentPayloadTypes(payloadTypes), PreferredNumbers.WithPayloadTypes(parameters, payloadTypes));
    }

    private static string CreateCname() => RandomNumberGenerator.GetHexString(CnameLength, lowercase: true);

    private (ProducerCoreOptions Core, RtpParameters Parameters, RtpParameters Consumable) Resolve(ProducerOptions options)
    {
        Check.Given(options);
        Check.Defined(options.Kind, "kind");
        Check.That(options.KeyFrameRequestDelay >= TimeSpan.Zero, "negative keyFrameRequestDelay");
        Check.That(options.Id is not { Length: 0 }, "empty id");
        lock (transport.Channel.Gate)
        {
            Check.That(
                options.Id is null || !_producers.Any(producer => producer.Id == options.Id),
                $"a Producer with same id \"{options.Id}\" already exists");
        }

        // 1. What the producer sends, checked and completed.
        RtpParameters parameters = Check.Given(options.RtpParameters).Clone();
        RtpValidation.Validate(parameters);
        if (parameters.Encodings.Count == 0)
        {
            parameters.Encodings.Add(new RtpEncodingParameters());
        }

        // 2. One CNAME for all producers of the transport, so that the receiver plays them in step.
        parameters.Rtcp.Cname = CnameFor(parameters.Rtcp.Cname);

        // 3. What the router makes of it.
        RtpCapabilities capabilities = transport.Router.SharedRtpCapabilities();
        RtpMapping mapping = RouterNegotiation.GetProducerRtpParametersMapping(parameters, capabilities);
        RtpParameters consumable =
            RouterNegotiation.GetConsumableRtpParameters(options.Kind, parameters, capabilities, mapping);
        var core = new ProducerCoreOptions
        {
            Id = options.Id ?? Guid.NewGuid().ToString(),
            Kind = options.Kind,
            RtpParameters = parameters.Clone(),
            RtpMapping = mapping,
            KeyFrameRequestDelay = options.KeyFrameRequestDelay,
            Paused = options.Paused,
            AddPacketId = options.EnableMediasoupPacketIdHeaderExtension,
            ExtensionIds = transport.Router.ExtensionIds,
        };
        return (core, parameters, consumable);
    }

    private string CnameFor(string? cname)
    {
        if (!transport.HasOneCname)
        {
            return string.IsNullOrEmpty(cname) ? CreateCname() : cname;
        }

        lock (transport.Channel.Gate)
        {
            return _cname ??= string.IsNullOrEmpty(cname) ? CreateCname() : cname;
        }
    }

    private string NextMid()
    {
        lock (transport.Channel.Gate)
        {
            int mid = _nextMid;
            _nextMid = (mid + 1) % MidLimit;
            return mid.ToString(CultureInfo.InvariantCulture);
        }
    }

    private Producer Add(Producer producer) => transport.Adopt(
        producer,
        producer.Id,
        one =>
        {
            _producers.Add(one);
            transport.Router.Objects.Add(one);
        },
        transport.Observer.RaiseNewProducer);

    private Consumer Add(Consumer consumer) => transport.Adopt(
        consumer, consumer.Id, one => _consumers.Add(one), transport.Observer.RaiseNewConsumer);
}
