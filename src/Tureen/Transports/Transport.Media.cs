using System.Globalization;
using System.Security.Cryptography;
using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;
using Tureen.Engine.Transports;
using Tureen.Ortc;

namespace Tureen;

public abstract partial class Transport
{
    private const int CnameLength = 8;
    private const int MidLimit = 100_000_000;

    private string? _cnameForProducers;
    private int _nextMidForConsumers;

    /// <summary>Makes a producer: lets the peer send media to the router.</summary>
    /// <param name="options">What it sends, and more.</param>
    /// <returns>The producer.</returns>
    /// <exception cref="MediasoupTypeException">An option is missing or wrong, or the id is used in this transport.</exception>
    /// <exception cref="UnsupportedException">The router has no such codec.</exception>
    /// <exception cref="MediasoupException">The id is used in the worker, or the SSRC, MID or RID in this transport.</exception>
    /// <exception cref="NotFoundException">The transport is closed.</exception>
    /// <exception cref="WorkerClosedException">The worker is closed.</exception>
    public async Task<Producer> ProduceAsync(ProducerOptions options)
    {
        Log.Debug("produce()");
        (ProducerCoreOptions coreOptions, RtpParameters parameters, RtpParameters consumable) = Resolve(options);
        Channel.Reserve(coreOptions.Id);
        try
        {
            return await Channel.RequestAsync(
                (now, _) => Alive().Produce(now, coreOptions),
                core => Add(new Producer(this, Core, core, parameters, consumable, options.AppData, Router.LoggerFactory)))
                .ConfigureAwait(false);
        }
        catch
        {
            Channel.Unregister(coreOptions.Id);
            throw;
        }
    }

    /// <summary>Makes a consumer: sends the media of a producer of the same router to the peer.</summary>
    /// <param name="options">Which producer, what the peer can receive, and more.</param>
    /// <returns>The consumer.</returns>
    /// <exception cref="MediasoupTypeException">An option is missing or wrong.</exception>
    /// <exception cref="UnsupportedException">The peer cannot receive any codec of the producer.</exception>
    /// <exception cref="NotFoundException">There is no such producer, or the transport is closed.</exception>
    /// <exception cref="WorkerClosedException">The worker is closed.</exception>
    public async Task<Consumer> ConsumeAsync(ConsumerOptions options)
    {
        Log.Debug("consume()");
        (Producer producer, ConsumerCoreOptions coreOptions) = Resolve(options);
        return await ConsumeAsync(producer, coreOptions, options.AppData).ConfigureAwait(false);
    }

    private protected async Task<Consumer> ConsumeAsync(
        Producer producer, ConsumerCoreOptions options, Dictionary<string, object?>? appData)
    {
        Channel.Reserve(options.Id);
        try
        {
            return await Channel.RequestAsync(
                (now, sink) => ConsumerData.Read(Alive().Consume(now, producer.Id, options, sink)),
                data => Add(new Consumer(this, Core, data with { Score = InitialScore(data.Score) }, appData, Router.LoggerFactory)))
                .ConfigureAwait(false);
        }
        catch
        {
            Channel.Unregister(options.Id);
            throw;
        }
    }

    /// <summary>The score that a new consumer reports until it changes.</summary>
    private protected virtual ConsumerScore InitialScore(ConsumerScore score) => score;

    /// <summary>All producers of the transport get one CNAME.</summary>
    private protected virtual bool HasOneCname => true;

    /// <summary>Runs a command on the living core.</summary>
    private protected Task Command(Action<TransportCore, Timestamp, IDatagramSink> command) =>
        Channel.RequestAsync((now, sink) =>
        {
            command(Alive(), now, sink);
            return true;
        });

    private static string CreateCname() => RandomNumberGenerator.GetHexString(CnameLength, lowercase: true);

    private (ProducerCoreOptions Core, RtpParameters Parameters, RtpParameters Consumable) Resolve(ProducerOptions options)
    {
        Check.Given(options);
        Check.Defined(options.Kind, "kind");
        Check.That(options.KeyFrameRequestDelay >= TimeSpan.Zero, "negative keyFrameRequestDelay");
        Check.That(options.Id is not { Length: 0 }, "empty id");
        lock (Channel.Gate)
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
        RtpCapabilities capabilities = Router.SharedRtpCapabilities();
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
            ExtensionIds = Router.ExtensionIds,
        };
        return (core, parameters, consumable);
    }

    private protected virtual (Producer Producer, ConsumerCoreOptions Core) Resolve(ConsumerOptions options)
    {
        Check.Given(options);
        Producer producer = FindProducer(options.ProducerId);
        Check.That(options.Mid is not { Length: 0 }, "if given, mid must be a non empty string");
        Check.That(
            options.PreferredLayers is null or { SpatialLayer: >= 0, TemporalLayer: null or >= 0 },
            "invalid preferredLayers");
        RtpCapabilities capabilities = Check.Given(options.RtpCapabilities).Clone();
        RtpValidation.Validate(capabilities);
        RtpParameters parameters = ConsumerNegotiation.GetConsumerRtpParameters(
            producer.ConsumableRtpParameters,
            capabilities,
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
            ConsumableEncodings = producer.ConsumableRtpParameters.Encodings,
            Paused = options.Paused,
            IgnoreDtx = options.IgnoreDtx,
            WritesMid = !Router.HasOwnTable,
            PreferredLayers = options.PreferredLayers,
        };
        return (producer, core);
    }

    private protected Producer FindProducer(string producerId)
    {
        Check.That(!string.IsNullOrEmpty(producerId), "missing producerId");
        return Router.FindProducer(producerId) ?? throw new NotFoundException($"Producer with id \"{producerId}\" not found");
    }

    private string CnameFor(string? cname)
    {
        if (!HasOneCname)
        {
            return string.IsNullOrEmpty(cname) ? CreateCname() : cname;
        }

        lock (Channel.Gate)
        {
            return _cnameForProducers ??= string.IsNullOrEmpty(cname) ? CreateCname() : cname;
        }
    }

    private string NextMid()
    {
        lock (Channel.Gate)
        {
            int mid = _nextMidForConsumers;
            _nextMidForConsumers = (mid + 1) % MidLimit;
            return mid.ToString(CultureInfo.InvariantCulture);
        }
    }

    private Producer Add(Producer producer)
    {
        lock (Channel.Gate)
        {
            Check.Open(!_closed, "Transport closed");
            _producers.Add(producer);
            Router.Add(producer);
            Channel.Register(producer.Id, producer);
        }

        Observer.RaiseNewProducer(producer);
        return producer;
    }

    private Consumer Add(Consumer consumer)
    {
        lock (Channel.Gate)
        {
            Check.Open(!_closed, "Transport closed");
            _consumers.Add(consumer);
            Channel.Register(consumer.Id, consumer);
        }

        Observer.RaiseNewConsumer(consumer);
        return consumer;
    }
}
