using System.Text.Json;
using System.Text.Json.Nodes;
using Tureen.Ortc;
using Tureen.Rooms.Limits;
using Tureen.Rooms.Members;
using Tureen.Rooms.Rooms;
using Tureen.Rooms.Signaling;

namespace Tureen.Rooms.Broadcasts;

/// <summary>What a broadcaster sends: media and messages. Runs on the room's loop.</summary>
/// <param name="broadcaster">Whose it is.</param>
/// <param name="room">Who gets it.</param>
/// <param name="budget">How much there may be.</param>
/// <param name="transports">What carries it.</param>
internal sealed class BroadcasterProducers(IRoomMember broadcaster, Room room, BroadcasterBudget budget, BroadcasterTransports transports)
{
    private readonly Dictionary<string, PeerProducer> _producers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PeerDataProducer> _dataProducers = new(StringComparer.Ordinal);

    public IReadOnlyCollection<PeerProducer> Media => _producers.Values;

    public IReadOnlyCollection<PeerDataProducer> Messages => _dataProducers.Values;

    public async Task<JsonNode> ProduceAsync(string transportId, RequestData body)
    {
        Transport transport = transports.Find(transportId);
        JsonObject appData = KeptData.Object(body, "appData", RoomLimits.MaxAppDataLength);
        JsonElement parameters = KeptData.Element(body, "rtpParameters", RoomLimits.MaxRtpParametersLength);
        var options = new ProducerOptions
        {
            Kind = WireEnum.Parse<MediaKind>(body.Text("kind")),
            RtpParameters = OrtcJson.Deserialize<RtpParameters>(parameters),
            AppData = new(StringComparer.Ordinal) { [RoomSpeakers.PeerIdKey] = broadcaster.Id },
        };
        long kept = KeptData.LengthOf(appData) + KeptData.LengthOf(parameters);
        Producer producer = await budget.KeepAsync(
            kept,
            () => budget.MakeAsync(_producers.Count, RoomLimits.MaxProducersPerPeer, "producers", () => transport.ProduceAsync(options)));
        RequireStillOpen(producer.Closed, kept, transportId);
        var produced = new PeerProducer(producer, broadcaster.Id, appData) { KeptLength = kept };
        _producers.Add(producer.Id, produced);
        room.HandleNewProducer(broadcaster, produced);
        return new JsonObject { ["id"] = producer.Id };
    }

    public async Task<JsonNode> ProduceDataAsync(string transportId, RequestData body)
    {
        Transport transport = transports.Find(transportId);
        JsonObject appData = KeptData.Object(body, "appData", RoomLimits.MaxAppDataLength);
        var options = new DataProducerOptions
        {
            SctpStreamParameters = OrtcJson.Deserialize<SctpStreamParameters>(body["sctpStreamParameters"]),
            Label = KeptData.Text(body.Text("label") ?? string.Empty, RoomLimits.MaxLabelLength, "label"),
            Protocol = KeptData.Text(body.Text("protocol") ?? string.Empty, RoomLimits.MaxLabelLength, "protocol"),
        };
        long kept = KeptData.LengthOf(appData) + (2 * RoomLimits.MaxLabelLength);
        DataProducer producer = await budget.KeepAsync(kept, () => budget.MakeAsync(
            _dataProducers.Count, RoomLimits.MaxDataProducersPerPeer, "data producers", () => transport.ProduceDataAsync(options)));
        RequireStillOpen(producer.Closed, kept, transportId);
        var produced = new PeerDataProducer(producer, broadcaster.Id, appData) { KeptLength = kept };
        _dataProducers.Add(producer.Id, produced);
        producer.Observer.OnClose += () => room.Loop.Post(() => Forget(produced));
        room.HandleNewDataProducer(broadcaster, produced);
        return new JsonObject { ["id"] = producer.Id };
    }

    /// <summary>Closes a producer of media or of messages.</summary>
    public void Close(string producerId)
    {
        if (_producers.TryGetValue(producerId, out PeerProducer? producer))
        {
            producer.Producer.Close();
            Forget(producer);
        }
        else if (_dataProducers.TryGetValue(producerId, out PeerDataProducer? dataProducer))
        {
            dataProducer.DataProducer.Close();
            Forget(dataProducer);
        }
        else
        {
            throw BroadcastException.NotFound("producer", producerId);
        }
    }

    /// <summary>Forgets the media that closed with its transport.</summary>
    public void ForgetClosed()
    {
        foreach (PeerProducer producer in _producers.Values.Where(static known => known.Producer.Closed).ToArray())
        {
            Forget(producer);
        }
    }

    public void Clear()
    {
        _producers.Clear();
        _dataProducers.Clear();
    }

    private void Forget(PeerProducer producer)
    {
        if (_producers.Remove(producer.Producer.Id))
        {
            room.HandleProducerClosed(broadcaster, producer);
            budget.Kept.Free(producer.KeptLength);
        }
    }

    private void Forget(PeerDataProducer producer)
    {
        if (_dataProducers.Remove(producer.DataProducer.Id))
        {
            budget.Kept.Free(producer.KeptLength);
        }
    }

    /// <summary>The transport may have been closed while the producer was being made.</summary>
    private void RequireStillOpen(bool isClosed, long kept, string transportId)
    {
        if (isClosed)
        {
            budget.Kept.Free(kept);
            throw BroadcastException.NotFound("transport", transportId);
        }
    }
}
