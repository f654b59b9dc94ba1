using System.Text.Json.Nodes;

namespace Tureen.Rooms.Members;

/// <summary>Who is shown to the peers of a room, and what it sends: a peer, or a broadcaster.</summary>
internal interface IRoomMember
{
    string Id { get; }

    string DisplayName { get; }

    JsonObject Device { get; }

    string RemoteAddress { get; }

    IReadOnlyCollection<PeerProducer> Producers { get; }

    IReadOnlyCollection<PeerDataProducer> DataProducers { get; }

    /// <summary>Whether the other peers get the messages of a data producer.</summary>
    bool IsForPeers(PeerDataProducer producer);

    PeerStatus Describe();

    void Close();
}
