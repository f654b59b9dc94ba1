using System.Text.Json.Nodes;
using Tureen.Ortc;
using Tureen.Rooms.Logging;
using Tureen.Rooms.Members;
using Tureen.Rooms.Protoo;
using Tureen.Rooms.Signaling;

namespace Tureen.Rooms.Rooms;

/// <summary>The media of others that a peer receives. Runs on the room's loop.</summary>
/// <param name="session">Who receives it.</param>
/// <param name="transports">What carries it.</param>
/// <param name="places">How many consumers there may be.</param>
internal sealed class PeerConsumers(PeerSession session, PeerTransports transports, ConsumerPlaces places)
{
    private readonly Dictionary<string, PeerConsumer> _consumers = new(StringComparer.Ordinal);

    public int Count => _consumers.Count;

    /// <summary>What the peer can receive; null when it receives no media.</summary>
    public RtpCapabilities? Capabilities { get; set; }

    /// <summary>Sends the media of another peer to this one, if it wants it. Never throws.</summary>
    public async Task ConsumeAsync(PeerProducer producer)
    {
        if (Capabilities is not { } capabilities || transports.ForMedia is not { } transport)
        {
            return;
        }

        if (!session.Room.Router.CanConsume(producer.Producer.Id, capabilities) || !places.TryTake())
        {
            return;
        }

        bool isPresented = false;
        try
        {
            PeerConsumer consumer = await MakeAsync(producer, capabilities, transport);

            // A client that does not answer holds up only itself, and the others' consumers do not fill its queue.
            using IDisposable turn = await session.Connection.WaitForTurnAsync();

            // The producer may have closed meanwhile, with its peer or alone; the consumer hears of it later.
            isPresented = !producer.Producer.Closed && TryAdd(consumer);
            await (isPresented ? PresentAsync(consumer) : Task.CompletedTask);
        }
        catch (Exception exception)
        {
            session.Room.Logger.LogDebug(
                "Peer {PeerId} does not consume {ProducerId}: {Reason}",
                LogText.Of(session.Id),
                producer.Producer.Id,
                LogText.Of(exception.Message));
        }
        finally
        {
            places.Free(isPresented ? 0 : 1);
        }
    }

    public Task PauseAsync(RequestData data) => Find(data).PauseAsync();

    public Task ResumeAsync(RequestData data) => Find(data).ResumeAsync();

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

    /// <summary>Forgets them, and frees their places; they close with their transports.</summary>
    public void Clear()
    {
        places.Free(_consumers.Count);
        _consumers.Clear();
    }

    private Consumer Find(RequestData data) => session.Find(_consumers, data.Text("consumerId"), "consumer").Consumer;

    private bool TryAdd(PeerConsumer consumer) =>
        !session.IsClosed && !consumer.Consumer.Closed && _consumers.TryAdd(consumer.Consumer.Id, consumer);

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
        consumer.OnProducerClose += () => session.Room.Loop.Post(() => HandleProducerClosed(consumer));
        consumer.OnProducerPause += () => Notify("consumerPaused", consumer);
        consumer.OnProducerResume += () => Notify("consumerResumed", consumer);
        consumer.OnScore += score => Post(
            consumer, () => session.NotifyOptional("consumerScore", PeerMessages.ConsumerScore(consumer.Id, score)));
        consumer.OnLayersChange += layers => Post(
            consumer, () => session.Notify("consumerLayersChanged", session.Dialect.ConsumerLayers(consumer.Id, layers)));
    }

    private void Notify(string method, Consumer consumer) =>
        Post(consumer, () => session.Notify(method, new() { ["consumerId"] = consumer.Id }));

    /// <summary>Before the client knows the consumer, newConsumer will carry the state; after its end there is nothing to send.</summary>
    private void Post(Consumer consumer, Action notify) => session.Room.Loop.Post(() =>
    {
        if (_consumers.ContainsKey(consumer.Id))
        {
            notify();
        }
    });

    private void HandleProducerClosed(Consumer consumer)
    {
        if (_consumers.Remove(consumer.Id))
        {
            places.Free(1);
            session.Notify("consumerClosed", new() { ["consumerId"] = consumer.Id });
        }
    }

    private async Task PresentAsync(PeerConsumer consumer)
    {
        Consumer media = consumer.Consumer;
        JsonObject message = session.Dialect.NewConsumer(consumer);
        try
        {
            await session.Connection.RequestAsync("newConsumer", message);
        }
        catch (Exception exception) when (exception is ProtooException or TimeoutException or OperationCanceledException)
        {
            // It stays, paused.
            session.Room.Logger.LogDebug(
                "Peer {PeerId} does not take consumer {ConsumerId}: {Reason}", LogText.Of(session.Id), media.Id, LogText.Of(exception.Message));
            return;
        }

        if (session.IsClosed || media.Closed)
        {
            return;
        }

        await media.ResumeAsync();
        if (session.Dialect.ScoreFollowsConsumer && _consumers.ContainsKey(media.Id))
        {
            session.Notify("consumerScore", PeerMessages.ConsumerScore(media.Id, media.Score));
        }
    }
}
