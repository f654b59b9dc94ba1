using System.Collections.Concurrent;
using Tureen.Rooms.Cluster.Contracts;
using Tureen.Rooms.Cluster.Nodes;
using Tureen.Rooms.Logging;
using Tureen.Rooms.Rooms;

namespace Tureen.Rooms.Cluster.Shares;

/// <summary>The rooms of this machine, as parts of rooms of the cluster. Thread-safe.</summary>
internal sealed class RoomCluster(
    IGrainFactory grains, NodeStates states, MediaNodes nodes, PipeAddress pipeAddress, TimeProvider time, PacedLoggerFactory loggers) : IRoomCluster
{
    private readonly ConcurrentDictionary<string, RoomShare> _shares = new(StringComparer.Ordinal);
    private readonly ILogger _logger = loggers.CreateLogger<RoomCluster>();
    private long _version;
    private volatile bool _isDraining;

    /// <summary>Nobody comes in any more, because this machine ends.</summary>
    public bool IsDraining
    {
        get => _isDraining;
        set => _isDraining = value;
    }

    /// <summary>Which machines are alive.</summary>
    public NodeStates States => states;

    /// <summary>The other machines.</summary>
    public MediaNodes Nodes => nodes;

    /// <summary>Where pipes of this machine listen.</summary>
    public PipeAddress PipeAddress => pipeAddress;

    public TimeProvider Time => time;

    public ILogger Logger => _logger;

    /// <summary>All shares that are open.</summary>
    public IReadOnlyCollection<RoomShare> Shares => [.. _shares.Values];

    public IRoomShare Open(Room room)
    {
        var share = new RoomShare(this, room);

        // One that is about to close has an earlier version, and ends without the new one.
        _shares[RoomKey.Of(room.Id)] = share;
        share.HandleChanged();
        return share;
    }

    /// <summary>The room in the cluster.</summary>
    public IRoomGrain Grain(string roomId) => grains.GetGrain<IRoomGrain>(RoomKey.Of(roomId));

    /// <summary>What this machine holds of a room; null for nothing.</summary>
    public RoomShare? Find(string key) => _shares.GetValueOrDefault(key);

    /// <summary>Forgets one that has closed.</summary>
    public void Forget(RoomShare share) => _shares.TryRemove(new KeyValuePair<string, RoomShare>(RoomKey.Of(share.RoomId), share));

    /// <summary>The version of what this machine says next of any room. Those of a process that ran before on the same address do not matter, since it
    /// counts as another machine.</summary>
    public long NextVersion() => Interlocked.Increment(ref _version);

    /// <summary>Machines have come or gone.</summary>
    public void HandleNodesChanged()
    {
        foreach (RoomShare share in Shares)
        {
            share.HandleNodesChanged();
        }
    }
}
