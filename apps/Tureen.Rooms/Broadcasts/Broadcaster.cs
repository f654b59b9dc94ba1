using System.Text.Json.Nodes;
using Tureen.Ortc;
using Tureen.Rooms.Limits;
using Tureen.Rooms.Logging;
using Tureen.Rooms.Members;
using Tureen.Rooms.Rooms;
using Tureen.Rooms.Security;
using Tureen.Rooms.Signaling;

namespace Tureen.Rooms.Broadcasts;

/// <summary>A program without signaling, such as ffmpeg, that the peers of a room see as one of them. Runs on the room's loop.</summary>
internal sealed partial class Broadcaster : IRoomMember
{
    private readonly Dictionary<string, Transport> _transports = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PeerProducer> _producers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PeerDataProducer> _dataProducers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Consumer> _consumers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DataConsumer> _dataConsumers = new(StringComparer.Ordinal);
    private readonly Room _room;
    private readonly RtpCapabilities? _capabilities;
    private readonly IDisposable _lease;
    private readonly ITimer _idleCheck;
    private readonly AddressKey _address;
    private readonly KeptData _kept;
    private readonly Dictionary<string, IDisposable> _ports = new(StringComparer.Ordinal);
    private long _bytesAtLastCheck;
    private int _beingMade;
    private bool _isClosed;

    /// <param name="room">Where it is.</param>
    /// <param name="options">What it says about itself.</param>
    /// <param name="lease">Returned when it is closed.</param>
    public Broadcaster(Room room, BroadcasterOptions options, IDisposable lease)
    {
        _room = room;
        _lease = lease;
        _capabilities = options.Capabilities;
        Id = options.Id;
        DisplayName = options.DisplayName;
        Device = options.Device;
        RemoteAddress = options.RemoteAddress;
        _address = options.Address;
        _kept = new KeptData(room.Services.Memory);
        _kept.Keep(options.KeptLength);
        _idleCheck = room.Services.Time.CreateTimer(
            _ => _room.Loop.Post(CheckIdle), null, RoomLimits.BroadcasterIdleCheck, RoomLimits.BroadcasterIdleCheck);
    }

    public string Id { get; }

    public string DisplayName { get; }

    public JsonObject Device { get; }

    public string RemoteAddress { get; }

    public IReadOnlyCollection<PeerProducer> Producers => _producers.Values;

    public IReadOnlyCollection<PeerDataProducer> DataProducers => _dataProducers.Values;

    public PeerStatus Describe() => new(
        Id,
        DisplayName,
        IsJoined: true,
        [.. _producers.Values.Select(producer => new ProducerStatus(producer.Producer.Kind.ToWireString(), producer.Producer.Paused))],
        _consumers.Count);

    /// <summary>Whether it gave capabilities that can receive a producer.</summary>
    public bool CanConsume(PeerProducer producer) =>
        _capabilities is not null && _room.Router.CanConsume(producer.Producer.Id, _capabilities);

    /// <summary>Closes all that it has. Does nothing the second time.</summary>
    public void Close()
    {
        if (_isClosed)
        {
            return;
        }

        _isClosed = true;
        _idleCheck.Dispose();
        _room.HandleClosing(this);
        foreach (Transport transport in _transports.Values)
        {
            transport.Close();
        }

        _transports.Clear();
        _producers.Clear();
        _dataProducers.Clear();
        _consumers.Clear();
        _dataConsumers.Clear();
        foreach (IDisposable ports in _ports.Values)
        {
            ports.Dispose();
        }

        _kept.Close();
        _lease.Dispose();
    }

    /// <summary>Keeps some bytes while something is made, and as long as it exists.</summary>
    private async Task<T> KeepAsync<T>(long bytes, Func<Task<T>> make)
    {
        _kept.Keep(bytes);
        try
        {
            return await make();
        }
        catch
        {
            _kept.Free(bytes);
            throw;
        }
    }

    /// <summary>Makes something that counts towards a limit until it is in its table.</summary>
    private async Task<T> MakeAsync<T>(int count, int limit, string what, Func<Task<T>> make)
        where T : IDisposable
    {
        if (count + _beingMade >= limit)
        {
            throw BroadcastException.Conflict($"too many {what}");
        }

        _beingMade++;
        try
        {
            T made = await make();
            if (_isClosed)
            {
                made.Dispose();
                throw BroadcastException.NotFound("broadcaster", Id);
            }

            return made;
        }
        finally
        {
            _beingMade--;
        }
    }

    private Transport FindTransport(string id) =>
        _transports.GetValueOrDefault(id) ?? throw BroadcastException.NotFound("transport", id);

    /// <summary>A program that ended without a word would hold its room and its ports for ever.</summary>
    private void CheckIdle() => _ = CheckIdleAsync();

    private async Task CheckIdleAsync()
    {
        if (_isClosed || _room.HasPeers)
        {
            return;
        }

        try
        {
            long bytes = 0;
            foreach (Transport transport in _transports.Values.ToArray())
            {
                TransportStats stats = (await transport.GetStatsAsync())[0];
                bytes += stats.BytesReceived + stats.BytesSent;
            }

            if (bytes == _bytesAtLastCheck && !_room.HasPeers)
            {
                _room.Logger.LogInformation("Broadcaster {PeerId} is idle", LogText.Of(Id));
                Close();
            }

            _bytesAtLastCheck = bytes;
        }
        catch (MediasoupException)
        {
            // A transport was closed meanwhile; the next check sees the others.
        }
    }
}
