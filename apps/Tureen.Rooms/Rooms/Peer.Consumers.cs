using System.Text.Json.Nodes;
using Tureen.Rooms.Limits;
using Tureen.Rooms.Logging;
using Tureen.Rooms.Members;
using Tureen.Rooms.Protoo;
using Tureen.Rooms.Signaling;

namespace Tureen.Rooms.Rooms;

internal sealed partial class Peer
{
    private int _consumersBeingMade;

    /// <summary>Sends the media of another peer to this one, if it wants it. Never throws.</summary>
    public async Task ConsumeAsync(PeerProducer producer)
    {
        if (_rtpCapabilities is null || _transports.Values.FirstOrDefault(known => known.IsConsuming) is not { } transport)
        {
            return;
        }

        if (!_room.Router.CanConsume(producer.Producer.Id, _rtpCapabilities) || !TryBeginConsumer())
        {
            return;
        }

        bool isPresented = false;
        try
        {
            PeerConsumer consumer = await MakeConsumerAsync(producer, transport.Transport);

            // A client that does not answer holds up only itself, and the others' consumers do not fill its queue.
            using IDisposable turn = await _connection.WaitForTurnAsync();

            // The producer may have closed meanwhile, with its peer or alone; the consumer hears of it later.
            isPresented = !producer.Producer.Closed && TryAdd(consumer);
            await (isPresented ? PresentAsync(consumer) : Task.CompletedTask);
        }
        catch (Exception exception)
        {
            _room.Logger.LogDebug(
                "Peer {PeerId} does not consume {ProducerId}: {Reason}", LogText.Of(Id), producer.Producer.Id, LogText.Of(exception.Message));
        }
        finally
        {
            _consumersBeingMade--;
            EndConsumers(isPresented ? 0 : 1);
        }
    }

    /// <summary>Takes a place for one more consumer, if the peer and the room have one.</summary>
    private bool TryBeginConsumer()
    {
        bool hasRoom = _consumers.Count + _dataConsumers.Count + _consumersBeingMade < RoomLimits.MaxConsumersPerPeer
            && _room.ConsumerCount < RoomLimits.MaxConsumersPerRoom;
        if (_isClosed || !hasRoom)
        {
            return false;
        }

        _consumersBeingMade++;
        _room.ConsumerCount++;
        return true;
    }

    private void EndConsumers(int count) => _room.ConsumerCount -= count;

    private bool TryAdd(PeerConsumer consumer) =>
        !_isClosed && !consumer.Consumer.Closed && _consumers.TryAdd(consumer.Consumer.Id, consumer);

    private async Task<PeerConsumer> MakeConsumerAsync(PeerProducer producer, WebRtcTransport transport)
    {
        // Paused until the client is ready, so that it sees the key frame that resuming requests.
        Consumer consumer = await transport.ConsumeAsync(new ConsumerOptions
        {
            ProducerId = producer.Producer.Id,
            RtpCapabilities = _rtpCapabilities!,
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
        consumer.OnProducerClose += () => _room.Loop.Post(() => HandleProducerClosed(consumer));
        consumer.OnProducerPause += () => NotifyConsumer("consumerPaused", consumer);
        consumer.OnProducerResume += () => NotifyConsumer("consumerResumed", consumer);
        consumer.OnScore += score => PostOfConsumer(
            consumer, () => NotifyOptional("consumerScore", PeerMessages.ConsumerScore(consumer.Id, score)));
        consumer.OnLayersChange += layers => PostOfConsumer(
            consumer, () => Notify("consumerLayersChanged", Dialect.ConsumerLayers(consumer.Id, layers)));
    }

    private void NotifyConsumer(string method, Consumer consumer) =>
        PostOfConsumer(consumer, () => Notify(method, new() { ["consumerId"] = consumer.Id }));

    /// <summary>Before the client knows the consumer, newConsumer will carry the state; after its end there is nothing to send.</summary>
    private void PostOfConsumer(Consumer consumer, Action notify) => _room.Loop.Post(() =>
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
            EndConsumers(1);
            Notify("consumerClosed", new() { ["consumerId"] = consumer.Id });
        }
    }

    private async Task PresentAsync(PeerConsumer consumer)
    {
        Consumer media = consumer.Consumer;
        JsonObject message = Dialect.NewConsumer(consumer);
        try
        {
            await _connection.RequestAsync("newConsumer", message);
        }
        catch (Exception exception) when (exception is ProtooException or TimeoutException or OperationCanceledException)
        {
            // It stays, paused.
            _room.Logger.LogDebug("Peer {PeerId} does not take consumer {ConsumerId}: {Reason}", LogText.Of(Id), media.Id, LogText.Of(exception.Message));
            return;
        }

        if (_isClosed || media.Closed)
        {
            return;
        }

        await media.ResumeAsync();
        if (Dialect.ScoreFollowsConsumer && _consumers.ContainsKey(media.Id))
        {
            Notify("consumerScore", PeerMessages.ConsumerScore(media.Id, media.Score));
        }
    }
}
