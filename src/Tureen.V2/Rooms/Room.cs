using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Tureen.Ortc;

namespace Tureen.V2;

/// <summary>Peers that see and hear each other (v2 Room).</summary>
/// <remarks>All members may be used from any thread; see <see cref="RoomObject"/> about handlers.</remarks>
public sealed partial class Room : RoomObject, IDisposable
{
    private readonly List<Peer> _peers = [];
    private readonly HashSet<int> _producerIds = [];
    private readonly HashSet<int> _transportIds = [];
    private readonly HashSet<int> _consumerIds = [];
    private readonly AudioLevels _levels;
    private readonly Task<Router> _router;
    private volatile bool _closed;

    internal Room(Worker worker, V2Capabilities capabilities, ListenPlan listen, EventDispatcher dispatcher, ILoggerFactory? loggerFactory)
        : base(dispatcher)
    {
        Id = RandomId.Next();
        Worker = worker;
        Capabilities = capabilities;
        Listen = listen;
        LoggerFactory = loggerFactory;
        _levels = new AudioLevels(this);
        Log = new ComponentLog(loggerFactory, "V2.Room");
        RtpCapabilities routerCapabilities = capabilities.ToRouter();
        _router = worker.CreateRouterAsync(routerCapabilities);
        _ = WatchRouterAsync();
    }

    /// <summary>The room was closed, with the data of the application (v2 <c>close</c>).</summary>
    public event Action<JsonNode?>? OnClose;

    /// <summary>A peer joined. Attach to its <see cref="Peer.OnNotify"/> in the handler (v2 <c>newpeer</c>).</summary>
    public event Action<Peer>? OnNewPeer;

    /// <summary>A random number of eight digits.</summary>
    public int Id { get; }

    /// <summary>Whether the room is closed.</summary>
    public bool Closed => _closed;

    /// <summary>What the room carries, in the form that clients get. A new copy each time.</summary>
    public JsonObject RtpCapabilities => Capabilities.ToJson();

    /// <summary>The peers in the order in which they joined, spies included.</summary>
    public IReadOnlyList<Peer> Peers
    {
        get
        {
            lock (Gate)
            {
                return [.. _peers];
            }
        }
    }

    /// <summary>Guards all objects of the room. Handlers run under it.</summary>
    internal Lock Gate { get; } = new();

    internal Worker Worker { get; }

    internal V2Capabilities Capabilities { get; }

    internal ListenPlan Listen { get; }

    internal ILoggerFactory? LoggerFactory { get; }

    internal ComponentLog Log { get; }

    /// <summary>
    /// Gives the v3 router below, on which transports of mediasoup v3 can send to and receive from the peers: its payload types and
    /// header extension ids are the room's.
    /// </summary>
    /// <returns>The router.</returns>
    /// <exception cref="WorkerClosedException">The worker is closed.</exception>
    public Task<Router> GetRouterAsync() => _router;

    /// <summary>Finds a peer.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The peer; null when there is none.</returns>
    public Peer? GetPeerByName(string name)
    {
        lock (Gate)
        {
            return _peers.Find(peer => peer.Name == name);
        }
    }

    /// <summary>Closes the room and its peers. Does nothing the second time.</summary>
    /// <param name="appData">Data for <see cref="OnClose"/>; peers do not get it.</param>
    public void Close(JsonNode? appData = null)
    {
        lock (Gate)
        {
            if (_closed)
            {
                return;
            }

            _closed = true;
            Raise("close", OnClose, appData);
            foreach (Peer peer in _peers.ToArray())
            {
                peer.Close();
            }

            Closing?.Invoke();
        }

        _ = CloseRouterAsync();
    }

    /// <inheritdoc/>
    public void Dispose() => Close();

    /// <summary>The room closed; for objects that belong to the room and to no peer.</summary>
    internal event Action? Closing;

    /// <summary>With the gate held: takes an id that a client chose, or chooses one.</summary>
    /// <exception cref="MediasoupException">The id is in use.</exception>
    internal int TakeTransportId(int? id) => Take(_transportIds, id, "Transport");

    /// <summary>With the gate held.</summary>
    internal void FreeTransportId(int id) => _transportIds.Remove(id);

    /// <summary>With the gate held: takes an id that a client chose, or chooses one.</summary>
    /// <exception cref="MediasoupException">The id is in use.</exception>
    internal int TakeProducerId(int? id) => Take(_producerIds, id, "Producer");

    /// <summary>With the gate held: one producer more can still be announced to the others.</summary>
    internal bool HasRoomForProducer => _producerIds.Count < V2Limits.MaxProducersPerRoom
        && _consumerIds.Count + _peers.Count <= V2Limits.MaxConsumersPerRoom;

    /// <summary>With the gate held.</summary>
    internal void FreeProducerId(int id) => _producerIds.Remove(id);

    /// <summary>With the gate held.</summary>
    internal int TakeConsumerId() => Take(_consumerIds, null, "Consumer");

    /// <summary>With the gate held.</summary>
    internal void FreeConsumerId(int id) => _consumerIds.Remove(id);

    /// <summary>With the gate held: a peer is gone; notifies the others unless it was a spy.</summary>
    internal void Remove(Peer peer, JsonNode? appData)
    {
        _peers.Remove(peer);
        if (!peer.Spy)
        {
            JsonObject notification = Messages.Notification("peerClosed");
            notification["name"] = peer.Name;
            notification.WithOptional("appData", appData);
            NotifyOthers(peer, notification);
        }
    }

    /// <summary>With the gate held: all other peers can consume it.</summary>
    internal void Announce(Producer producer)
    {
        _levels.Add(producer);
        foreach (Peer peer in _peers.ToArray())
        {
            if (peer != producer.Peer && !peer.Closed && !producer.Closed)
            {
                peer.AddConsumer(producer, isNotified: true);
            }
        }
    }

    private static int Take(HashSet<int> ids, int? wanted, string what)
    {
        int id = wanted is null or 0 ? RandomId.NextUnused(ids.Contains) : wanted.Value;
        return ids.Add(id) ? id : throw new MediasoupException($"{what} with same id already exists [id:{id}]");
    }

    private void NotifyOthers(Peer except, JsonObject notification)
    {
        foreach (Peer peer in _peers.ToArray())
        {
            if (peer != except)
            {
                peer.Notify((JsonObject)notification.DeepClone());
            }
        }
    }

    private async Task WatchRouterAsync()
    {
        try
        {
            Router router = await _router.ConfigureAwait(false);
            router.OnWorkerClose += () => Close();
        }
        catch (Exception error)
        {
            Log.Error("the router of the room cannot be made", error);
            Close();
        }
    }

    private async Task CloseRouterAsync()
    {
        try
        {
            (await _router.ConfigureAwait(false)).Close();
        }
        catch (MediasoupException)
        {
            // It was never made.
        }
    }
}
