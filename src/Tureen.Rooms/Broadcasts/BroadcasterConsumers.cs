using System.Text.Json.Nodes;
using Tureen.Ortc;
using Tureen.Rooms.Limits;
using Tureen.Rooms.Rooms;
using Tureen.Rooms.Signaling;

namespace Tureen.Rooms.Broadcasts;

/// <summary>What a broadcaster receives: media and messages. Runs on the room's loop.</summary>
/// <param name="room">Where the broadcaster is.</param>
/// <param name="budget">How much there may be.</param>
/// <param name="transports">What carries it.</param>
/// <param name="capabilities">What the broadcaster can receive; null when it only sends.</param>
internal sealed class BroadcasterConsumers(
    Room room, BroadcasterBudget budget, BroadcasterTransports transports, RtpCapabilities? capabilities)
{
    private readonly Dictionary<string, Consumer> _consumers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DataConsumer> _dataConsumers = new(StringComparer.Ordinal);

    /// <summary>Consumers of media.</summary>
    public int MediaCount => _consumers.Count;

    /// <summary>Sends the media of a producer to the broadcaster, at once unless it wants to get ready before.</summary>
    public async Task<JsonNode> ConsumeAsync(string transportId, string producerId, RequestData body)
    {
        Transport transport = transports.Find(transportId);
        var options = new ConsumerOptions
        {
            ProducerId = producerId,
            RtpCapabilities = RequireCapabilities(),
            Paused = body.IsTrue("paused"),
        };
        Consumer consumer = await MakeAsync(() => transport.ConsumeAsync(options));
        _consumers.Add(consumer.Id, consumer);
        consumer.Observer.OnClose += () => room.Loop.Post(() => _consumers.Remove(consumer.Id));
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

    public async Task<JsonNode> ConsumeDataAsync(string transportId, RequestData body)
    {
        Transport transport = transports.Find(transportId);
        RequireCapabilities();
        var options = new DataConsumerOptions { DataProducerId = body.Text("dataProducerId") ?? string.Empty };
        DataConsumer consumer = await MakeAsync(() => transport.ConsumeDataAsync(options));
        _dataConsumers.Add(consumer.Id, consumer);
        consumer.Observer.OnClose += () => room.Loop.Post(() => _dataConsumers.Remove(consumer.Id));
        RequireStillOpen(consumer.Closed, options.DataProducerId);
        return new JsonObject { ["id"] = consumer.Id, ["streamId"] = consumer.SctpStreamParameters?.StreamId };
    }

    /// <summary>Lets the media flow; video begins with a key frame.</summary>
    public async Task<JsonNode> ResumeAsync(string consumerId)
    {
        Consumer consumer = _consumers.GetValueOrDefault(consumerId) ?? throw BroadcastException.NotFound("consumer", consumerId);
        await consumer.ResumeAsync();
        return new JsonObject();
    }

    /// <summary>Closes a consumer of media or of messages.</summary>
    public void Close(string consumerId)
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

    public void Clear()
    {
        _consumers.Clear();
        _dataConsumers.Clear();
    }

    private Task<T> MakeAsync<T>(Func<Task<T>> make)
        where T : IDisposable
        => budget.MakeAsync(_consumers.Count + _dataConsumers.Count, RoomLimits.MaxConsumersPerBroadcaster, "consumers", make);

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
        capabilities ?? throw BroadcastException.Conflict("the broadcaster gave no rtpCapabilities");
}
