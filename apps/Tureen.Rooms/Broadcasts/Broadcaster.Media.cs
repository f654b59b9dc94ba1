using System.Text.Json;
using System.Text.Json.Nodes;
using Tureen.Ortc;
using Tureen.Rooms.Limits;
using Tureen.Rooms.Members;
using Tureen.Rooms.Rooms;
using Tureen.Rooms.Signaling;

namespace Tureen.Rooms.Broadcasts;

internal sealed partial class Broadcaster
{
    public async Task<JsonNode> ProduceAsync(string transportId, RequestData body)
    {
        Transport transport = FindTransport(transportId);
        JsonObject appData = KeptData.Object(body, "appData", RoomLimits.MaxAppDataLength);
        JsonElement parameters = KeptData.Element(body, "rtpParameters", RoomLimits.MaxRtpParametersLength);
        var options = new ProducerOptions
        {
            Kind = WireEnum.Parse<MediaKind>(body.Text("kind")),
            RtpParameters = OrtcJson.Deserialize<RtpParameters>(parameters),
            AppData = new() { [RoomSpeakers.PeerIdKey] = Id },
        };
        long kept = KeptData.LengthOf(appData) + KeptData.LengthOf(parameters);
        Producer producer = await KeepAsync(
            kept,
            () => MakeAsync(_producers.Count, RoomLimits.MaxProducersPerPeer, "producers", () => transport.ProduceAsync(options)));
        RequireStillOpen(producer.Closed, kept, transportId);
        var produced = new PeerProducer(producer, Id, appData) { KeptLength = kept };
        _producers.Add(producer.Id, produced);
        _room.HandleNewProducer(this, produced);
        return new JsonObject { ["id"] = producer.Id };
    }

    /// <summary>Sends the media of a producer to the broadcaster, at once unless it wants to get ready before.</summary>
    public async Task<JsonNode> ConsumeAsync(string transportId, string producerId, RequestData body)
    {
        Transport transport = FindTransport(transportId);
        var options = new ConsumerOptions
        {
            ProducerId = producerId,
            RtpCapabilities = RequireCapabilities(),
            Paused = body.IsTrue("paused"),
        };
        Consumer consumer = await MakeAsync(
            _consumers.Count + _dataConsumers.Count,
            RoomLimits.MaxConsumersPerBroadcaster,
            "consumers",
            () => transport.ConsumeAsync(options));
        _consumers.Add(consumer.Id, consumer);
        consumer.Observer.OnClose += () => _room.Loop.Post(() => _consumers.Remove(consumer.Id));
        RequireStillOpen(consumer.Closed, producerId);
        return new JsonObject
        {
            ["id"] = consumer.Id,
            ["producerId"] = producerId,
            ["kind"] = consumer.Kind.ToWireString(),
            ["rtpParameters"] = consumer.RtpParameters.ToNode(),
            ["type"] = consumer.Type.ToWireString(),
        };
    }

    /// <summary>Lets the media flow; video begins with a key frame.</summary>
    public async Task<JsonNode> ResumeAsync(string consumerId)
    {
        Consumer consumer = _consumers.GetValueOrDefault(consumerId) ?? throw BroadcastException.NotFound("consumer", consumerId);
        await consumer.ResumeAsync();
        return new JsonObject();
    }

    public async Task<JsonNode> ProduceDataAsync(string transportId, RequestData body)
    {
        Transport transport = FindTransport(transportId);
        JsonObject appData = KeptData.Object(body, "appData", RoomLimits.MaxAppDataLength);
        var options = new DataProducerOptions
        {
            SctpStreamParameters = OrtcJson.Deserialize<SctpStreamParameters>(body["sctpStreamParameters"]),
            Label = KeptData.Text(body.Text("label") ?? string.Empty, RoomLimits.MaxLabelLength, "label"),
            Protocol = KeptData.Text(body.Text("protocol") ?? string.Empty, RoomLimits.MaxLabelLength, "protocol"),
        };
        long kept = KeptData.LengthOf(appData) + (2 * RoomLimits.MaxLabelLength);
        DataProducer producer = await KeepAsync(kept, () => MakeAsync(
            _dataProducers.Count, RoomLimits.MaxDataProducersPerPeer, "data producers", () => transport.ProduceDataAsync(options)));
        RequireStillOpen(producer.Closed, kept, transportId);
        var produced = new PeerDataProducer(producer, Id, appData) { KeptLength = kept };
        _dataProducers.Add(producer.Id, produced);
        producer.Observer.OnClose += () => _room.Loop.Post(() => HandleClosed(produced));
        _room.HandleNewDataProducer(this, produced);
        return new JsonObject { ["id"] = producer.Id };
    }

    /// <summary>Closes a producer of media or of messages.</summary>
    public void CloseProducer(string producerId)
    {
        if (_producers.TryGetValue(producerId, out PeerProducer? producer))
        {
            producer.Producer.Close();
            Forget(producer);
        }
        else if (_dataProducers.TryGetValue(producerId, out PeerDataProducer? dataProducer))
        {
            dataProducer.DataProducer.Close();
            HandleClosed(dataProducer);
        }
        else
        {
            throw BroadcastException.NotFound("producer", producerId);
        }
    }

    /// <summary>Closes a consumer of media or of messages.</summary>
    public void CloseConsumer(string consumerId)
    {
        if (_consumers.Remove(consumerId, out Consumer? consumer))
        {
            consumer.Close();
        }
        else if (_dataConsumers.Remove(consumerId, out DataConsumer? dataConsumer))
        {
            dataConsumer.Close();
        }
        else
        {
            throw BroadcastException.NotFound("consumer", consumerId);
        }
    }

    private void Forget(PeerProducer producer)
    {
        if (_producers.Remove(producer.Producer.Id))
        {
            _kept.Free(producer.KeptLength);
        }
    }

    private void HandleClosed(PeerDataProducer producer)
    {
        if (_dataProducers.Remove(producer.DataProducer.Id))
        {
            _kept.Free(producer.KeptLength);
        }
    }

    public async Task<JsonNode> ConsumeDataAsync(string transportId, RequestData body)
    {
        Transport transport = FindTransport(transportId);
        RequireCapabilities();
        var options = new DataConsumerOptions { DataProducerId = body.Text("dataProducerId") ?? string.Empty };
        DataConsumer consumer = await MakeAsync(
            _consumers.Count + _dataConsumers.Count,
            RoomLimits.MaxConsumersPerBroadcaster,
            "consumers",
            () => transport.ConsumeDataAsync(options));
        _dataConsumers.Add(consumer.Id, consumer);
        consumer.Observer.OnClose += () => _room.Loop.Post(() => _dataConsumers.Remove(consumer.Id));
        RequireStillOpen(consumer.Closed, options.DataProducerId);
        return new JsonObject { ["id"] = consumer.Id, ["streamId"] = consumer.SctpStreamParameters?.StreamId };
    }

    /// <summary>Its transport may have been closed while it was being made.</summary>
    private void RequireStillOpen(bool isClosed, long kept, string transportId)
    {
        if (isClosed)
        {
            _kept.Free(kept);
            throw BroadcastException.NotFound("transport", transportId);
        }
    }

    /// <summary>An object that closed before its handler was attached raises no event.</summary>
    private void RequireStillOpen(bool isClosed, string producerId)
    {
        if (isClosed)
        {
            foreach (string id in _consumers.Values.Where(static known => known.Closed).Select(static known => known.Id).ToArray())
            {
                _consumers.Remove(id);
            }

            foreach (string id in _dataConsumers.Values.Where(static known => known.Closed).Select(static known => known.Id).ToArray())
            {
                _dataConsumers.Remove(id);
            }

            throw BroadcastException.NotFound("producer", producerId);
        }
    }

    private RtpCapabilities RequireCapabilities() =>
        _capabilities ?? throw BroadcastException.Conflict("the broadcaster gave no rtpCapabilities");
}
