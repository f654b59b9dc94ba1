using Tureen.Ortc;

namespace Tureen.Client;

public sealed partial class Transport
{
    /// <summary>The greatest limit of a data channel: a field of 16 bits (WebRTC, section 6.2).</summary>
    private const int MaxLimit = 65535;

    /// <summary>Opens a data channel for sending.</summary>
    /// <param name="options">How; the defaults if not given.</param>
    /// <returns>The data producer, when the server has made its own; its channel may not be open yet.</returns>
    /// <exception cref="InvalidStateException">Closed.</exception>
    /// <exception cref="UnsupportedException">The transport is for receiving, or the server has no SCTP.</exception>
    /// <exception cref="MediasoupTypeException">Both limits are given, one is out of range, or something is missing, among it <see cref="OnConnect"/> and <see cref="OnProduceData"/>.</exception>
    public async Task<DataProducer> ProduceDataAsync(DataProducerOptions? options = null)
    {
        options ??= new DataProducerOptions();
        RequireOpen();
        Check.Supported(Direction == TransportDirection.Send, "not a sending transport");
        Check.Supported(_sctpParameters is not null, "SCTP not enabled by remote transport");
        RequireConnectListener();
        Check.That(OnProduceData is not null, "no 'producedata' listener set into this transport");
        Check.AppData(options.AppData);
        Check.Range(options.MaxPacketLifeTime, MaxLimit, "maxPacketLifeTime");
        Check.Range(options.MaxRetransmits, MaxLimit, "maxRetransmits");
        bool isLimited = options.MaxPacketLifeTime is > 0 || options.MaxRetransmits is > 0;
        Check.That(options.MaxPacketLifeTime is not > 0 || options.MaxRetransmits is not > 0, "cannot provide both maxPacketLifeTime and maxRetransmits");
        return await _queue.EnqueueAsync(() => SendDataAsync(options, options.Ordered && !isLimited));
    }

    /// <summary>Opens a data channel for receiving.</summary>
    /// <param name="options">What the server sent about its DataConsumer.</param>
    /// <returns>The data consumer; its channel may not be open yet.</returns>
    /// <exception cref="InvalidStateException">Closed.</exception>
    /// <exception cref="UnsupportedException">The transport is for sending, or the server has no SCTP.</exception>
    /// <exception cref="MediasoupTypeException">Something is missing or invalid, among it <see cref="OnConnect"/>.</exception>
    public async Task<DataConsumer> ConsumeDataAsync(DataConsumerOptions options)
    {
        RequireOpen();
        Check.Supported(Direction == TransportDirection.Recv, "not a receiving transport");
        Check.Supported(_sctpParameters is not null, "SCTP not enabled by remote transport");
        Check.Given(options, "options");
        Check.Text(options.Id, "id");
        Check.Text(options.DataProducerId, "dataProducerId");
        RequireConnectListener();
        Check.AppData(options.AppData);
        SctpStreamParameters parameters = Check.Given(options.SctpStreamParameters, "sctpStreamParameters").Clone();
        RtpValidation.Validate(parameters);
        return await _queue.EnqueueAsync(() => ReceiveDataAsync(options, parameters));
    }

    private async Task<DataProducer> SendDataAsync(DataProducerOptions options, bool isOrdered)
    {
        HandlerSendDataChannelResult sent = await Handler.SendDataChannelAsync(new HandlerSendDataChannelOptions
        {
            Ordered = isOrdered,
            MaxPacketLifeTime = options.MaxPacketLifeTime,
            MaxRetransmits = options.MaxRetransmits,
            Label = options.Label,
            Protocol = options.Protocol,
        });
        try
        {
            RtpValidation.Validate(sent.SctpStreamParameters);
            RequireOpen();
            Func<ProduceDataRequest, Task<string>> produceData =
                OnProduceData ?? throw new MediasoupException("no 'producedata' listener set into this transport");
            string id = await produceData(new ProduceDataRequest(sent.SctpStreamParameters.Clone(), options.Label, options.Protocol, options.AppData));
            RequireOpen();
            var dataProducer = new DataProducer(ended => _dataProducers.Remove(ended), id, sent, options.AppData);
            _dataProducers.Add(dataProducer);
            Observer.RaiseNewDataProducer(dataProducer);
            return dataProducer;
        }
        catch (Exception)
        {
            sent.DataChannel.Close();
            throw;
        }
    }

    private async Task<DataConsumer> ReceiveDataAsync(DataConsumerOptions options, SctpStreamParameters parameters)
    {
        IDataChannel channel = await Handler.ReceiveDataChannelAsync(new HandlerReceiveDataChannelOptions
        {
            SctpStreamParameters = parameters.Clone(),
            Label = options.Label,
            Protocol = options.Protocol,
        });
        RequireOpen();
        var dataConsumer = new DataConsumer(ended => _dataConsumers.Remove(ended), options, parameters, channel);
        _dataConsumers.Add(dataConsumer);
        Observer.RaiseNewDataConsumer(dataConsumer);
        return dataConsumer;
    }
}
