using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tureen.Ortc;

namespace Tureen.Samples.WebCall;

/// <summary>The transports, producers and consumers of one person, and what the page asks of them.</summary>
internal sealed class CallerMedia(Caller caller, CallRoom room)
{
    private const int MaxTransports = 4;
    private const int MaxProducers = 8;

    private readonly Dictionary<string, WebRtcTransport> _transports = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Producer> _producers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Consumer> _consumers = new(StringComparer.Ordinal);

    public IEnumerable<Producer> Producers => _producers.Values;

    /// <summary>Does what a message asks for.</summary>
    /// <returns>The answer.</returns>
    /// <exception cref="MediasoupException">It is refused.</exception>
    public Task<object> HandleAsync(string method, JsonNode data) => method switch
    {
        "capabilities" => DescribeRouterAsync(),
        "createTransport" => CreateTransportAsync(),
        "connect" => ConnectAsync(data),
        "join" => Task.FromResult(Join()),
        "produce" => ProduceAsync(data),
        "consume" => ConsumeAsync(data),
        "resume" => ResumeAsync(data),
        _ => throw new MediasoupException($"unknown method '{method}'"),
    };

    /// <summary>Closes all; the others' consumers close with the producers.</summary>
    public void Close()
    {
        foreach (WebRtcTransport transport in _transports.Values)
        {
            transport.Close();
        }
    }

    private static string Text(JsonNode data, string name) =>
        (string?)data[name] ?? throw new MediasoupException($"{name} is missing");

    /// <summary>Parameters that the page sends are those of mediasoup-client, as they are.</summary>
    private static T Read<T>(JsonNode data, string name) =>
        data[name].Deserialize<T>() ?? throw new MediasoupException($"{name} is missing");

    private async Task<object> DescribeRouterAsync() => (await room.GetRouterAsync()).RtpCapabilities;

    private async Task<object> CreateTransportAsync()
    {
        if (_transports.Count == MaxTransports)
        {
            throw new MediasoupException("too many transports");
        }

        WebRtcTransport transport = await room.CreateTransportAsync();
        _transports.Add(transport.Id, transport);
        return new
        {
            id = transport.Id,
            iceParameters = transport.IceParameters,
            iceCandidates = transport.IceCandidates,
            dtlsParameters = transport.DtlsParameters,
        };
    }

    private async Task<object> ConnectAsync(JsonNode data)
    {
        await _transports[Text(data, "transportId")].ConnectAsync(Read<DtlsParameters>(data, "dtlsParameters"));
        return new { };
    }

    /// <summary>From now on the person gets what others begin to send. The answer is what they send already.</summary>
    private object Join()
    {
        room.Enter(caller);
        return new { producerIds = room.ProducersExcept(caller).Select(static producer => producer.Id).ToArray() };
    }

    private async Task<object> ProduceAsync(JsonNode data)
    {
        if (_producers.Count == MaxProducers)
        {
            throw new MediasoupException("too many producers");
        }

        Producer producer = await _transports[Text(data, "transportId")].ProduceAsync(new ProducerOptions
        {
            Kind = Text(data, "kind") == "audio" ? MediaKind.Audio : MediaKind.Video,
            RtpParameters = Read<RtpParameters>(data, "rtpParameters"),
        });
        _producers[producer.Id] = producer;
        producer.Observer.OnClose += () => _producers.TryRemove(producer.Id, out _);
        room.NotifyOthers(caller, "newProducer", new { producerId = producer.Id });
        return new { id = producer.Id };
    }

    /// <summary>The consumer waits until the page is ready for its first key frame; see <see cref="ResumeAsync"/>.</summary>
    private async Task<object> ConsumeAsync(JsonNode data)
    {
        Consumer consumer = await _transports[Text(data, "transportId")].ConsumeAsync(new ConsumerOptions
        {
            ProducerId = Text(data, "producerId"),
            RtpCapabilities = Read<RtpCapabilities>(data, "rtpCapabilities"),
            Paused = true,
        });
        _consumers[consumer.Id] = consumer;
        consumer.OnProducerClose += () => caller.Notify("consumerClosed", new { consumerId = consumer.Id });
        consumer.Observer.OnClose += () => _consumers.TryRemove(consumer.Id, out _);
        return new
        {
            id = consumer.Id,
            producerId = consumer.ProducerId,
            kind = consumer.Kind == MediaKind.Audio ? "audio" : "video",
            rtpParameters = consumer.RtpParameters,
        };
    }

    private async Task<object> ResumeAsync(JsonNode data)
    {
        await _consumers[Text(data, "consumerId")].ResumeAsync();
        return new { };
    }
}
