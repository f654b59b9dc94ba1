using System.Diagnostics;
using System.Text.Json.Nodes;
using Tureen.Ortc;
using Tureen.Rooms.Protoo;
using Tureen.Rooms.Signaling;
using Tureen.Rooms.Telemetry;

namespace Tureen.Rooms.Rooms;

/// <summary>What the parts of a peer share: its room, its connection, how far it has come, and what it may cost. Runs on the room's loop.</summary>
internal sealed class PeerSession(Room room, PeerQuery query, ProtooConnection connection, RoomVisitor visitor)
{
    public string Id { get; } = query.PeerId;

    /// <summary>How the application knows the peer.</summary>
    public RoomPeer Public { get; } = new(visitor, (method, data) => connection.Notify(method, data), connection.Close);

    public Room Room { get; } = room;

    public ProtooConnection Connection { get; } = connection;

    /// <summary>Classic until the client shows otherwise.</summary>
    public Dialect Dialect { get; set; } = query.Dialect;

    public KeptData Kept { get; } = new(room.Services.Memory);

    public RelayRates Relays { get; } = new(room.Services.Time);

    /// <summary>The request for its WebSocket, which is the parent of what it does.</summary>
    public ActivityContext Trace { get; } = visitor.Trace;

    public bool IsJoined { get; set; }

    public bool IsClosed { get; set; }

    public void Notify(string method, JsonObject data) => Connection.Notify(method, data);

    /// <summary>Sends a notification that a later one replaces, so that it may be left out when the client reads slowly.</summary>
    public void NotifyOptional(string method, JsonObject data) => Connection.Notify(method, data, isOptional: true);

    /// <summary>Measures and traces how long it took to join.</summary>
    public void TraceJoin()
    {
        DateTimeOffset now = Room.Services.Time.GetUtcNow();
        RoomTelemetry.Joins.Record((now - visitor.StartedAt).TotalSeconds);
        RoomTelemetry.Trace("rooms.join", Trace, visitor.StartedAt, now, ("tureen.room.id", Room.Id), ("tureen.participant.id", Id));
    }

    /// <exception cref="ProtooException">The peer is closed.</exception>
    public void RequireOpen()
    {
        if (IsClosed)
        {
            throw new ProtooException("Peer closed");
        }
    }

    /// <exception cref="ProtooException">The peer has not joined.</exception>
    public void RequireJoined()
    {
        if (!IsJoined)
        {
            throw new ProtooException(Dialect.NotJoined);
        }
    }

    /// <summary>Whether a host muted what the peer sends of a kind.</summary>
    public bool IsMuted(MediaKind kind) =>
        Room.Records.Find(Public.Rights, Id) is { } record && (kind == MediaKind.Audio ? record.IsAudioMuted : record.IsPictureMuted);

    /// <exception cref="ProtooException">The rights of the peer do not include it.</exception>
    public void RequireGranted(RoomTrack track)
    {
        if (!Public.Rights.MayPublish(track.Kind))
        {
            throw new ProtooException(StatusCodes.Status403Forbidden, $"the token does not grant {track.Kind.ToString().ToLowerInvariant()}");
        }
    }

    /// <exception cref="ProtooException">The peer may not send it.</exception>
    public async Task RequireMayPublishAsync(RoomTrack track)
    {
        RequireGranted(track);
        if (await Room.Services.Hooks.MayPublishAsync(Public, track) is { Reason: { } reason })
        {
            throw new ProtooException(StatusCodes.Status403Forbidden, reason);
        }

        RequireOpen();
    }

    /// <summary>Whether the rights of the peer include what another one sends. The messages of the room itself are for all.</summary>
    public bool MayReceive(string? producerPeerId) => producerPeerId is null || Public.Rights.Has(RoomGrants.Subscribe);

    /// <summary>Whether the peer gets what another one sends.</summary>
    public async ValueTask<bool> MaySubscribeAsync(RoomTrack track) =>
        MayReceive(track.PeerId)
        && (await Room.Services.Hooks.MaySubscribeAsync(Public, track)).IsAllowed;

    /// <summary>Finds what a request names.</summary>
    /// <exception cref="ProtooException">There is no such object.</exception>
    public T Find<T>(Dictionary<string, T> objects, string? id, string kind)
        where T : class
        => id is not null && objects.TryGetValue(id, out T? found) ? found : throw new ProtooException(Dialect.NotFound(kind, id));
}
