using Tureen.Rooms.Cluster.Contracts;
using Tureen.Rooms.Cluster.Limits;
using Tureen.Rooms.Rooms;

namespace Tureen.Rooms.Cluster.Shares;

/// <summary>What the other machines hold of a room, shown in the room of this machine. Runs on the room's loop.</summary>
internal sealed class RoomMirrors(RoomCluster cluster, Room room)
{
    private readonly Dictionary<SiloAddress, ShareMirror> _mirrors = [];
    private bool _isClosed;

    /// <summary>The other machines.</summary>
    public IReadOnlyCollection<SiloAddress> Nodes => [.. _mirrors.Keys];

    public void Apply(ShareState[] states)
    {
        foreach (ShareState state in states)
        {
            Apply(state);
        }
    }

    /// <summary>Shows what a machine holds now.</summary>
    public void Apply(ShareState state)
    {
        if (_isClosed || room.IsClosed || state.Node.Equals(cluster.States.Local) || !cluster.States.IsAlive(state.Node))
        {
            return;
        }

        if (!_mirrors.TryGetValue(state.Node, out ShareMirror? mirror))
        {
            if (state.IsClosed || _mirrors.Count >= ClusterLimits.MaxNodesPerRoom)
            {
                return;
            }

            mirror = new ShareMirror(cluster, room, state.Node);
            _mirrors.Add(state.Node, mirror);
        }

        mirror.Apply(state);
        foreach (ShareMirror other in _mirrors.Values.Where(other => other != mirror && other.IsIncomplete).ToArray())
        {
            // An id that moved from one machine to another is free now.
            other.ApplyAgain();
        }
    }

    /// <summary>Removes all that dead machines held.</summary>
    public void RemoveDead() => Remove(node => !cluster.States.IsAlive(node));

    /// <summary>
    /// Removes what machines held that the room's grain has not known for a while. A grain that has just moved may not know all of them yet, and
    /// their media flows meanwhile.
    /// </summary>
    public void RemoveAbsent(HashSet<SiloAddress> present)
    {
        long now = cluster.Time.GetTimestamp();
        foreach (ShareMirror mirror in _mirrors.Values)
        {
            mirror.AbsentSince = present.Contains(mirror.Node) ? null : mirror.AbsentSince ?? now;
        }

        Remove(node => _mirrors[node].AbsentSince is { } since && cluster.Time.GetElapsedTime(since, now) > ClusterLimits.MaxAbsence);
    }

    public void Close()
    {
        _isClosed = true;
        Remove(static _ => true);
    }

    private void Remove(Func<SiloAddress, bool> isGone)
    {
        foreach (SiloAddress node in _mirrors.Keys.Where(isGone).ToArray())
        {
            _mirrors.Remove(node, out ShareMirror? mirror);
            mirror!.Close();
        }
    }
}
