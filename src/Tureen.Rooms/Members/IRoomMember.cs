using System.Text.Json.Nodes;

namespace Tureen.Rooms.Members;

/// <summary>Who is shown to the peers of a room, and what it sends: a peer, or a broadcaster.</summary>
internal interface IRoomMember
{
    string Id { get; }

    string DisplayName { get; }

    /// <summary>Who it is, by its token; null without one.</summary>
    string? Identity { get; }

    /// <summary>Its word in the room, by its token or by a host; null for none.</summary>
    string? Role { get; }

    /// <summary>What a host or the application says about it; null for nothing.</summary>
    JsonObject? Metadata { get; set; }

    /// <summary>When it joined; null when it has not.</summary>
    DateTimeOffset? JoinedAt { get; }

    JsonObject Device { get; }

    string RemoteAddress { get; }

    IReadOnlyCollection<PeerProducer> Producers { get; }

    IReadOnlyCollection<PeerDataProducer> DataProducers { get; }

    /// <summary>Whether the other peers get the messages of a data producer.</summary>
    bool IsForPeers(PeerDataProducer producer);

    PeerStatus Describe();

    void Close();
}
