using System.Text.Json.Nodes;
using Tureen.Ortc;
using Tureen.Rooms.Members;
using Tureen.Rooms.Protoo;
using Tureen.Rooms.Security;
using Tureen.Rooms.Signaling;

namespace Tureen.Rooms.Rooms;

/// <summary>One client in a room. Runs on the room's loop.</summary>
internal sealed partial class Peer : IProtooHandler, IRoomMember
{
    private readonly Dictionary<string, PeerTransport> _transports = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PeerProducer> _producers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PeerConsumer> _consumers = new(StringComparer.Ordinal);
    private readonly Room _room;
    private readonly ProtooConnection _connection;
    private readonly bool _isBweDisabled;
    private readonly ITimer _joinDeadline;
    private readonly KeptData _kept;
    private readonly RelayRates _relays;
    private RtpCapabilities? _rtpCapabilities;
    private bool _isClosed;

    public Peer(Room room, PeerQuery query, ProtooConnection connection, string remoteAddress)
    {
        _room = room;
        _connection = connection;
        _isBweDisabled = query.IsBweDisabled;
        Id = query.PeerId;
        Dialect = query.Dialect;
        RemoteAddress = remoteAddress;
        RoomServices services = room.Services;
        _kept = new KeptData(services.Memory);
        _relays = new RelayRates(services.Time);
        _joinDeadline = services.Time.CreateTimer(
            _ => _room.Loop.Post(HandleJoinDeadline), null, services.Limits.JoinDeadline, Timeout.InfiniteTimeSpan);
    }

    public string Id { get; }

    public string RemoteAddress { get; }

    /// <summary>Classic until the client shows otherwise.</summary>
    public Dialect Dialect { get; private set; }

    /// <summary>Its connection has ended, and the room will hear of it.</summary>
    public bool IsGone => _connection.IsClosed;

    public bool IsJoined { get; private set; }

    public string DisplayName { get; private set; } = string.Empty;

    /// <summary>As the client gave it.</summary>
    public JsonObject Device { get; private set; } = [];

    public IReadOnlyCollection<PeerProducer> Producers => _producers.Values;

    /// <summary>The first message, in both dialects, because the client's dialect is not known yet. Clients ignore unknown messages.</summary>
    public void Greet()
    {
        Notify("mediasoup-version", PeerMessages.Version());
        Notify("mediasoupVersion", PeerMessages.Version());
    }

    /// <summary>Proves that a later connection is of the same client, which gets it when it joins.</summary>
    public string ReconnectToken { get; } = Security.ReconnectToken.Create();

    public void Notify(string method, JsonObject data) => _connection.Notify(method, data);

    /// <summary>Sends a notification that a later one replaces, so that it may be left out when the client reads slowly.</summary>
    public void NotifyOptional(string method, JsonObject data) => _connection.Notify(method, data, isOptional: true);

    /// <summary>Closes the connection and all that the peer has. Does nothing the second time.</summary>
    public void Close()
    {
        if (_isClosed)
        {
            return;
        }

        _isClosed = true;
        _joinDeadline.Dispose();
        _kept.Close();
        _connection.Close();
        _room.HandleClosing(this);
        foreach (PeerTransport transport in _transports.Values)
        {
            transport.Transport.Close();
        }

        EndConsumers(_consumers.Count + _dataConsumers.Count);
        _transports.Clear();
        _producers.Clear();
        _consumers.Clear();
        _dataProducers.Clear();
        _dataConsumers.Clear();
    }

    public PeerStatus Describe() => new(
        Id,
        DisplayName,
        IsJoined,
        [.. _producers.Values.Select(producer => new ProducerStatus(producer.Producer.Kind.ToWireString(), producer.Producer.Paused))],
        _consumers.Count);

    private void HandleJoinDeadline()
    {
        if (!IsJoined)
        {
            Close();
        }
    }

    private void RequireOpen()
    {
        if (_isClosed)
        {
            throw new ProtooException("Peer closed");
        }
    }

    private void RequireJoined()
    {
        if (!IsJoined)
        {
            throw new ProtooException(Dialect.NotJoined);
        }
    }

    private ProtooException NotFound(string kind, string? id) => new(Dialect.NotFound(kind, id));

    private PeerTransport FindTransport(RequestData data) =>
        Find(_transports, data.Text("transportId"), "transport");

    private PeerProducer FindProducer(RequestData data) => Find(_producers, data.Text("producerId"), "producer");

    private PeerConsumer FindConsumer(RequestData data) => Find(_consumers, data.Text("consumerId"), "consumer");

    private T Find<T>(Dictionary<string, T> objects, string? id, string kind)
        where T : class
        => id is not null && objects.TryGetValue(id, out T? found) ? found : throw NotFound(kind, id);
}
