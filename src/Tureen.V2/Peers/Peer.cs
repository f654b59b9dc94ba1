using System.Text.Json.Nodes;

namespace Tureen.V2;

/// <summary>One participant of a room (v2 Peer).</summary>
/// <remarks>All members may be used from any thread; see <see cref="RoomObject"/> about handlers.</remarks>
public sealed partial class Peer : RoomObject
{
    private readonly List<Transport> _transports = [];
    private readonly List<Producer> _producers = [];
    private readonly List<Consumer> _consumers = [];
    private readonly HashSet<uint> _ssrcs = [];
    private int _transportsBeingMade;
    private int _producersBeingMade;
    private volatile bool _closed;

    internal Peer(Room room, string name, V2Capabilities capabilities, bool isSpy, JsonNode? appData)
        : base(room.Dispatcher)
    {
        Room = room;
        Name = name;
        Capabilities = capabilities;
        Spy = isSpy;
        AppData = appData;
        Log = new ComponentLog(room.LoggerFactory, "V2.Peer");
    }

    /// <summary>The peer left or was closed (v2 <c>close</c>).</summary>
    public event Action<Originator, JsonNode?>? OnClose;

    /// <summary>Something to send to the client, as it is and in this order (v2 <c>notify</c>).</summary>
    public event Action<JsonObject>? OnNotify;

    /// <summary>A transport was made (v2 <c>newtransport</c>).</summary>
    public event Action<Transport>? OnNewTransport;

    /// <summary>A producer was made (v2 <c>newproducer</c>).</summary>
    public event Action<Producer>? OnNewProducer;

    /// <summary>
    /// A consumer was made. Consumers of earlier producers are made before a handler can be attached; find them in
    /// <see cref="Consumers"/> (v2 <c>newconsumer</c>).
    /// </summary>
    public event Action<Consumer>? OnNewConsumer;

    /// <summary>Its name, unique in the room.</summary>
    public string Name { get; }

    /// <summary>Whether the peer is closed.</summary>
    public bool Closed => _closed;

    /// <summary>What it can do. A new copy each time.</summary>
    public JsonObject RtpCapabilities => Capabilities.ToJson();

    /// <summary>Whether it sees the others and is seen by nobody.</summary>
    public bool Spy { get; }

    /// <summary>What its transports may do; all unless set. Set it in <see cref="Room.OnNewPeer"/>.</summary>
    public TransportRules? TransportRules { get; set; }

    /// <summary>The application's own data, from <c>join</c>.</summary>
    public JsonNode? AppData { get; set; }

    /// <summary>Its transports in the order of their creation.</summary>
    public IReadOnlyList<Transport> Transports => Snapshot(_transports);

    /// <summary>Its producers in the order of their creation.</summary>
    public IReadOnlyList<Producer> Producers => Snapshot(_producers);

    /// <summary>Its consumers in the order of their creation.</summary>
    public IReadOnlyList<Consumer> Consumers => Snapshot(_consumers);

    internal Room Room { get; }

    internal V2Capabilities Capabilities { get; }

    internal ComponentLog Log { get; }

    /// <summary>Finds a transport.</summary>
    /// <param name="id">Its id.</param>
    /// <returns>The transport; null when there is none.</returns>
    public Transport? GetTransportById(int id) => Snapshot(_transports).FirstOrDefault(transport => transport.Id == id);

    /// <summary>Finds a producer.</summary>
    /// <param name="id">Its id.</param>
    /// <returns>The producer; null when there is none.</returns>
    public Producer? GetProducerById(int id) => Snapshot(_producers).FirstOrDefault(producer => producer.Id == id);

    /// <summary>Finds a consumer.</summary>
    /// <param name="id">Its id.</param>
    /// <returns>The consumer; null when there is none.</returns>
    public Consumer? GetConsumerById(int id) => Snapshot(_consumers).FirstOrDefault(consumer => consumer.Id == id);

    /// <summary>Finds the consumer of a producer of another peer.</summary>
    /// <param name="producer">The producer.</param>
    /// <returns>The consumer; null when there is none.</returns>
    public Consumer? GetConsumerForSource(Producer producer) =>
        Snapshot(_consumers).FirstOrDefault(consumer => consumer.Source == producer);

    /// <summary>Closes the peer: kicks it out. Does nothing the second time.</summary>
    /// <param name="appData">Data for its client, the others and <see cref="OnClose"/>.</param>
    public void Close(JsonNode? appData = null)
    {
        lock (Room.Gate)
        {
            if (!_closed)
            {
                Notify(Messages.Notification("closed").WithOptional("appData", appData));
                Close(Originator.Local, appData);
            }
        }
    }

    /// <summary>With the gate held: gives a notification to the application; nothing once the peer is closed.</summary>
    internal void Notify(JsonObject notification)
    {
        if (!_closed)
        {
            Raise("notify", OnNotify, notification);
        }
    }

    /// <summary>With the gate held: makes the consumer of a producer of another peer.</summary>
    internal void AddConsumer(Producer producer, bool isNotified)
    {
        var consumer = new Consumer(Room, this, producer, ConsumerNegotiation.Choose(producer.Consumable, Capabilities, NextSsrc));
        _consumers.Add(consumer);
        producer.Add(consumer);
        if (isNotified)
        {
            JsonObject notification = Messages.Notification("newConsumer");
            foreach ((string name, JsonNode? value) in consumer.ToJson().ToArray())
            {
                notification[name] = value?.DeepClone();
            }

            Notify(notification);
        }

        Raise("newconsumer", OnNewConsumer, consumer);
    }

    /// <summary>With the gate held.</summary>
    internal void Remove(Transport transport)
    {
        _transports.Remove(transport);
        Room.FreeTransportId(transport.Id);
    }

    /// <summary>With the gate held.</summary>
    internal void Remove(Producer producer)
    {
        _producers.Remove(producer);
        Room.FreeProducerId(producer.Id);
    }

    /// <summary>With the gate held.</summary>
    internal void Remove(Consumer consumer)
    {
        _consumers.Remove(consumer);
        _ssrcs.ExceptWith(consumer.Ssrcs);
    }

    /// <summary>With the gate held.</summary>
    private void Close(Originator originator, JsonNode? appData)
    {
        _closed = true;
        Room.Remove(this, appData);
        Raise("close", OnClose, originator, appData);
        foreach (Producer producer in _producers.ToArray())
        {
            producer.Close(originator, null);
        }

        foreach (Consumer consumer in _consumers.ToArray())
        {
            consumer.Close(originator, null);
        }

        foreach (Transport transport in _transports.ToArray())
        {
            transport.Close(originator, null);
        }
    }

    private uint NextSsrc()
    {
        uint ssrc;
        do
        {
            ssrc = (uint)RandomId.Next();
        }
        while (!_ssrcs.Add(ssrc));
        return ssrc;
    }

    private T[] Snapshot<T>(List<T> items)
    {
        lock (Room.Gate)
        {
            return [.. items];
        }
    }

    private void RequireOpen()
    {
        if (_closed)
        {
            throw new InvalidStateException("Peer closed");
        }
    }
}
