using System.Text.Json;
using System.Text.Json.Nodes;
using Tureen.Client;

namespace Tureen.Interop.Page;

internal sealed partial class RoomPeer
{
    private const long HighWater = 1_000_000;

    private readonly Dictionary<string, DataProducer> _dataProducers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DataInbox> _inboxes = new(StringComparer.Ordinal);

    /// <summary>Opens a data channel; gives its id when it is open.</summary>
    public async Task<JsonNode> ProduceDataAsync(JsonObject options)
    {
        DataProducer producer = await _send.ProduceDataAsync(new DataProducerOptions
        {
            Ordered = options["ordered"]?.GetValue<bool>() ?? true,
            MaxRetransmits = options["maxRetransmits"]?.GetValue<int>(),
            MaxPacketLifeTime = options["maxPacketLifeTime"]?.GetValue<int>(),
            Label = Text(options, "label") ?? "",
            Protocol = Text(options, "protocol") ?? "",
        });
        _dataProducers[producer.Id] = producer;
        TaskCompletionSource opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
        producer.OnOpen += () => opened.TrySetResult();
        producer.OnError += error => opened.TrySetException(error);
        if (producer.ReadyState != DataChannelState.Open)
        {
            await opened.Task;
        }

        return producer.Id;
    }

    /// <summary>Sends numbered messages, as fast as the buffer takes them.</summary>
    public async Task SendDataAsync(string id, JsonObject options)
    {
        DataProducer producer = _dataProducers[id];
        uint first = options["first"]?.GetValue<uint>() ?? 0;
        int length = options["length"]!.GetValue<int>();
        bool isText = options["isText"]?.GetValue<bool>() ?? false;
        for (uint counter = first; counter < first + options["count"]!.GetValue<uint>(); counter++)
        {
            while (producer.BufferedAmount > HighWater)
            {
                await Task.Delay(5);
            }

            if (isText)
            {
                producer.Send(DataInbox.TextMessage(counter, length));
            }
            else
            {
                producer.Send(DataInbox.BinaryMessage(counter, length));
            }
        }
    }

    public Task SendTextAsync(string id, string text)
    {
        _dataProducers[id].Send(text);
        return Task.CompletedTask;
    }

    public Task CloseDataAsync(string id)
    {
        _dataProducers.Remove(id, out DataProducer? producer);
        producer?.Close();
        return Task.CompletedTask;
    }

    /// <summary>What arrived on each data channel.</summary>
    public JsonArray DataReport() => [.. _inboxes.Values.Select(inbox => (JsonNode?)inbox.Report())];

    private async Task ConsumeDataAsync(JsonNode data)
    {
        using JsonDocument document = JsonDocument.Parse(data.ToJsonString());
        DataConsumer consumer = await _recv.ConsumeDataAsync(DataConsumerOptions.FromJson(document.RootElement));
        _inboxes[consumer.Id] = new DataInbox(consumer, Text(data, "peerId"));
    }
}
