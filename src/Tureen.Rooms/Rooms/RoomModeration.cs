using System.Text.Json;
using System.Text.Json.Nodes;
using Tureen.Ortc;
using Tureen.Rooms.Hooks;
using Tureen.Rooms.Limits;
using Tureen.Rooms.Members;
using Tureen.Rooms.Protoo;
using Tureen.Rooms.Signaling;
using Tureen.Rooms.Telemetry;
using Tureen.Rooms.Tokens;

namespace Tureen.Rooms.Rooms;

/// <summary>
/// What hosts do in a room by protoo, and the application by HTTP or in C#. Runs on the room's loop. Each method throws a <see cref="ProtooException"/>
/// when its caller is wrong, and has changed nothing then.
/// </summary>
internal sealed class RoomModeration(Room room)
{
    public RoomInfo Describe() => new()
    {
        Id = room.Id,
        CreatedAt = room.State.CreatedAt,
        ParticipantCount = room.Joined.Count() + room.GuestCount + room.Remotes.All.Count,
        WaitingCount = room.Lobby.Waiting.Count,
        MaxParticipants = room.State.MaxParticipants,
        EmptySeconds = (int)room.State.EmptyTimeout.TotalSeconds,
        IsLocked = room.State.IsLocked,
        HasLobby = room.State.HasLobby,
        Metadata = room.State.Metadata,
    };

    public void Update(RoomChange change)
    {
        Apply(change);
        room.Policy.HandleChanged();
        Log(DecisionKind.RoomChanged, null, $"locked: {room.State.IsLocked}, lobby: {room.State.HasLobby}, participants at most: {room.State.MaxParticipants}");
    }

    /// <summary>Changes settings on this machine.</summary>
    public void Apply(RoomChange change)
    {
        room.State.Apply(change, room.Services.Limits.MaxPeersPerRoom);
        if (!room.State.HasLobby)
        {
            room.Lobby.AdmitAll();
        }

        Announcement.Send(room.Joined, ModerationMessages.RoomUpdated, room.State.Describe());
    }

    public RecordingInfo StartRecording(RecordingRequest request) => room.Recordings.Start(request);

    public Task<RecordingInfo> StopRecordingAsync(string recordingId) => room.Recordings.StopAsync(recordingId);

    public IReadOnlyList<RecordingInfo> ListRecordings() => room.Recordings.List();

    public IReadOnlyList<ParticipantInfo> ListParticipants() => [.. room.Members.Select(member => ParticipantText.Describe(room, member))];

    public IReadOnlyList<ParticipantInfo> ListWaiting() => [.. room.Lobby.Waiting.Select(peer => ParticipantText.Describe(room, peer))];

    public ParticipantInfo Describe(string participantId) => ParticipantText.Describe(room, Find(participantId));

    public void Update(string participantId, ParticipantChange change)
    {
        // 1. All of it is checked before anything changes.
        IRoomMember member = Find(participantId);
        RoomGrants? grants = change.Grants is { } names ? GrantsOf(names) : null;
        string? name = change.DisplayName is { } given ? KeptData.Text(given, RoomLimits.MaxDisplayNameLength, "displayName") : null;
        string? role = change.Role is { } word ? KeptData.Text(word, RoomLimits.MaxIdLength, "role") : null;
        JsonNode? metadata = KeptData.Copy(change.Metadata, ModerationLimits.MaxMetadataLength, "metadata");
        if (IsForwarded(member, "updateParticipant", new() { ["change"] = JsonSerializer.SerializeToNode(change, RoomJson.Default.ParticipantChange) }))
        {
            return;
        }

        if ((grants is not null || role is not null || name is not null) && member is not Peer)
        {
            throw Conflict("a broadcaster has no rights and no other name");
        }

        // 2. Others hear of it before what it has closes.
        member.Metadata = (JsonObject?)metadata ?? member.Metadata;
        if (member is Peer peer)
        {
            Rename(peer, name);
            ChangeRights(peer, grants, role);
        }

        JsonObject update = new() { ["peerId"] = member.Id, ["role"] = member.Role, ["metadata"] = member.Metadata?.DeepClone() };
        Announcement.Send(room.Joined, ModerationMessages.PeerUpdated, update);
        room.Share.HandleChanged();
    }

    /// <summary>Ends the connection of a participant. One who is banned may not come back as long as the room is open.</summary>
    public void Remove(string participantId, string? reason, bool isBanned)
    {
        IRoomMember member = Find(participantId);
        string text = KeptData.Text(reason ?? "a host removed you", ModerationLimits.MaxReasonLength, "reason");
        if (isBanned)
        {
            RequireBannable(member);
            Ban(member, text);
        }

        Log(isBanned ? DecisionKind.Banned : DecisionKind.Removed, member, text);
        if (IsForwarded(member, "removeParticipant", new() { ["reason"] = text, ["ban"] = isBanned }))
        {
            return;
        }

        if (member is Peer peer)
        {
            peer.Remove(isBanned ? RemovalCause.Banned : RemovalCause.Removed, text);
        }
        else
        {
            member.Close();
        }
    }

    /// <summary>Closes the room; its participants read why.</summary>
    public void Close(string? reason)
    {
        string text = KeptData.Text(reason ?? "a host closed the room", ModerationLimits.MaxReasonLength, "reason");
        Log(DecisionKind.RoomClosed, null, text);
        room.Share.Forward(null, ForwardedRequests.Close, new() { ["reason"] = text });
        room.Close(text);
    }

    public IReadOnlyList<RoomBan> ListBans() => [.. room.Records.Bans];

    /// <summary>Ends a ban.</summary>
    public void Unban(string id)
    {
        if (!room.Records.TryUnban(id))
        {
            throw NotFound("ban", id);
        }

        room.Policy.HandleChanged();
        room.Services.Decisions.Add(DecisionKind.Unbanned, room.Id, id, "may come back");
    }

    /// <summary>Mutes a track such that its owner cannot undo it, also not by sending another one, or ends that.</summary>
    public async Task SetMutedAsync(string participantId, string trackId, bool isMuted)
    {
        (IRoomMember member, PeerProducer track) = Find(participantId, trackId);
        if (IsForwarded(member, isMuted ? "muteTrack" : "unmuteTrack", new() { ["producerId"] = trackId }))
        {
            return;
        }

        if (member is Peer peer)
        {
            MemberRecord record = room.Records.Keep(peer.Public.Rights, peer.Id);
            bool isAudio = track.Producer.Kind == MediaKind.Audio;
            record.IsAudioMuted = isAudio ? isMuted : record.IsAudioMuted;
            record.IsPictureMuted = isAudio ? record.IsPictureMuted : isMuted;
            peer.Notify(isMuted ? ModerationMessages.TrackMuted : ModerationMessages.TrackUnmuted, About(track));
        }

        Log(isMuted ? DecisionKind.Muted : DecisionKind.Unmuted, member, ParticipantText.KindOf(track));
        room.Events.Raise(isMuted ? RoomEventType.TrackMuted : RoomEventType.TrackUnmuted, member, track);
        await track.Pause.SetMutedAsync(isMuted);
    }

    /// <summary>Asks the owner of a track to unmute it; nobody else can do that.</summary>
    public void AskToUnmute(string participantId, string trackId)
    {
        (IRoomMember member, PeerProducer track) = Find(participantId, trackId);
        if (IsForwarded(member, "askToUnmute", new() { ["producerId"] = trackId }))
        {
            return;
        }

        (member as Peer ?? throw Conflict("nobody can ask a broadcaster"))
            .Notify(ModerationMessages.UnmuteRequested, About(track));
    }

    /// <summary>Takes the raised hand of a participant down, because that one has had the floor.</summary>
    public void LowerHand(string participantId)
    {
        if (!IsForwarded(Find(participantId), "lowerHand", []))
        {
            room.Gestures.SetHand(participantId, isRaised: false);
        }
    }

    public void Admit(string participantId)
    {
        Peer guest = FindWaiting(participantId);
        Log(DecisionKind.Admitted, guest, guest.DisplayName);
        room.Lobby.Admit(guest);
    }

    public void Refuse(string participantId, string? reason)
    {
        Peer guest = FindWaiting(participantId);
        string text = KeptData.Text(reason ?? "a host did not admit you", ModerationLimits.MaxReasonLength, "reason");
        Log(DecisionKind.NotAdmitted, guest, text);
        guest.Remove(RemovalCause.Refused, text);
    }

    public void Send(RoomMessage message)
    {
        if (message.Participants?.FirstOrDefault(id => room.FindMember(id) is null) is { } unknown)
        {
            throw NotFound("participant", unknown);
        }

        SendHere(message);
        room.Share.Forward(null, ForwardedRequests.Send, JsonSerializer.SerializeToNode(message, RoomJson.Default.RoomMessage)!.AsObject());
    }

    /// <summary>Sends a message to those of this machine whom it is for.</summary>
    public void SendHere(RoomMessage message)
    {
        string topic = KeptData.Text(message.Topic ?? string.Empty, ModerationLimits.MaxTopicLength, "topic");
        JsonNode? data = KeptData.Copy(message.Data, ModerationLimits.MaxMessageLength, "data");
        IEnumerable<Peer> receivers = message.Participants is { } ids
            ? [.. ids.Distinct(StringComparer.Ordinal).Select(room.FindMember).OfType<Peer>()]
            : room.Joined;
        Announcement.Send(receivers, ModerationMessages.RoomMessage, new() { ["topic"] = topic, ["data"] = data });
    }

    private static JsonObject About(PeerProducer track) => new() { ["producerId"] = track.Id, ["kind"] = ParticipantText.KindOf(track) };

    private static RoomGrants GrantsOf(IReadOnlyList<string> names)
    {
        RoomGrants grants = RoomGrants.None;
        foreach (string name in names)
        {
            grants |= TokenClaims.TryParse(name ?? string.Empty, out RoomGrants grant)
                ? grant
                : throw new ProtooException(StatusCodes.Status400BadRequest, $"grants are {string.Join(", ", TokenClaims.AllNames)}, not '{name}'");
        }

        return grants;
    }

    private static void RequireBannable(IRoomMember member)
    {
        if (member is not Peer and not RemoteMember)
        {
            throw Conflict("a broadcaster cannot be banned");
        }
    }

    private static ProtooException NotFound(string kind, string id) => new(StatusCodes.Status404NotFound, $"there is no {kind} '{id}'");

    private static ProtooException Conflict(string reason) => new(StatusCodes.Status409Conflict, reason);

    private void Log(DecisionKind kind, IRoomMember? member, string text) => room.Services.Decisions.Add(kind, room.Id, member?.Id, text);

    private void Ban(IRoomMember member, string reason)
    {
        RoomRights rights = (member as Peer)?.Public.Rights ?? new RoomRights { Identity = member.Identity };
        MemberRecord record = room.Records.Keep(rights, member.Id);
        record.Ban = new RoomBan { Id = record.Id, IsIdentity = record.IsIdentity, Reason = reason, At = room.Services.Time.GetUtcNow() };
        room.Policy.HandleChanged();
    }

    private void Rename(Peer peer, string? name)
    {
        if (name is not null && name != peer.DisplayName)
        {
            peer.Rename(name, isToOwnerToo: true);
        }
    }

    private void ChangeRights(Peer peer, RoomGrants? grants, string? role)
    {
        RoomRights before = peer.Public.Rights;
        if (grants is null && role is null)
        {
            return;
        }

        RoomRights rights = before with
        {
            Grants = grants ?? before.Grants,
            Role = role is null ? before.Role : role.Length == 0 ? null : role,
        };
        room.Records.Keep(before, peer.Id).Rights = rights;
        peer.ChangeRights(rights);
    }

    /// <summary>Whether a member is on another machine, which does what is asked for.</summary>
    private bool IsForwarded(IRoomMember member, string method, JsonObject data)
    {
        if (member is not RemoteMember remote)
        {
            return false;
        }

        data["peerId"] = remote.Id;
        room.Share.Forward(remote.Node, method, data);
        return true;
    }

    private IRoomMember Find(string participantId) => room.FindMember(participantId) ?? throw NotFound("participant", participantId);

    private (IRoomMember Member, PeerProducer Track) Find(string participantId, string trackId)
    {
        IRoomMember member = Find(participantId);
        return (member, member.Producers.FirstOrDefault(producer => producer.Id == trackId) ?? throw NotFound("track", trackId));
    }

    private Peer FindWaiting(string participantId) =>
        room.Lobby.Waiting.FirstOrDefault(peer => peer.Id == participantId) ?? throw NotFound("guest in the lobby", participantId);
}
