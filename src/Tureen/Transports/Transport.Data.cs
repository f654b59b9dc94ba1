using Tureen.Engine.Forwarding;
using Tureen.Ortc;

namespace Tureen;

public abstract partial class Transport
{
    private readonly SctpStreamIds _streamIds = new();

    /// <summary>Makes a data producer: lets the peer, or on a DirectTransport the application, send messages to the router.</summary>
    /// <param name="options">Which SCTP stream, and more; null only on a DirectTransport.</param>
    /// <returns>The data producer.</returns>
    /// <exception cref="MediasoupTypeException">An option is missing or wrong, or the id is used in this transport.</exception>
    /// <exception cref="MediasoupException">The id is used in the worker, or the stream in this transport, or it has no SCTP.</exception>
    /// <exception cref="NotFoundException">The transport is closed.</exception>
    /// <exception cref="WorkerClosedException">The worker is closed.</exception>
    public async Task<DataProducer> ProduceDataAsync(DataProducerOptions? options = null)
    {
        Log.Debug("produceData()");
        options ??= new DataProducerOptions();
        DataProducerCoreOptions coreOptions = Resolve(options);
        Channel.Reserve(coreOptions.Id);
        try
        {
            return await Channel.RequestAsync(
                (now, sink) => Alive().ProduceData(now, coreOptions, sink),
                core => Add(new DataProducer(this, Core, core, options.AppData, Router.LoggerFactory))).ConfigureAwait(false);
        }
        catch
        {
            Channel.Unregister(coreOptions.Id);
            throw;
        }
    }

    /// <summary>Makes a data consumer: sends the messages of a data producer of the same router to the peer.</summary>
    /// <param name="options">Which data producer, and more.</param>
    /// <returns>The data consumer.</returns>
    /// <exception cref="MediasoupTypeException">An option is missing or wrong.</exception>
    /// <exception cref="MediasoupException">The transport has no SCTP, or no stream is free.</exception>
    /// <exception cref="NotFoundException">There is no such data producer, or the transport is closed.</exception>
    /// <exception cref="WorkerClosedException">The worker is closed.</exception>
    public async Task<DataConsumer> ConsumeDataAsync(DataConsumerOptions options)
    {
        Log.Debug("consumeData()");
        DataConsumerCoreOptions coreOptions = Resolve(options, out string dataProducerId);
        Channel.Reserve(coreOptions.Id);
        try
        {
            return await Channel.RequestAsync(
                (now, sink) => DataConsumerData.Read(Alive().ConsumeData(now, dataProducerId, coreOptions, sink)),
                data => Add(new DataConsumer(this, Core, data, options.AppData, Router.LoggerFactory))).ConfigureAwait(false);
        }
        catch
        {
            Channel.Unregister(coreOptions.Id);
            lock (Channel.Gate)
            {
                _streamIds.Free(coreOptions.SctpStreamParameters?.StreamId);
            }

            throw;
        }
    }

    /// <summary>With the gate held: how many streams there are from now on.</summary>
    private protected void SetNegotiatedStreams(int count) => _streamIds.NegotiatedCount = count;

    private DataProducerCoreOptions Resolve(DataProducerOptions options)
    {
        Check.That(options.Id is not { Length: 0 }, "empty id");
        Check.Given(options.Label);
        Check.Given(options.Protocol);
        lock (Channel.Gate)
        {
            Check.That(
                options.Id is null || !_dataProducers.Any(dataProducer => dataProducer.Id == options.Id),
                $"a DataProducer with same id \"{options.Id}\" already exists");
        }

        bool isDirect = Type == TransportType.Direct;
        SctpStreamParameters? stream = options.SctpStreamParameters?.Clone();
        if (!isDirect)
        {
            RtpValidation.Validate(stream);
            Check.That(stream.StreamId < ushort.MaxValue, "invalid sctpStreamParameters.streamId");
        }
        else if (stream is not null)
        {
            Log.Warn("produceData() | sctpStreamParameters are ignored when producing data on a DirectTransport");
        }

        return new DataProducerCoreOptions
        {
            Id = options.Id ?? Guid.NewGuid().ToString(),
            Type = isDirect ? DataProducerType.Direct : DataProducerType.Sctp,
            SctpStreamParameters = isDirect ? null : stream,
            Label = options.Label,
            Protocol = options.Protocol,
            Paused = options.Paused,
        };
    }

    private DataConsumerCoreOptions Resolve(DataConsumerOptions options, out string dataProducerId)
    {
        Check.Given(options);
        Check.That(!string.IsNullOrEmpty(options.DataProducerId), "missing dataProducerId");
        Check.Given(options.Subchannels);
        CheckReliability(options);
        DataProducer dataProducer = Router.FindDataProducer(options.DataProducerId)
            ?? throw new NotFoundException($"DataProducer with id \"{options.DataProducerId}\" not found");
        dataProducerId = dataProducer.Id;
        return new DataConsumerCoreOptions
        {
            Id = Guid.NewGuid().ToString(),
            Type = Type == TransportType.Direct ? DataConsumerType.Direct : DataConsumerType.Sctp,
            SctpStreamParameters = Type == TransportType.Direct ? null : ResolveStream(options, dataProducer),
            Label = dataProducer.Label,
            Protocol = dataProducer.Protocol,
            Paused = options.Paused,
            Subchannels = DataSubchannels.Resolve(options.Subchannels),
        };
    }

    private void CheckReliability(DataConsumerOptions options)
    {
        Check.That(options.MaxPacketLifeTime is null or (>= 0 and <= ushort.MaxValue), "invalid maxPacketLifeTime");
        Check.That(options.MaxRetransmits is null or (>= 0 and <= ushort.MaxValue), "invalid maxRetransmits");
        bool isAnyGiven = options.Ordered is not null || options.MaxPacketLifeTime is not null || options.MaxRetransmits is not null;
        if (isAnyGiven && Type == TransportType.Direct)
        {
            Log.Warn("consumeData() | ordered, maxPacketLifeTime and maxRetransmits are ignored on a DirectTransport");
        }
        else
        {
            Check.That(
                options.MaxPacketLifeTime is null || options.MaxRetransmits is null,
                "cannot provide both maxPacketLifeTime and maxRetransmits");
        }
    }

    /// <summary>The data producer's stream with what the options say instead, on a stream of this transport.</summary>
    private SctpStreamParameters ResolveStream(DataConsumerOptions options, DataProducer dataProducer)
    {
        SctpStreamParameters stream = dataProducer.SctpStreamParameters ?? new SctpStreamParameters { StreamId = 0, Ordered = true };
        bool isLimitGiven = options.MaxPacketLifeTime is not null || options.MaxRetransmits is not null;
        stream.Ordered = options.Ordered ?? (!isLimitGiven && stream.Ordered != false);
        if (isLimitGiven || stream.Ordered == true)
        {
            stream.MaxPacketLifeTime = stream.Ordered == true ? null : options.MaxPacketLifeTime;
            stream.MaxRetransmits = stream.Ordered == true ? null : options.MaxRetransmits;
        }

        lock (Channel.Gate)
        {
            stream.StreamId = Core.Data.Options.EnableSctp
                ? _streamIds.Take()
                : throw new MediasoupException("SCTP is not enabled in the transport");
        }

        return stream;
    }

    private DataProducer Add(DataProducer dataProducer)
    {
        lock (Channel.Gate)
        {
            Check.Open(!_closed, "Transport closed");
            _dataProducers.Add(dataProducer);
            Router.Add(dataProducer);
            Channel.Register(dataProducer.Id, dataProducer);
        }

        Observer.RaiseNewDataProducer(dataProducer);
        return dataProducer;
    }

    private DataConsumer Add(DataConsumer dataConsumer)
    {
        lock (Channel.Gate)
        {
            Check.Open(!_closed, "Transport closed");
            _dataConsumers.Add(dataConsumer);
            Channel.Register(dataConsumer.Id, dataConsumer);
        }

        Observer.RaiseNewDataConsumer(dataConsumer);
        return dataConsumer;
    }
}
