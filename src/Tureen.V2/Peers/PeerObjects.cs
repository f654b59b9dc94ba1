using System.Text.Json.Nodes;

namespace Tureen.V2;

/// <summary>What a peer has in its room: transports, producers, consumers, and the SSRCs that it receives.</summary>
internal sealed class PeerObjects(Room room)
{
    private readonly List<Transport> _transports = [];
    private readonly List<Producer> _producers = [];
    private readonly List<Consumer> _consumers = [];
    private readonly HashSet<uint> _ssrcs = [];

    /// <summary>In the order of their creation; a copy.</summary>
    public Transport[] Transports => Snapshot(_transports);

    /// <inheritdoc cref="Transports"/>
    public Producer[] Producers => Snapshot(_producers);

    /// <inheritdoc cref="Transports"/>
    public Consumer[] Consumers => Snapshot(_consumers);

    /// <summary>With the gate held.</summary>
    public int TransportCount => _transports.Count;

    /// <summary>With the gate held.</summary>
    public int ProducerCount => _producers.Count;

    /// <summary>With the gate held.</summary>
    public void Add(Transport transport) => _transports.Add(transport);

    /// <summary>With the gate held.</summary>
    public void Add(Producer producer) => _producers.Add(producer);

    /// <summary>With the gate held.</summary>
    public void Add(Consumer consumer) => _consumers.Add(consumer);

    /// <summary>With the gate held.</summary>
    public void Remove(Transport transport)
    {
        _transports.Remove(transport);
        room.FreeTransportId(transport.Id);
    }

    /// <summary>With the gate held.</summary>
    public void Remove(Producer producer)
    {
        _producers.Remove(producer);
        room.FreeProducerId(producer.Id);
    }

    /// <summary>With the gate held.</summary>
    public void Remove(Consumer consumer)
    {
        _consumers.Remove(consumer);
        _ssrcs.ExceptWith(consumer.Ssrcs);
    }

    /// <summary>With the gate held: a random SSRC that no consumer of the peer has.</summary>
    public uint NextSsrc()
    {
        uint ssrc;
        do
        {
            ssrc = (uint)RandomId.Next();
        }
        while (!_ssrcs.Add(ssrc));
        return ssrc;
    }

    /// <summary>With the gate held: bounds the application's data of a request and of all open transports and producers together.</summary>
    /// <exception cref="MediasoupException">It would be too much.</exception>
    public void RequireRoomFor(JsonObject request)
    {
        if (request.AppData() is not { } data)
        {
            return;
        }

        int length = MessageFields.LengthOf(data)
            + _transports.Sum(static one => MessageFields.LengthOf(one.AppData))
            + _producers.Sum(static one => MessageFields.LengthOf(one.AppData));
        if (length > V2Limits.MaxAppDataPerPeer)
        {
            throw new MediasoupException("too much appData");
        }
    }

    /// <summary>With the gate held: the transport that a message names by its <c>transportId</c>.</summary>
    /// <exception cref="MediasoupTypeException">There is none.</exception>
    public Transport FindCarrier(JsonObject fields)
    {
        int? id = fields.Integer("transportId");
        return _transports.Find(one => one.Id == id) ?? throw new MediasoupTypeException("Transport not found");
    }

    /// <summary>With the gate held: the transport that a message is about.</summary>
    /// <exception cref="MediasoupException">There is none.</exception>
    public Transport FindTransport(JsonObject fields)
    {
        int? id = fields.Integer("id");
        return _transports.Find(transport => transport.Id == id) ?? throw new MediasoupException("Transport not found");
    }

    /// <inheritdoc cref="FindTransport"/>
    public Producer FindProducer(JsonObject fields) => FindProducerIfOpen(fields) ?? throw new MediasoupException("Producer not found");

    /// <summary>With the gate held: the producer that a message is about; null if it is closed.</summary>
    public Producer? FindProducerIfOpen(JsonObject fields)
    {
        int? id = fields.Integer("id");
        return _producers.Find(producer => producer.Id == id);
    }

    /// <inheritdoc cref="FindTransport"/>
    public Consumer FindConsumer(JsonObject fields)
    {
        int? id = fields.Integer("id");
        return _consumers.Find(consumer => consumer.Id == id) ?? throw new MediasoupException("Consumer not found");
    }

    private T[] Snapshot<T>(List<T> items)
    {
        lock (room.Gate)
        {
            return [.. items];
        }
    }
}
