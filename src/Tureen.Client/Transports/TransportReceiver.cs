using Tureen.Ortc;

namespace Tureen.Client;

/// <summary>The consumers and data consumers of one transport, and how they are made.</summary>
internal sealed class TransportReceiver
{
    private readonly Transport _transport;
    private readonly HandlerAccess _access;
    private readonly RtpCapabilities _capabilities;
    private readonly bool _hasSctp;
    private readonly PendingConsumers _pending;
    private readonly ConsumerSet _consumers;
    private readonly HashSet<DataConsumer> _dataConsumers = [];
    private bool _hasProbator;

    public TransportReceiver(Transport transport, HandlerAccess access, RtpCapabilities capabilities, bool hasSctp)
    {
        _transport = transport;
        _access = access;
        _capabilities = capabilities;
        _hasSctp = hasSctp;
        _pending = new PendingConsumers(access.Queue, ReceiveAsync);
        _consumers = new ConsumerSet(access);
    }

    public async Task<Consumer> ConsumeAsync(ConsumerOptions options)
    {
        _transport.RequireOpen();
        Check.Supported(_transport.Direction == TransportDirection.Recv, "not a receiving transport");
        Check.Given(options, "options");
        Check.Text(options.Id, "id");
        Check.Text(options.ProducerId, "producerId");
        Check.Kind(options.Kind);
        _transport.RequireConnectListener();
        Check.AppData(options.AppData);
        RtpParameters rtpParameters = Check.Given(options.RtpParameters, "rtpParameters").Clone();
        Check.Supported(ClientNegotiation.CanReceive(rtpParameters, _capabilities), "cannot consume this Producer");
        return await _pending.AddAsync(new PendingConsumer(options, rtpParameters));
    }

    public async Task<DataConsumer> ConsumeDataAsync(DataConsumerOptions options)
    {
        _transport.RequireOpen();
        Check.Supported(_transport.Direction == TransportDirection.Recv, "not a receiving transport");
        Check.Supported(_hasSctp, "SCTP not enabled by remote transport");
        Check.Given(options, "options");
        Check.Text(options.Id, "id");
        Check.Text(options.DataProducerId, "dataProducerId");
        _transport.RequireConnectListener();
        Check.AppData(options.AppData);
        SctpStreamParameters parameters = Check.Given(options.SctpStreamParameters, "sctpStreamParameters").Clone();
        RtpValidation.Validate(parameters);
        return await _access.Queue.EnqueueAsync(() => ReceiveDataAsync(options, parameters));
    }

    /// <summary>The transport closes: fails the consumers that wait for their answer.</summary>
    public void Reject() => _pending.Reject();

    public void HandleTransportClosed()
    {
        _consumers.HandleTransportClosed();
        DataConsumer[] dataConsumers = [.. _dataConsumers];
        _dataConsumers.Clear();
        foreach (DataConsumer dataConsumer in dataConsumers)
        {
            dataConsumer.HandleTransportClosed();
        }
    }

    private async Task ReceiveAsync(IReadOnlyList<PendingConsumer> batch)
    {
        IReadOnlyList<HandlerReceiveResult> results = await _access.Handler.ReceiveAsync([.. batch.Select(pending => new HandlerReceiveOptions
        {
            TrackId = pending.Options.Id!,
            Kind = pending.Options.Kind!.Value,
            RtpParameters = pending.RtpParameters.Clone(),
            StreamId = pending.Options.StreamId,
            OnRtpReceiver = pending.Options.OnRtpReceiver,
        })]);
        _transport.RequireOpen();
        RtpParameters? video = null;
        for (int index = 0; index < results.Count; index++)
        {
            PendingConsumer pending = batch[index];
            var consumer = new Consumer(_consumers, pending, results[index]);
            _consumers.Add(consumer);
            if (consumer.Kind == MediaKind.Video)
            {
                video ??= pending.RtpParameters;
            }

            _transport.Observer.RaiseNewConsumer(consumer);
            pending.Answer.TrySetResult(consumer);
        }

        if (video is not null && !_hasProbator)
        {
            await ReceiveProbatorAsync(video);
        }
    }

    private async Task ReceiveProbatorAsync(RtpParameters video)
    {
        try
        {
            RtpParameters parameters = ClientNegotiation.GenerateProbatorRtpParameters(video);
            await _access.Handler.ReceiveAsync([new HandlerReceiveOptions { TrackId = "probator", Kind = MediaKind.Video, RtpParameters = parameters }]);
            _hasProbator = true;
        }
        catch (Exception error)
        {
            ClientLog.Error("Transport", "cannot receive bandwidth probes", error);
        }
    }

    private async Task<DataConsumer> ReceiveDataAsync(DataConsumerOptions options, SctpStreamParameters parameters)
    {
        IDataChannel channel = await _access.Handler.ReceiveDataChannelAsync(new HandlerReceiveDataChannelOptions
        {
            SctpStreamParameters = parameters.Clone(),
            Label = options.Label,
            Protocol = options.Protocol,
        });
        _transport.RequireOpen();
        var dataConsumer = new DataConsumer(ended => _dataConsumers.Remove(ended), options, parameters, channel);
        _dataConsumers.Add(dataConsumer);
        _transport.Observer.RaiseNewDataConsumer(dataConsumer);
        return dataConsumer;
    }
}
