using Tureen.Ortc;

namespace Tureen.Client;

/// <summary>The producers and data producers of one transport, and how they are made.</summary>
internal sealed class TransportSender(Transport transport, HandlerAccess access, RtpCapabilities capabilities, bool hasSctp)
{
    private const string Component = "Transport";

    /// <summary>The greatest limit of a data channel: a field of 16 bits (WebRTC, section 6.2).</summary>
    private const int MaxLimit = 65535;

    private readonly HashSet<Producer> _producers = [];
    private readonly HashSet<DataProducer> _dataProducers = [];

    public async Task<Producer> ProduceAsync(ProducerOptions options)
    {
        transport.RequireOpen();
        IMediaStreamTrack track = Check.Given(options?.Track, "track");
        Check.Supported(transport.Direction == TransportDirection.Send, "not a sending transport");
        Check.Supported(ClientNegotiation.CanSend(track.Kind, capabilities), $"cannot produce {track.Kind.ToWireString()}");
        Check.State(track.ReadyState != MediaStreamTrackState.Ended, "track ended");
        transport.RequireConnectListener();
        Check.That(transport.OnProduce is not null, "no 'produce' listener set into this transport");
        Check.AppData(options!.AppData);
        try
        {
            return await access.Queue.EnqueueAsync(() => SendAsync(options, track));
        }
        catch (Exception)
        {
            if (options.StopTracks)
            {
                track.Stop();
            }

            throw;
        }
    }

    public async Task<DataProducer> ProduceDataAsync(DataProducerOptions options)
    {
        transport.RequireOpen();
        Check.Supported(transport.Direction == TransportDirection.Send, "not a sending transport");
        Check.Supported(hasSctp, "SCTP not enabled by remote transport");
        transport.RequireConnectListener();
        Check.That(transport.OnProduceData is not null, "no 'producedata' listener set into this transport");
        Check.AppData(options.AppData);
        Check.Range(options.MaxPacketLifeTime, MaxLimit, "maxPacketLifeTime");
        Check.Range(options.MaxRetransmits, MaxLimit, "maxRetransmits");
        bool isLimited = options.MaxPacketLifeTime is > 0 || options.MaxRetransmits is > 0;
        Check.That(options.MaxPacketLifeTime is not > 0 || options.MaxRetransmits is not > 0, "cannot provide both maxPacketLifeTime and maxRetransmits");
        return await access.Queue.EnqueueAsync(() => SendDataAsync(options, options.Ordered && !isLimited));
    }

    public void HandleTransportClosed()
    {
        Producer[] producers = [.. _producers];
        _producers.Clear();
        foreach (Producer producer in producers)
        {
            producer.HandleTransportClosed();
        }

        DataProducer[] dataProducers = [.. _dataProducers];
        _dataProducers.Clear();
        foreach (DataProducer dataProducer in dataProducers)
        {
            dataProducer.HandleTransportClosed();
        }
    }

    private async Task<Producer> SendAsync(ProducerOptions options, IMediaStreamTrack track)
    {
        HandlerSendResult sent = await access.Handler.SendAsync(new HandlerSendOptions
        {
            Track = track,
            StreamId = options.StreamId,
            Encodings = EncodingNormalization.Apply(options.Encodings),
            CodecOptions = options.CodecOptions,
            Codec = options.Codec,
            OnRtpSender = options.OnRtpSender,
        });
        try
        {
            RtpValidation.Validate(sent.RtpParameters);
            transport.RequireOpen();
            Func<ProduceRequest, Task<string>> produce = transport.OnProduce ?? throw new MediasoupException("no 'produce' listener set into this transport");
            string id = await produce(new ProduceRequest(track.Kind, sent.RtpParameters.Clone(), options.AppData));
            transport.RequireOpen();
            var producer = new Producer(access, ended => _producers.Remove(ended), id, sent, track, options);
            _producers.Add(producer);
            transport.Observer.RaiseNewProducer(producer);
            return producer;
        }
        catch (Exception)
        {
            try
            {
                await access.Handler.StopSendingAsync(sent.LocalId);
            }
            catch (Exception error)
            {
                ClientLog.Warn(Component, "cannot stop sending what was not produced", error);
            }

            throw;
        }
    }

    private async Task<DataProducer> SendDataAsync(DataProducerOptions options, bool isOrdered)
    {
        HandlerSendDataChannelResult sent = await access.Handler.SendDataChannelAsync(new HandlerSendDataChannelOptions
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
            transport.RequireOpen();
            Func<ProduceDataRequest, Task<string>> produceData =
                transport.OnProduceData ?? throw new MediasoupException("no 'producedata' listener set into this transport");
            string id = await produceData(new ProduceDataRequest(sent.SctpStreamParameters.Clone(), options.Label, options.Protocol, options.AppData));
            transport.RequireOpen();
            var dataProducer = new DataProducer(ended => _dataProducers.Remove(ended), id, sent, options.AppData);
            _dataProducers.Add(dataProducer);
            transport.Observer.RaiseNewDataProducer(dataProducer);
            return dataProducer;
        }
        catch (Exception)
        {
            sent.DataChannel.Close();
            throw;
        }
    }
}
