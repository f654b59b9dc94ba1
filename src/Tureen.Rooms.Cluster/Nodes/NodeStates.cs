namespace Tureen.Rooms.Cluster.Nodes;

/// <summary>Which machines are alive, as this one knows it. Thread-safe.</summary>
internal sealed class NodeStates(IClusterMembershipService membership, ILocalSiloDetails local)
{
    /// <summary>This machine.</summary>
    public SiloAddress Local => local.SiloAddress;

    /// <summary>All that take part.</summary>
    public IReadOnlyList<SiloAddress> Active =>
        [.. membership.CurrentSnapshot.Members.Values.Where(static member => member.Status == SiloStatus.Active).Select(static member => member.SiloAddress)];

    /// <summary>Changes of who is there.</summary>
    public IAsyncEnumerable<ClusterMembershipSnapshot> Changes => membership.MembershipUpdates;

    /// <summary>Also one that is ending, because its media still flows. One that nobody knows yet has come a moment ago.</summary>
    public bool IsAlive(SiloAddress node)
    {
        ClusterMembershipSnapshot snapshot = membership.CurrentSnapshot;
        return node.Equals(Local)
            || (snapshot.Members.TryGetValue(node, out ClusterMember? member) ? member.Status != SiloStatus.Dead : !HasSuccessor(snapshot, node));
    }

    /// <summary>Another process has the same address since.</summary>
    private static bool HasSuccessor(ClusterMembershipSnapshot snapshot, SiloAddress node) =>
        snapshot.Members.Keys.Any(known => known.Endpoint.Equals(node.Endpoint) && known.Generation > node.Generation);
}
