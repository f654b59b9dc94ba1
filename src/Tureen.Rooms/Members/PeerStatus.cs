namespace Tureen.Rooms.Members;

/// <summary>A peer as the status page shows it.</summary>
internal sealed record PeerStatus(
    string Id,
    string DisplayName,
    bool IsJoined,
    IReadOnlyList<ProducerStatus> Producers,
    int ConsumerCount);
