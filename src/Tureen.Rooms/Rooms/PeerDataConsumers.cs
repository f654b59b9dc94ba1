using Tureen.Rooms.Members;
using Tureen.Rooms.Protoo;
using Tureen.Rooms.Signaling;

namespace Tureen.Rooms.Rooms;

/// <summary>The messages of others, and of the bot, that a peer receives. Runs on the room's loop.</summary>
/// <param name="session">Who receives them.</param>
/// <param name="transports">What carries them.</param>
/// <param name="places">How many consumers there may be.</param>
internal sealed class PeerDataConsumers(PeerSession session, PeerTransports transports, ConsumerPlaces places)
{
    private readonly ReceivedObjects<PeerDataConsumer> _consumers = new(session, "dataConsumer", places);

    /// <summary>The client said that it takes messages.</summary>
    public bool HasSctp { get; set; }

    /// <summary>Sends the messages of another peer to this one, if it can take them. Never throws.</summary>
    public async Task ConsumeAsync(PeerDataProducer producer)
    {
        if (transports.ForMessages is { } transport
            && (HasSctp || session.Dialect.AlwaysHasSctp)
            && await session.MaySubscribeAsync(producer.Track))
        {
            await _consumers.AddAsync(
                producer.Id,
                () => MakeAsync(producer, transport),
                consumer => _consumers.OfferAsync(consumer, "newDataConsumer", session.Dialect.NewDataConsumer(consumer)));
        }
    }

    public async Task GetStatsAsync(ProtooRequest request, RequestData data)
    {
        PeerDataConsumer consumer = _consumers.Find(data);
        IReadOnlyList<DataConsumerStats> stats = await consumer.DataConsumer.GetStatsAsync();
        request.Accept(session.Dialect.Stats(OrtcNode.ToNode(stats, StatsJson.Default.IReadOnlyListDataConsumerStats)));
    }

    /// <summary>Closes what the peer may no longer receive.</summary>
    public void CloseUngranted() => _consumers.CloseUngranted();

    /// <summary>Forgets them, and frees their places; they close with their transports.</summary>
    public void Clear() => _consumers.Clear();

    private async Task<PeerDataConsumer> MakeAsync(PeerDataProducer producer, WebRtcTransport transport)
    {
        DataConsumer consumer = await transport.ConsumeDataAsync(
            new DataConsumerOptions { DataProducerId = producer.DataProducer.Id }).ConfigureAwait(false);

        // Not on the room's loop: handlers that are attached before the next await miss no event.
        consumer.OnDataProducerClose += () => session.Room.Loop.Post(() => _consumers.HandleProducerClosed(consumer.Id));
        return new PeerDataConsumer(consumer, transport.Id, producer);
    }
}
