using System.Globalization;
using Tureen.Ortc;
using Tureen.Rooms.Limits;
using Tureen.Rooms.Protoo;
using Tureen.Rooms.Security;
using Tureen.Rooms.Signaling;
using Tureen.Rooms.Telemetry;

namespace Tureen.Rooms.V2;

/// <summary>
/// What administrators do in one room of mediasoup v2. Its protocol has no words for it: who is removed reads the reason in the end of the WebSocket, and a
/// mute is a pause of the server. Thread-safe. Each method throws a <see cref="ProtooException"/> when its caller is wrong.
/// </summary>
internal sealed class V2Moderation(string roomId, V2RoomEntry entry, RoomServices services)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Id, bool IsIdentity), RoomBan> _bans = [];
    private readonly HashSet<((string Id, bool IsIdentity) Who, MediaKind Kind)> _mutes = [];
    private readonly DateTimeOffset _createdAt = services.Time.GetUtcNow();
    private volatile bool _isLocked;
    private volatile int _maxParticipants;

    public RoomInfo Describe() => new()
    {
        Id = roomId,
        CreatedAt = _createdAt,
        ParticipantCount = entry.Connections.Count(static connection => connection.Peer is not null),
        WaitingCount = 0,
        MaxParticipants = _maxParticipants,
        EmptySeconds = 0,
        IsLocked = _isLocked,
        HasLobby = false,
    };

    public IReadOnlyList<ParticipantInfo> ListParticipants() => [.. entry.Connections.Select(Describe)];

    public IReadOnlyList<RoomBan> ListBans()
    {
        lock (_gate)
        {
            return [.. _bans.Values];
        }
    }

    /// <summary>Locks the room or opens it, and sets how many may be in it. A room of v2 has nothing else.</summary>
    public void Update(RoomChange change)
    {
        if (change.HasLobby is true || change.EmptySeconds > 0 || change.Metadata is not null)
        {
            throw Wrong("rooms of mediasoup v2 have isLocked and maxParticipants only");
        }

        if (change.MaxParticipants is < 0 or > V2Limits.MaxConnectionsPerRoom)
        {
            throw Wrong($"maxParticipants must be a number from 0 to {V2Limits.MaxConnectionsPerRoom}, not {change.MaxParticipants}");
        }

        _isLocked = change.IsLocked ?? _isLocked;
        _maxParticipants = change.MaxParticipants ?? _maxParticipants;
        Log(DecisionKind.RoomChanged, null, $"locked: {_isLocked}, participants at most: {_maxParticipants}");
    }

    /// <summary>Ends the connection of a participant. One who is banned may not come back as long as the room is open.</summary>
    public void Remove(string peerName, string? reason, bool isBanned)
    {
        V2Connection connection = Find(peerName);
        string text = ReasonOf(reason ?? "a host removed you");
        if (isBanned)
        {
            (string id, bool isIdentity) key = KeyOf(connection.Rights, connection.PeerName);
            lock (_gate)
            {
                RequireMemory();
                _bans[key] = new RoomBan { Id = key.id, IsIdentity = key.isIdentity, Reason = text, At = services.Time.GetUtcNow() };
            }
        }

        Log(isBanned ? DecisionKind.Banned : DecisionKind.Removed, peerName, text);
        End(connection, text);
    }

    /// <summary>Ends the bans of an identity, and of a name of a peer that is the same.</summary>
    public void Unban(string id)
    {
        lock (_gate)
        {
            bool isIdentity = _bans.Remove((id, true));
            bool isName = _bans.Remove((id, false));
            if (!isIdentity && !isName)
            {
                throw NotFound("ban", id);
            }
        }

        Log(DecisionKind.Unbanned, id, "may come back");
    }

    /// <summary>Closes the room; the ends of the WebSockets say why.</summary>
    public void Close(string? reason)
    {
        string text = ReasonOf(reason ?? "a host closed the room");
        Log(DecisionKind.RoomClosed, null, text);
        foreach (V2Connection connection in entry.Connections)
        {
            End(connection, text);
        }

        entry.Room.Close();
    }

    /// <summary>Mutes a track such that its owner cannot undo it, also not by sending another one, or ends that.</summary>
    public void SetMuted(string peerName, string trackId, bool isMuted)
    {
        V2Connection connection = Find(peerName);
        IReadOnlyList<Tureen.V2.Producer> tracks = connection.Peer?.Producers ?? [];
        Tureen.V2.Producer track = tracks.FirstOrDefault(producer => IdOf(producer) == trackId) ?? throw NotFound("track", trackId);
        var key = (KeyOf(connection.Rights, connection.PeerName), track.Kind);
        lock (_gate)
        {
            if (isMuted)
            {
                RequireMemory();
                _mutes.Add(key);
            }
            else
            {
                _mutes.Remove(key);
            }
        }

        Log(isMuted ? DecisionKind.Muted : DecisionKind.Unmuted, peerName, track.Kind.ToWireString());
        if (isMuted)
        {
            track.Pause();
            return;
        }

        // Those that began muted, too.
        foreach (Tureen.V2.Producer muted in tracks.Where(producer => producer.Kind == track.Kind))
        {
            muted.Resume();
        }
    }

    /// <summary>Pauses a new track of somebody whom a host muted.</summary>
    public void MuteIfNeeded(V2Connection connection, Tureen.V2.Producer track)
    {
        if (IsMuted(connection, track.Kind))
        {
            track.Pause();
        }
    }

    /// <summary>Why somebody may not come in who is not in the room.</summary>
    /// <returns>The HTTP status and the reason; null if that one may.</returns>
    public (int Status, string Reason)? FindRefusal(RoomRights rights, string peerName, bool isPresent)
    {
        lock (_gate)
        {
            if (_bans.TryGetValue(KeyOf(rights, peerName), out RoomBan? ban))
            {
                return (StatusCodes.Status403Forbidden, $"banned from this room: {ban.Reason}");
            }
        }

        if (isPresent)
        {
            return null;
        }

        if (_isLocked && !rights.Has(RoomGrants.Admin))
        {
            return (StatusCodes.Status423Locked, "the room is locked");
        }

        int max = _maxParticipants > 0 ? _maxParticipants : V2Limits.MaxConnectionsPerRoom;
        return entry.Connections.Count >= max ? (StatusCodes.Status503ServiceUnavailable, "too many peers") : null;
    }

    private static string IdOf(Tureen.V2.Producer track) => track.Id.ToString(CultureInfo.InvariantCulture);

    private static (string Id, bool IsIdentity) KeyOf(RoomRights rights, string peerName) =>
        rights.Identity is { } identity ? (identity, true) : (peerName, false);

    private static string ReasonOf(string reason) => KeptData.Text(reason, ModerationLimits.MaxReasonLength, "reason");

    private static ProtooException Wrong(string reason) => new(StatusCodes.Status400BadRequest, reason);

    private static ProtooException NotFound(string kind, string id) => new(StatusCodes.Status404NotFound, $"there is no {kind} '{id}'");

    private void End(V2Connection connection, string reason)
    {
        connection.End(ProtooConnection.ClosedByServer, reason);
        entry.Remove(connection);
    }

    private bool IsMuted(V2Connection connection, MediaKind kind)
    {
        lock (_gate)
        {
            return _mutes.Contains((KeyOf(connection.Rights, connection.PeerName), kind));
        }
    }

    private ParticipantInfo Describe(V2Connection connection) => new()
    {
        Id = connection.PeerName,
        Identity = connection.Rights.Identity,
        DisplayName = connection.Rights.Name ?? connection.PeerName,
        Role = connection.Rights.Role,
        Grants = [.. Tokens.TokenClaims.NamesOf(connection.Rights.Grants)],
        State = connection.Peer is null ? "connecting" : "joined",
        IsBroadcaster = false,
        JoinedAt = connection.Peer is null ? null : connection.JoinedAt,
        Tracks = [.. (connection.Peer?.Producers ?? []).Select(track => new TrackInfo
        {
            Id = IdOf(track),
            Kind = track.Kind.ToWireString(),
            IsPaused = track.Paused,
            IsMuted = track.LocallyPaused,
        })],
    };

    /// <summary>Under the lock.</summary>
    private void RequireMemory()
    {
        if (_bans.Count + _mutes.Count >= ModerationLimits.MaxRecords)
        {
            throw new ProtooException(StatusCodes.Status409Conflict, $"the room remembers {ModerationLimits.MaxRecords} bans and mutes and no more");
        }
    }

    private V2Connection Find(string peerName) =>
        entry.Connections.FirstOrDefault(connection => connection.PeerName == peerName) ?? throw NotFound("participant", peerName);

    private void Log(DecisionKind kind, string? who, string text) => services.Decisions.Add(kind, roomId, who, text);
}
