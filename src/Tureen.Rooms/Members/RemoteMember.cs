using System.Text.Json.Nodes;
using Tureen.Ortc;

namespace Tureen.Rooms.Members;

/// <summary>A member of the same room on another machine. Its media arrives by a pipe. Runs on the room's loop.</summary>
/// <param name="id">Its id, which nobody else in the room has.</param>
/// <param name="node">The machine where it is.</param>
/// <param name="profile">How the others see it.</param>
internal sealed class RemoteMember(string id, string node, RemoteProfile profile) : IRoomMember
{
    private readonly Dictionary<string, PeerProducer> _producers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PeerDataProducer> _dataProducers = new(StringComparer.Ordinal);

    public string Id { get; } = id;

    /// <summary>The machine where it is.</summary>
    public string Node { get; } = node;

    public RemoteProfile Profile { get; set; } = profile;

    public string DisplayName => Profile.DisplayName;

    public required string? Identity { get; init; }

    public string? Role => Profile.Role;

    /// <summary>What its own machine says; a change here is seen on this machine until then.</summary>
    public JsonObject? Metadata
    {
        get => Profile.Metadata;
        set => Profile = Profile with { Metadata = value };
    }

    public required DateTimeOffset? JoinedAt { get; init; }

    public required JsonObject Device { get; init; }

    /// <summary>Only its own machine knows it.</summary>
    public string RemoteAddress => string.Empty;

    public IReadOnlyCollection<PeerProducer> Producers => _producers.Values;

    public IReadOnlyCollection<PeerDataProducer> DataProducers => _dataProducers.Values;

    public void Add(PeerProducer producer) => _producers.Add(producer.Id, producer);

    public void Add(PeerDataProducer producer) => _dataProducers.Add(producer.Id, producer);

    /// <summary>Closes what it sends by a producer, of media or of messages, if there is such a one.</summary>
    public void CloseProducer(string producerId)
    {
        if (_producers.Remove(producerId, out PeerProducer? producer))
        {
            producer.Producer.Close();
        }

        if (_dataProducers.Remove(producerId, out PeerDataProducer? dataProducer))
        {
            dataProducer.DataProducer.Close();
        }
    }

    /// <summary>Its machine shows only what is for peers.</summary>
    public bool IsForPeers(PeerDataProducer producer) => true;

    public PeerStatus Describe() => new(
        Id,
        DisplayName,
        IsJoined: true,
        [.. Producers.Select(producer => new ProducerStatus(producer.Producer.Kind.ToWireString(), producer.Producer.Paused))],
        ConsumerCount: 0);

    /// <summary>Closes what it sends on this machine.</summary>
    public void Close()
    {
        foreach (string producerId in _producers.Keys.Concat(_dataProducers.Keys).ToArray())
        {
            CloseProducer(producerId);
        }
    }
}
