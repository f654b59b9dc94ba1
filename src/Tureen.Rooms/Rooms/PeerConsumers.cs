using Tureen.Ortc;
using Tureen.Rooms.Members;
using Tureen.Rooms.Protoo;
using Tureen.Rooms.Signaling;
using Tureen.Rooms.Telemetry;

namespace Tureen.Rooms.Rooms;

/// <summary>The media of others that a peer receives. Runs on the room's loop.</summary>
/// <param name="session">Who receives it.</param>
/// <param name="transports">What carries it.</param>
/// <param name="places">How many consumers there may be.</param>
internal sealed class PeerConsumers(PeerSession session, PeerTransports transports, ConsumerPlaces places)
{
    private readonly ReceivedObjects<PeerConsumer> _consumers = new(session, "consumer", places);
    private readonly FirstFrame _firstFrame = new(session.Room.Services.Time);

    public int Count => _consumers.Count;

    /// <summary>How well the media that arrives worst does, from 0 to 10; null when there is none.</summary>
    public int? WorstScore => _consumers.All.Where(static known => !known.Consumer.Paused && !known.Consumer.ProducerPaused).Min(static known => (int?)known.Consumer.Score.Score);

    /// <summary>What the peer can receive; null when it receives no media.</summary>
    public RtpCapabilities? Capabilities { get; set; }

    /// <summary>Sends the media of another peer to this one, if it wants it. Never throws.</summary>
    public async Task ConsumeAsync(PeerProducer producer)
    {
        if (Capabilities is { } capabilities
            && transports.ForMedia is { } transport
            && session.Room.Router.CanConsume(producer.Id, capabilities)
            && await session.MaySubscribeAsync(producer.Track))
        {
            await _consumers.AddAsync(producer.Id, () => MakeAsync(producer, capabilities, transport), PresentAsync);
        }
    }

    public Task PauseAsync(RequestData data) => SetPausedAsync(data, isPaused: true);

    public Task ResumeAsync(RequestData data) => SetPausedAsync(data, isPaused: false);

    public Task RequestKeyFrameAsync(RequestData data) => Find(data).RequestKeyFrameAsync();

    public Task SetPreferredLayersAsync(RequestData data)
    {
        Consumer consumer = Find(data);
        int spatialLayer = data.Number("spatialLayer") ?? throw new MediasoupTypeException("spatialLayer must be a number");
        int? temporalLayer = data.Number("temporalLayer");
        if (temporalLayer is null && data.Has("temporalLayer"))
        {
            throw new MediasoupTypeException("if given, temporalLayer must be a number");
        }

        return consumer.SetPreferredLayersAsync(new ConsumerLayers(spatialLayer, temporalLayer));
    }

    public Task SetPriorityAsync(RequestData data)
    {
        Consumer consumer = Find(data);
        int priority = data.Number("priority") ?? throw new MediasoupTypeException("priority must be a number");
        return consumer.SetPriorityAsync(priority);
    }

    public async Task GetStatsAsync(ProtooRequest request, RequestData data)
    {
        IReadOnlyList<RtpStats> stats = await Find(data).GetStatsAsync();
        request.Accept(session.Dialect.Stats(OrtcNode.ToNode(stats, StatsJson.Default.IReadOnlyListRtpStats)));
    }

    /// <summary>Closes what the peer may no longer receive.</summary>
    public void CloseUngranted() => _consumers.CloseUngranted();

    /// <summary>Forgets them, and frees their places; they close with their transports.</summary>
    public void Clear() => _consumers.Clear();

    private Task SetPausedAsync(RequestData data, bool isPaused)
    {
        PeerConsumer consumer = _consumers.Find(data);
        consumer.IsPausedByClient = isPaused;
        return isPaused ? consumer.Consumer.PauseAsync() : consumer.Consumer.ResumeAsync();
    }

    private Consumer Find(RequestData data) => _consumers.Find(data).Consumer;

    private async Task<PeerConsumer> MakeAsync(PeerProducer producer, RtpCapabilities capabilities, WebRtcTransport transport)
    {
        // Paused until the client is ready, so that it sees the key frame that resuming requests.
        Consumer consumer = await transport.ConsumeAsync(new ConsumerOptions
        {
            ProducerId = producer.Producer.Id,
            RtpCapabilities = capabilities,
            Paused = true,
            EnableRtx = true,
            IgnoreDtx = true,
        }).ConfigureAwait(false);

        // Not on the room's loop: handlers that are attached before the next await miss no event.
        Attach(consumer);
        return new PeerConsumer(consumer, transport.Id, producer);
    }

    private void Attach(Consumer consumer)
    {
        consumer.OnProducerClose += () => session.Room.Loop.Post(() => _consumers.HandleProducerClosed(consumer.Id));
        consumer.OnProducerPause += () => Notify("consumerPaused", consumer);
        consumer.OnProducerResume += () => Notify("consumerResumed", consumer);
        consumer.OnScore += score => Post(
            consumer, () => session.NotifyOptional("consumerScore", PeerMessages.ConsumerScore(consumer.Id, score)));
        consumer.OnLayersChange += layers => Post(consumer, () =>
        {
            LogLayersIfLimited(layers);
            session.Notify("consumerLayersChanged", session.Dialect.ConsumerLayers(consumer.Id, layers));
        });
    }

    /// <summary>On a connection that carries all, layers change by demand alone, which is no decision of the server.</summary>
    private void LogLayersIfLimited(ConsumerLayers? layers)
    {
        if (transports.Downlink is { } downlink && downlink.AvailableBitrate < downlink.EffectiveDesiredBitrate)
        {
            string chosen = layers is null ? "none" : $"{layers.SpatialLayer}/{layers.TemporalLayer}";
            session.Room.Services.Decisions.Add(DecisionKind.LayersChosen, session.Room.Id, session.Id, $"a picture gets the layers {chosen}: the connection is slow");
        }
    }

    private void Notify(string method, Consumer consumer) =>
        Post(consumer, () => session.Notify(method, new() { ["consumerId"] = consumer.Id }));

    /// <summary>Before the client knows the consumer, newConsumer will carry the state; after its end there is nothing to send.</summary>
    private void Post(Consumer consumer, Action notify) => session.Room.Loop.Post(() =>
    {
        if (_consumers.Has(consumer.Id))
        {
            notify();
        }
    });

    private async Task PresentAsync(PeerConsumer consumer)
    {
        Consumer media = consumer.Consumer;

        // A consumer that the client does not take stays, paused.
        bool isTaken = await _consumers.OfferAsync(consumer, "newConsumer", session.Dialect.NewConsumer(consumer));
        if (!isTaken || session.IsClosed || media.Closed)
        {
            return;
        }

        await _firstFrame.WatchIfNeededAsync(media);
        await (consumer.IsPausedByClient ? Task.CompletedTask : media.ResumeAsync());
        if (session.Dialect.ScoreFollowsConsumer && _consumers.Has(media.Id))
        {
            session.Notify("consumerScore", PeerMessages.ConsumerScore(media.Id, media.Score));
        }
    }
}
