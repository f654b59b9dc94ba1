namespace Tureen.Rooms.Rooms;

/// <summary>What a room remembers of somebody, also when that one leaves and comes back. Runs on the room's loop.</summary>
/// <param name="id">The identity of the token, or the id of the peer.</param>
/// <param name="isIdentity">Which of these it is.</param>
internal sealed class MemberRecord(string id, bool isIdentity)
{
    public string Id { get; } = id;

    public bool IsIdentity { get; } = isIdentity;

    /// <summary>A host admitted it from the lobby.</summary>
    public bool IsAdmitted { get; set; }

    /// <summary>The rights that a host gave it in place of those of its token; null for none.</summary>
    public RoomRights? Rights { get; set; }

    /// <summary>A host muted its sound: further microphones begin muted.</summary>
    public bool IsAudioMuted { get; set; }

    /// <summary>A host muted a picture of it: further cameras and screens begin muted, because a client can call its camera a screen.</summary>
    public bool IsPictureMuted { get; set; }

    /// <summary>Why and since when it may not come in; null when it may.</summary>
    public RoomBan? Ban { get; set; }
}
