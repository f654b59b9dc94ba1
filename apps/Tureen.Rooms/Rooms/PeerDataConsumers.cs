using Tureen.Rooms.Logging;
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
    private readonly Dictionary<string, PeerDataConsumer> _consumers = new(StringComparer.Ordinal);

    /// <summary>The client said that it takes messages.</summary>
    public bool HasSctp { get; set; }

    /// <summary>Sends the messages of another peer to this one, if it can take them. Never throws.</summary>
    public async Task ConsumeAsync(PeerDataProducer producer)
    {
        if (transports.ForMessages is not { } transport || !(HasSctp || session.Dialect.AlwaysHasSctp) || !places.TryTake())
        {
            return;
        }

        bool isPresented = false;
        try
        {
            PeerDataConsumer consumer = await MakeAsync(producer, transport);
            using IDisposable turn = await session.Connection.WaitForTurnAsync();
            isPresented = !producer.DataProducer.Closed && TryAdd(consumer);
            await (isPresented ? PresentAsync(consumer) : Task.CompletedTask);
        }
        catch (Exception exception)
        {
            session.Room.Logger.LogDebug(
                "Peer {PeerId} does not consume data of {ProducerId}: {Reason}",
                LogText.Of(session.Id),
                producer.DataProducer.Id,
                LogText.Of(exception.Message));
        }
        finally
        {
            places.Free(isPresented ? 0 : 1);
        }
    }

    public async Task GetStatsAsync(ProtooRequest request, RequestData data)
    {
        PeerDataConsumer consumer = session.Find(_consumers, data.Text("dataConsumerId"), "dataConsumer");
        IReadOnlyList<DataConsumerStats> stats = await consumer.DataConsumer.GetStatsAsync();
        request.Accept(session.Dialect.Stats(OrtcNode.ToNode(stats, StatsJson.Default.IReadOnlyListDataConsumerStats)));
    }

    /// <summary>Forgets them, and frees their places; they close with their transports.</summary>
    public void Clear()
    {
        places.Free(_consumers.Count);
        _consumers.Clear();
    }

    private bool TryAdd(PeerDataConsumer consumer) =>
        !session.IsClosed && !consumer.DataConsumer.Closed && _consumers.TryAdd(consumer.DataConsumer.Id, consumer);

    private async Task<PeerDataConsumer> MakeAsync(PeerDataProducer producer, WebRtcTransport transport)
    {
        DataConsumer consumer = await transport.ConsumeDataAsync(
            new DataConsumerOptions { DataProducerId = producer.DataProducer.Id }).ConfigureAwait(false);

        // Not on the room's loop: handlers that are attached before the next await miss no event.
        consumer.OnDataProducerClose += () => session.Room.Loop.Post(() => HandleProducerClosed(consumer));
        return new PeerDataConsumer(consumer, transport.Id, producer);
    }

    private void HandleProducerClosed(DataConsumer consumer)
    {
        if (_consumers.Remove(consumer.Id))
        {
            places.Free(1);
            session.Notify("dataConsumerClosed", new() { ["dataConsumerId"] = consumer.Id });
        }
    }

    private async Task PresentAsync(PeerDataConsumer consumer)
    {
        try
        {
            await session.Connection.RequestAsync("newDataConsumer", session.Dialect.NewDataConsumer(consumer));
        }
        catch (Exception exception) when (exception is ProtooException or TimeoutException or OperationCanceledException)
        {
            // It stays.
            session.Room.Logger.LogDebug(
                "Peer {PeerId} does not take data consumer {ConsumerId}: {Reason}",
                LogText.Of(session.Id),
                consumer.DataConsumer.Id,
                LogText.Of(exception.Message));
        }
    }
}
