using System.Text.Json.Nodes;

namespace Tureen.V2;

/// <summary>One participant of a room (v2 Peer).</summary>
/// <remarks>All members may be used from any thread; see <see cref="RoomObject"/> about handlers.</remarks>
public sealed class Peer : RoomObject
{
    private readonly PeerRequests _requests;
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
        Objects = new PeerObjects(room);
        _requests = new PeerRequests(this);
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
    public IReadOnlyList<Transport> Transports => Objects.Transports;

    /// <summary>Its producers in the order of their creation.</summary>
    public IReadOnlyList<Producer> Producers => Objects.Producers;

    /// <summary>Its consumers in the order of their creation.</summary>
    public IReadOnlyList<Consumer> Consumers => Objects.Consumers;

    internal Room Room { get; }

    internal V2Capabilities Capabilities { get; }

    internal PeerObjects Objects { get; }

    internal ComponentLog Log { get; }

    /// <summary>Finds a transport.</summary>
    /// <param name="id">Its id.</param>
    /// <returns>The transport; null when there is none.</returns>
    public Transport? GetTransportById(int id) => Array.Find(Objects.Transports, transport => transport.Id == id);

    /// <summary>Finds a producer.</summary>
    /// <param name="id">Its id.</param>
    /// <returns>The producer; null when there is none.</returns>
    public Producer? GetProducerById(int id) => Array.Find(Objects.Producers, producer => producer.Id == id);

    /// <summary>Finds a consumer.</summary>
    /// <param name="id">Its id.</param>
    /// <returns>The consumer; null when there is none.</returns>
    public Consumer? GetConsumerById(int id) => Array.Find(Objects.Consumers, consumer => consumer.Id == id);

    /// <summary>Finds the consumer of a producer of another peer.</summary>
    /// <param name="producer">The producer.</param>
    /// <returns>The consumer; null when there is none.</returns>
    public Consumer? GetConsumerForSource(Producer producer) =>
        Array.Find(Objects.Consumers, consumer => consumer.Source == producer);

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

    /// <summary>
    /// Lets the peer show what arrives on a transport of mediasoup v3 of the same router: the others consume it like any other
    /// producer of v2. It closes with the v3 producer; closing it leaves that one as it is.
    /// </summary>
    /// <param name="producer">The producer, of <see cref="Room.GetRouterAsync"/>.</param>
    /// <param name="appData">Data for the others.</param>
    /// <returns>The producer of v2.</returns>
    /// <exception cref="InvalidStateException">The peer or the producer is closed.</exception>
    /// <exception cref="MediasoupException">The peer is a spy.</exception>
    public Producer AdoptProducer(Tureen.Producer producer, JsonNode? appData = null)
    {
        Check.Given(producer);
        lock (Room.Gate)
        {
            RequireOpen();
            RequireNoSpy();
            var adopted = Producer.Adopt(this, Room.TakeProducerId(null), producer, appData);
            Add(adopted);
            return adopted;
        }
    }

    /// <summary>
    /// Answers a request of the client whose target is the peer: <c>createTransport</c>, <c>restartTransport</c>,
    /// <c>createProducer</c> or <c>enableConsumer</c>. Call it in the order in which the client's messages come.
    /// </summary>
    /// <param name="request">The request as the client sent it.</param>
    /// <returns>The response, for the client; null for an empty one.</returns>
    /// <exception cref="InvalidStateException">The peer, or what is meant, is closed or in another state.</exception>
    /// <exception cref="MediasoupTypeException">The request is malformed.</exception>
    /// <exception cref="MediasoupException">It cannot be granted.</exception>
    public async Task<JsonObject?> ReceiveRequestAsync(JsonObject request)
    {
        Task<JsonObject?> answer;
        lock (Room.Gate)
        {
            RequireOpen();
            JsonObject copy = MessageFields.Copy(request, "request");
            answer = _requests.HandleAsync(Messages.MethodOfRequest(copy), copy);
        }

        return await answer.ConfigureAwait(false);
    }

    /// <summary>
    /// Takes a notification of the client. A failure while a well-formed one is handled is only logged. Call it in the order
    /// in which the client's messages come.
    /// </summary>
    /// <param name="notification">The notification as the client sent it.</param>
    /// <returns>Completes when the notification has been handled.</returns>
    /// <exception cref="InvalidStateException">The peer is closed.</exception>
    /// <exception cref="MediasoupTypeException">The notification is malformed.</exception>
    public async Task ReceiveNotificationAsync(JsonObject notification)
    {
        Task done;
        lock (Room.Gate)
        {
            RequireOpen();
            JsonObject copy = MessageFields.Copy(notification, "notification");
            done = PeerNotifications.HandleAsync(this, Messages.MethodOfNotification(copy), copy);
        }

        await done.ConfigureAwait(false);
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
        var consumer = new Consumer(Room, this, producer, ConsumerNegotiation.Choose(producer.Consumable, Capabilities, Objects.NextSsrc));
        Objects.Add(consumer);
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

    /// <summary>With the gate held: a transport that the engine has made.</summary>
    /// <exception cref="InvalidStateException">The peer closed meanwhile; the transport is closed, too.</exception>
    internal void Add(Transport transport)
    {
        Objects.Add(transport);
        if (_closed)
        {
            transport.Close(Originator.Local, null);
            RequireOpen();
        }

        Raise("newtransport", OnNewTransport, transport);
    }

    /// <summary>With the gate held: a producer that the engine has made; the others can consume it from now on.</summary>
    /// <exception cref="InvalidStateException">The peer, or what carries the producer, closed meanwhile; the producer is closed, too.</exception>
    internal void Add(Producer producer)
    {
        Objects.Add(producer);
        if (_closed || producer.Transport is { Closed: true } || producer.Core.Closed)
        {
            producer.Close(Originator.Local, null);
            RequireOpen();
            throw new InvalidStateException("Transport closed");
        }

        producer.Watch();
        Room.Announce(producer);
        Raise("newproducer", OnNewProducer, producer);
    }

    /// <exception cref="MediasoupException">The peer is a spy, which shows nothing.</exception>
    internal void RequireNoSpy()
    {
        if (Spy)
        {
            throw new MediasoupException("spy peers cannot create producers");
        }
    }

    /// <summary>With the gate held.</summary>
    internal void Close(Originator originator, JsonNode? appData)
    {
        _closed = true;
        Room.Remove(this, appData);
        Raise("close", OnClose, originator, appData);
        foreach (Producer producer in Objects.Producers)
        {
            producer.Close(originator, null);
        }

        foreach (Consumer consumer in Objects.Consumers)
        {
            consumer.Close(originator, null);
        }

        foreach (Transport transport in Objects.Transports)
        {
            transport.Close(originator, null);
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
