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

    PeerStatus Describe();
}
