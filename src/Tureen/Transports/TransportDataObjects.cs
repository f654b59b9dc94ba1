using Tureen.Engine.Forwarding;
using Tureen.Ortc;

namespace Tureen;

/// <summary>The data producers and data consumers of one transport, and the SCTP streams that its data consumers use.</summary>
internal sealed class TransportDataObjects(Transport transport)
{
    private readonly HashSet<DataProducer> _dataProducers = [];
    private readonly HashSet<DataConsumer> _dataConsumers = [];
    private readonly SctpStreamIds _streamIds = new();

    /// <summary>Keeps a stream from the data consumers.</summary>
    public void Reserve(int streamId) => _streamIds.Reserve(streamId);

    /// <param name="options">Which SCTP stream, and more.</param>
    /// <param name="farEnd">The other end of the pipe that it comes from; null where there is none.</param>
    public Task<DataProducer> ProduceAsync(DataProducerOptions options, IFarEnd? farEnd = null)
    {
        DataProducerCoreOptions coreOptions = Resolve(options) with { FarEnd = farEnd };
        return transport.Channel.CreateAsync(
            coreOptions.Id,
            (now, sink) => transport.Alive().ProduceData(now, coreOptions, sink),
            core => Add(new DataProducer(transport, transport.Core, core, options.AppData, transport.Router.LoggerFactory)));
    }

    /// <param name="options">Which data producer, and more.</param>
    /// <param name="farEnd">The other end of the pipe that it goes into; null where there is none.</param>
    public async Task<DataConsumer> ConsumeAsync(DataConsumerOptions options, IFarEnd? farEnd = null)
    {
        DataConsumerCoreOptions coreOptions = Resolve(options, out string dataProducerId) with { FarEnd = farEnd };
        try
        {
            return await transport.Channel.CreateAsync(
                coreOptions.Id,
                (now, sink) => DataConsumerData.Read(transport.Alive().ConsumeData(now, dataProducerId, coreOptions, sink)),
                data => Add(new DataConsumer(transport, transport.Core, data, options.AppData, transport.Router.LoggerFactory)))
                .ConfigureAwait(false);
        }
        catch
        {
            lock (transport.Channel.Gate)
            {
                _streamIds.Free(coreOptions.SctpStreamParameters?.StreamId);
            }

            throw;
        }
    }

    /// <summary>With the gate held: how many streams there are from now on.</summary>
    public void SetNegotiatedStreams(int count) => _streamIds.NegotiatedCount = count;

    /// <summary>With the gate held: marks all as closed and notes the events of that in their order.</summary>
    public void MarkClosed(List<Action> raises)
    {
        foreach (DataProducer dataProducer in _dataProducers)
        {
            transport.Router.Objects.Remove(dataProducer);
            dataProducer.MarkClosed(raises, isTransportClosed: true);
        }

        foreach (DataConsumer dataConsumer in _dataConsumers)
        {
            dataConsumer.MarkClosed(raises, isTransportClosed: true, isDataProducerClosed: false);
        }

        _dataProducers.Clear();
        _dataConsumers.Clear();
    }

    /// <summary>With the gate held.</summary>
    public void Remove(DataProducer dataProducer)
    {
        _dataProducers.Remove(dataProducer);
        transport.Router.Objects.Remove(dataProducer);
    }

    /// <summary>With the gate held.</summary>
    public void Remove(DataConsumer dataConsumer)
    {
        _dataConsumers.Remove(dataConsumer);
        _streamIds.Free(dataConsumer.StreamId);
    }

    private DataProducerCoreOptions Resolve(DataProducerOptions options)
    {
        Check.That(options.Id is not { Length: 0 }, "empty id");
        Check.Given(options.Label);
        Check.Given(options.Protocol);
        lock (transport.Channel.Gate)
        {
            Check.That(
                options.Id is null || !_dataProducers.Any(dataProducer => dataProducer.Id == options.Id),
                $"a DataProducer with same id \"{options.Id}\" already exists");
        }

        bool isDirect = transport.Type == TransportType.Direct;
        SctpStreamParameters? stream = options.SctpStreamParameters?.Clone();
        if (!isDirect)
        {
            RtpValidation.Validate(stream);
            Check.That(stream.StreamId < ushort.MaxValue, "invalid sctpStreamParameters.streamId");
        }
        else if (stream is not null)
        {
            transport.Log.Warn("produceData() | sctpStreamParameters are ignored when producing data on a DirectTransport");
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
        DataProducer dataProducer = transport.Router.Objects.FindDataProducer(options.DataProducerId)
            ?? throw new NotFoundException($"DataProducer with id \"{options.DataProducerId}\" not found");
        dataProducerId = dataProducer.Id;
        return new DataConsumerCoreOptions
        {
            Id = Guid.NewGuid().ToString(),
            Type = transport.Type == TransportType.Direct ? DataConsumerType.Direct : DataConsumerType.Sctp,
            SctpStreamParameters = transport.Type == TransportType.Direct ? null : ResolveStream(options, dataProducer),
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
        if (isAnyGiven && transport.Type == TransportType.Direct)
        {
            transport.Log.Warn("consumeData() | ordered, maxPacketLifeTime and maxRetransmits are ignored on a DirectTransport");
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

        lock (transport.Channel.Gate)
        {
            stream.StreamId = transport.Core.Data.Options.EnableSctp
                ? _streamIds.Take()
                : throw new MediasoupException("SCTP is not enabled in the transport");
        }

        return stream;
    }

    private DataProducer Add(DataProducer dataProducer) => transport.Adopt(
        dataProducer,
        dataProducer.Id,
        one =>
        {
            _dataProducers.Add(one);
            transport.Router.Objects.Add(one);
        },
        transport.Observer.RaiseNewDataProducer);

    private DataConsumer Add(DataConsumer dataConsumer) => transport.Adopt(
        dataConsumer, dataConsumer.Id, one => _dataConsumers.Add(one), transport.Observer.RaiseNewDataConsumer);
}
