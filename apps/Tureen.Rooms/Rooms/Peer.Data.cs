using System.Text.Json.Nodes;
using Tureen.Ortc;
using Tureen.Rooms.Limits;
using Tureen.Rooms.Logging;
using Tureen.Rooms.Members;
using Tureen.Rooms.Protoo;
using Tureen.Rooms.Signaling;

namespace Tureen.Rooms.Rooms;

/// <content>Data channels: chat, and the bot.</content>
internal sealed partial class Peer
{
    private readonly Dictionary<string, PeerDataProducer> _dataProducers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PeerDataConsumer> _dataConsumers = new(StringComparer.Ordinal);
    private int _dataProducersBeingMade;
    private bool _hasSctp;

    public IReadOnlyCollection<PeerDataProducer> DataProducers => _dataProducers.Values;

    /// <summary>The answer of the bot to a text of this peer, as in the mediasoup demo.</summary>
    public string DescribeToBot(string text) => Dialect.BotAnswer(DisplayName, text);

    /// <summary>Sends the messages of another peer to this one, if it can take them. Never throws.</summary>
    public async Task ConsumeDataAsync(PeerDataProducer producer)
    {
        PeerTransport? transport = _transports.Values.FirstOrDefault(
            static known => known.IsConsuming && known.Transport.SctpParameters is not null);
        if (transport is null || !(_hasSctp || Dialect.AlwaysHasSctp) || !TryBeginConsumer())
        {
            return;
        }

        bool isPresented = false;
        try
        {
            PeerDataConsumer consumer = await MakeDataConsumerAsync(producer, transport.Transport);
            using IDisposable turn = await _connection.WaitForTurnAsync();
            isPresented = !producer.DataProducer.Closed && TryAdd(consumer);
            await (isPresented ? PresentAsync(consumer) : Task.CompletedTask);
        }
        catch (Exception exception)
        {
            _room.Logger.LogDebug(
                "Peer {PeerId} does not consume data of {ProducerId}: {Reason}",
                LogText.Of(Id),
                producer.DataProducer.Id,
                LogText.Of(exception.Message));
        }
        finally
        {
            _consumersBeingMade--;
            EndConsumers(isPresented ? 0 : 1);
        }
    }

    private async Task ProduceDataAsync(ProtooRequest request, RequestData data)
    {
        RequireJoined();
        if (_dataProducers.Count + _dataProducersBeingMade >= RoomLimits.MaxDataProducersPerPeer)
        {
            throw new ProtooException("too many data producers");
        }

        WebRtcTransport transport = FindTransport(data).Transport;
        JsonObject appData = KeptData.Object(data, "appData", RoomLimits.MaxAppDataLength);
        string label = KeptData.Text(data.Text("label") ?? string.Empty, RoomLimits.MaxLabelLength, "label");
        string protocol = KeptData.Text(data.Text("protocol") ?? string.Empty, RoomLimits.MaxLabelLength, "protocol");
        _relays.TakeProducer();
        long kept = KeptData.LengthOf(appData) + (2 * RoomLimits.MaxLabelLength);
        _kept.Keep(kept);
        _dataProducersBeingMade++;
        bool isMade = false;
        try
        {
            DataProducer producer = await transport.ProduceDataAsync(new DataProducerOptions
            {
                SctpStreamParameters = OrtcJson.Deserialize<SctpStreamParameters>(data["sctpStreamParameters"]),
                Label = label,
                Protocol = protocol,
            });
            RequireOpen();
            isMade = true;
            var produced = new PeerDataProducer(producer, Id, appData) { KeptLength = kept };
            _dataProducers.Add(producer.Id, produced);
            producer.Observer.OnClose += () => _room.Loop.Post(() => HandleClosed(produced));
            request.Accept(Dialect.Made("dataProducer", producer.Id));
            _room.HandleNewDataProducer(this, produced);
        }
        finally
        {
            _dataProducersBeingMade--;
            _kept.Free(isMade ? 0 : kept);
        }
    }

    private Task CloseDataProducerAsync(RequestData data)
    {
        PeerDataProducer producer = Find(_dataProducers, data.Text("dataProducerId"), "dataProducer");
        HandleClosed(producer);
        producer.DataProducer.Close();
        return Task.CompletedTask;
    }

    private void HandleClosed(PeerDataProducer producer)
    {
        if (_dataProducers.Remove(producer.DataProducer.Id))
        {
            _kept.Free(producer.KeptLength);
        }
    }

    private async Task<PeerDataConsumer> MakeDataConsumerAsync(PeerDataProducer producer, WebRtcTransport transport)
    {
        DataConsumer consumer = await transport.ConsumeDataAsync(
            new DataConsumerOptions { DataProducerId = producer.DataProducer.Id }).ConfigureAwait(false);

        // Not on the room's loop: handlers that are attached before the next await miss no event.
        consumer.OnDataProducerClose += () => _room.Loop.Post(() => HandleDataProducerClosed(consumer));
        return new PeerDataConsumer(consumer, transport.Id, producer);
    }

    private void HandleDataProducerClosed(DataConsumer consumer)
    {
        if (_dataConsumers.Remove(consumer.Id))
        {
            EndConsumers(1);
            Notify("dataConsumerClosed", new() { ["dataConsumerId"] = consumer.Id });
        }
    }

    private bool TryAdd(PeerDataConsumer consumer) =>
        !_isClosed && !consumer.DataConsumer.Closed && _dataConsumers.TryAdd(consumer.DataConsumer.Id, consumer);

    private async Task PresentAsync(PeerDataConsumer consumer)
    {
        try
        {
            await _connection.RequestAsync("newDataConsumer", Dialect.NewDataConsumer(consumer));
        }
        catch (Exception exception) when (exception is ProtooException or TimeoutException or OperationCanceledException)
        {
            // It stays.
            _room.Logger.LogDebug(
                "Peer {PeerId} does not take data consumer {ConsumerId}: {Reason}",
                LogText.Of(Id),
                consumer.DataConsumer.Id,
                LogText.Of(exception.Message));
        }
    }
}
