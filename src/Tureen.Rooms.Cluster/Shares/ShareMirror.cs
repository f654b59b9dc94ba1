using System.Text.Json.Nodes;
using Tureen.Rooms.Cluster.Contracts;
using Tureen.Rooms.Logging;
using Tureen.Rooms.Members;
using Tureen.Rooms.Rooms;

namespace Tureen.Rooms.Cluster.Shares;

/// <summary>
/// What one other machine holds of a room, shown in the room of this machine: its members as <see cref="RemoteMember"/>s, and what they send by a
/// pipe. Runs on the room's loop.
/// </summary>
internal sealed class ShareMirror
{
    private readonly RoomCluster _cluster;
    private readonly Room _room;
    private readonly PulledPipe _pipe;

    /// <summary>What is on its way through the pipe, and what has arrived.</summary>
    private readonly HashSet<string> _pulled = new(StringComparer.Ordinal);

    private readonly Dictionary<string, RemoteMember> _members = new(StringComparer.Ordinal);
    private ShareState _state;
    private bool _isClosed;

    public ShareMirror(RoomCluster cluster, Room room, SiloAddress node)
    {
        _cluster = cluster;
        _room = room;
        _pipe = new PulledPipe(cluster, room, node);
        _state = ShareState.Closed(node, long.MinValue);
    }

    public SiloAddress Node => _state.Node;

    /// <summary>Since when the room's grain has not known it; null when it does.</summary>
    public long? AbsentSince { get; set; }

    /// <summary>Somebody is not shown, because another member of the room has the id.</summary>
    public bool IsIncomplete { get; private set; }

    /// <summary>Shows what the machine held last.</summary>
    public void ApplyAgain() => Apply(_state);

    /// <summary>Shows what the machine holds now, unless something later is known.</summary>
    public void Apply(ShareState state)
    {
        if (_isClosed || state.Version < _state.Version)
        {
            return;
        }

        _state = state;
        AbsentSince = null;
        IsIncomplete = false;
        if (state.Policy is { } policy)
        {
            _room.Policy.Adopt(policy, state.PolicyRevision);
        }

        var present = state.Members.ToDictionary(static member => member.Id, StringComparer.Ordinal);
        foreach (RemoteMember gone in _members.Values.Where(member => !present.ContainsKey(member.Id)).ToArray())
        {
            Remove(gone);
        }

        foreach (SharedMember shared in state.Members)
        {
            Apply(shared);
        }
    }

    /// <summary>The machine is gone, with all that it holds.</summary>
    public void Close()
    {
        _isClosed = true;
        foreach (RemoteMember member in _members.Values.ToArray())
        {
            Remove(member);
        }

        _pipe.Close();
    }

    private void Apply(SharedMember shared)
    {
        if (!_members.TryGetValue(shared.Id, out RemoteMember? member))
        {
            member = ShareText.Create(shared, Node.ToParsableString());
            if (!_room.Remotes.TryAdd(member))
            {
                // The id moves from one machine to another; a later state shows it.
                IsIncomplete = true;
                return;
            }

            _members.Add(member.Id, member);
        }
        else if (ShareText.ProfileOf(shared) is var profile && !IsSame(profile, member.Profile))
        {
            _room.Remotes.Change(member, profile);
        }

        var sent = shared.Producers.Select(static producer => producer.Id).ToHashSet(StringComparer.Ordinal);
        foreach (string producerId in member.Producers.Select(static producer => producer.Id)
            .Concat(member.DataProducers.Select(static producer => producer.Id)).Where(id => !sent.Contains(id)).ToArray())
        {
            member.CloseProducer(producerId);
        }

        foreach (SharedProducer producer in shared.Producers.Where(producer => _pulled.Add(producer.Id)))
        {
            _ = PullAsync(member, producer);
        }
    }

    private void Remove(RemoteMember member)
    {
        _members.Remove(member.Id);
        _room.Remotes.Remove(member);
    }

    /// <summary>Gets what a producer carries. Never throws; what fails is tried again with the next state.</summary>
    private async Task PullAsync(RemoteMember member, SharedProducer shared)
    {
        bool isShown = false;
        try
        {
            JsonObject appData = ShareText.ReadObject(shared.AppData) ?? [];
            isShown = shared.IsData ? await PullDataAsync(member, shared.Id, appData) : await PullMediaAsync(member, shared.Id, appData);
        }
        catch (Exception exception)
        {
            _room.Logger.LogWarning(
                "What {PeerId} of another machine sends does not arrive in room {RoomId} yet: {Reason}",
                LogText.Of(member.Id), LogText.Of(_room.Id), LogText.Of(exception.Message));
        }
        finally
        {
            if (!isShown)
            {
                _pulled.Remove(shared.Id);
            }
        }
    }

    private async Task<bool> PullMediaAsync(RemoteMember member, string producerId, JsonObject appData)
    {
        Producer producer = await _pipe.PullAsync(producerId, member.Id);
        producer.Observer.OnClose += () => _room.Loop.Post(() => Forget(member, producerId));
        if (producer.Closed || !IsSent(member, producerId))
        {
            producer.Close();
            return false;
        }

        _room.Remotes.AddProducer(member, new PeerProducer(producer, member.Id, appData));
        return true;
    }

    private async Task<bool> PullDataAsync(RemoteMember member, string producerId, JsonObject appData)
    {
        DataProducer producer = await _pipe.PullDataAsync(producerId);
        producer.Observer.OnClose += () => _room.Loop.Post(() => Forget(member, producerId));
        if (producer.Closed || !IsSent(member, producerId))
        {
            producer.Close();
            return false;
        }

        _room.Remotes.AddDataProducer(member, new PeerDataProducer(producer, member.Id, appData));
        return true;
    }

    private void Forget(RemoteMember member, string producerId)
    {
        member.CloseProducer(producerId);
        _pulled.Remove(producerId);
    }

    /// <summary>Whether the member is still there and still sends it.</summary>
    private bool IsSent(RemoteMember member, string producerId) =>
        !_isClosed
        && _members.GetValueOrDefault(member.Id) == member
        && _state.Members.Any(shared => shared.Id == member.Id && shared.Producers.Any(producer => producer.Id == producerId));

    private static bool IsSame(RemoteProfile one, RemoteProfile other) =>
        one.DisplayName == other.DisplayName && one.Role == other.Role && JsonNode.DeepEquals(one.Metadata, other.Metadata);
}
