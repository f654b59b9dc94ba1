using System.Text.Json.Nodes;
using Tureen.Ortc;
using Tureen.Rooms.Limits;
using Tureen.Rooms.Logging;
using Tureen.Rooms.Members;
using Tureen.Rooms.Rooms;

namespace Tureen.Rooms.Broadcasts;

/// <summary>A program without signaling, such as ffmpeg, that the peers of a room see as one of them. Runs on the room's loop.</summary>
internal sealed class Broadcaster : IRoomMember
{
    private readonly Room _room;
    private readonly RtpCapabilities? _capabilities;
    private readonly IDisposable _lease;
    private readonly ITimer _idleCheck;
    private readonly BroadcasterBudget _budget;
    private long _bytesAtLastCheck;

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
        JoinedAt = room.Services.Time.GetUtcNow();
        RemoteAddress = options.RemoteAddress;
        _budget = new BroadcasterBudget(options.Id, room.Services.Memory);
        _budget.Kept.Keep(options.KeptLength);
        Transports = new BroadcasterTransports(room, _budget, options.Address);
        Sent = new BroadcasterProducers(this, room, _budget, Transports);
        Received = new BroadcasterConsumers(room, _budget, Transports, options.Capabilities);
        _idleCheck = room.Services.Time.CreateTimer(
            _ => _room.Loop.Post(CheckIdle), null, RoomLimits.BroadcasterIdleCheck, RoomLimits.BroadcasterIdleCheck);
    }

    public string Id { get; }

    public string DisplayName { get; }

    public string? Identity => null;

    public string? Role => null;

    public JsonObject? Metadata { get; set; }

    public DateTimeOffset? JoinedAt { get; }

    public JsonObject Device { get; }

    public string RemoteAddress { get; }

    public BroadcasterTransports Transports { get; }

    public BroadcasterProducers Sent { get; }

    public BroadcasterConsumers Received { get; }

    public IReadOnlyCollection<PeerProducer> Producers => Sent.Media;

    public IReadOnlyCollection<PeerDataProducer> DataProducers => Sent.Messages;

    public PeerStatus Describe() => new(
        Id,
        DisplayName,
        IsJoined: true,
        [.. Producers.Select(producer => new ProducerStatus(producer.Producer.Kind.ToWireString(), producer.Producer.Paused))],
        Received.MediaCount);

    /// <summary>All channels but those for the bot, which answers peers alone.</summary>
    public bool IsForPeers(PeerDataProducer producer) => producer.Channel != PeerDataProducer.Bot;

    /// <summary>Whether it gave capabilities that can receive a producer.</summary>
    public bool CanConsume(PeerProducer producer) =>
        _capabilities is not null && _room.Router.CanConsume(producer.Producer.Id, _capabilities);

    /// <summary>Closes a transport with all that it carries.</summary>
    public void CloseTransport(string transportId)
    {
        Transports.Close(transportId);
        Sent.ForgetClosed();
    }

    /// <summary>Closes all that it has. Does nothing the second time.</summary>
    public void Close()
    {
        if (_budget.IsClosed)
        {
            return;
        }

        _budget.Close();
        _idleCheck.Dispose();
        _room.HandleGuestClosing(this);
        Transports.CloseAll();
        Sent.Clear();
        Received.Clear();
        _lease.Dispose();
    }

    /// <summary>A program that ended without a word would hold its room and its ports for ever.</summary>
    private void CheckIdle() => _ = CheckIdleAsync();

    private async Task CheckIdleAsync()
    {
        if (_budget.IsClosed || _room.HasPeers)
        {
            return;
        }

        try
        {
            long bytes = await Transports.CountBytesAsync();
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
