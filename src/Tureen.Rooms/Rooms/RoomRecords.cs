using Tureen.Rooms.Limits;
using Tureen.Rooms.Protoo;

namespace Tureen.Rooms.Rooms;

/// <summary>
/// What a room remembers of its participants, by their identities or, without tokens, by the ids of their peers, as long as it is open. Runs on the
/// room's loop.
/// </summary>
internal sealed class RoomRecords
{
    private readonly Dictionary<(string Id, bool IsIdentity), MemberRecord> _records = [];

    public IEnumerable<RoomBan> Bans => _records.Values.Where(static record => record.Ban is not null).Select(static record => record.Ban!);

    /// <summary>Null when there is nothing to remember.</summary>
    public MemberRecord? Find(RoomRights rights, string peerId) => _records.GetValueOrDefault(KeyOf(rights, peerId));

    /// <summary>
    /// The rights of somebody who comes: those that a host gave that one before in place of those of the token. Without an identity they only take
    /// away, because anybody can have the id of a peer.
    /// </summary>
    public RoomRights RightsOf(RoomRights rights, string peerId) => Find(rights, peerId) switch
    {
        { IsIdentity: true, Rights: { } given } => given with { ValidUntil = rights.ValidUntil },
        { Rights: { } given } => rights with { Grants = rights.Grants & given.Grants },
        _ => rights,
    };

    /// <summary>The record of somebody, a new one if needed.</summary>
    /// <exception cref="ProtooException">The room remembers as many as it may.</exception>
    public MemberRecord Keep(RoomRights rights, string peerId)
    {
        (string id, bool isIdentity) key = KeyOf(rights, peerId);
        if (_records.TryGetValue(key, out MemberRecord? known))
        {
            return known;
        }

        if (_records.Count >= ModerationLimits.MaxRecords)
        {
            throw new ProtooException(StatusCodes.Status409Conflict, $"the room remembers {ModerationLimits.MaxRecords} participants and no more");
        }

        return _records[key] = new MemberRecord(key.id, key.isIdentity);
    }

    /// <summary>Replaces all bans.</summary>
    public void SetBans(IReadOnlyList<RoomBan> bans)
    {
        foreach (MemberRecord record in _records.Values)
        {
            record.Ban = null;
        }

        foreach (RoomBan ban in bans.Take(ModerationLimits.MaxRecords))
        {
            Keep(new RoomRights { Identity = ban.IsIdentity ? ban.Id : null }, ban.Id).Ban = ban;
        }
    }

    /// <summary>Ends the bans of an identity, and of a peer id of the same name.</summary>
    /// <returns>False when there was none.</returns>
    public bool TryUnban(string id)
    {
        MemberRecord[] banned = [.. _records.Values.Where(record => record.Ban is not null && record.Id == id)];
        foreach (MemberRecord record in banned)
        {
            record.Ban = null;
        }

        return banned.Length > 0;
    }

    private static (string Id, bool IsIdentity) KeyOf(RoomRights rights, string peerId) =>
        rights.Identity is { } identity ? (identity, true) : (peerId, false);
}
