using Tureen.Rooms.Cluster.Contracts;
using Tureen.Rooms.Cluster.Limits;

namespace Tureen.Rooms.Cluster.Grains;

/// <summary>What the machines hold of one room, and which machine has which id. Not thread-safe.</summary>
internal sealed class RoomShares
{
    private readonly Dictionary<SiloAddress, ShareState> _shares = [];
    private readonly Dictionary<string, SiloAddress> _seats = new(StringComparer.Ordinal);

    /// <summary>The versions at which machines gave the room up, so that a late message does not bring it back.</summary>
    private readonly Dictionary<SiloAddress, long> _closed = [];

    public bool IsEmpty => _shares.Count == 0 && _seats.Count == 0;

    public IEnumerable<SiloAddress> Nodes => _shares.Keys;

    /// <summary>The machine that has an id; null for none.</summary>
    public SiloAddress? HolderOf(string peerId) => _seats.GetValueOrDefault(peerId);

    /// <summary>What all machines but one hold.</summary>
    public ShareState[] Except(SiloAddress node) => [.. _shares.Values.Where(state => !state.Node.Equals(node))];

    /// <summary>Gives an id to a machine.</summary>
    public void Seat(string peerId, SiloAddress node) => _seats[peerId] = node;

    /// <summary>Takes an id from a machine, if it has it.</summary>
    public void Free(string peerId, SiloAddress node)
    {
        if (node.Equals(HolderOf(peerId)))
        {
            _seats.Remove(peerId);
        }
    }

    /// <summary>Takes what a machine holds.</summary>
    /// <param name="state">It.</param>
    /// <param name="lostSeats">The ids that other machines have.</param>
    /// <returns>False when something later is known.</returns>
    public bool TryPut(ShareState state, out string[] lostSeats)
    {
        lostSeats = [];
        long known = _shares.GetValueOrDefault(state.Node)?.Version ?? _closed.GetValueOrDefault(state.Node, long.MinValue);
        bool isTooMuch = !state.IsClosed && !_shares.ContainsKey(state.Node) && _shares.Count >= ClusterLimits.MaxNodesPerRoom;
        if (state.Version <= known || isTooMuch)
        {
            return false;
        }

        FreeAll(state.Node);
        if (state.IsClosed)
        {
            _shares.Remove(state.Node);
            _closed[state.Node] = state.Version;
            return true;
        }

        _closed.Remove(state.Node);
        lostSeats = [.. state.Seats.Where(_seats.ContainsKey)];
        string[] lost = lostSeats;
        foreach (string peerId in state.Seats.Except(lost, StringComparer.Ordinal))
        {
            _seats[peerId] = state.Node;
        }

        _shares[state.Node] = lost.Length == 0
            ? state
            : state with { Members = [.. state.Members.Where(member => !lost.Contains(member.Id, StringComparer.Ordinal))] };
        return true;
    }

    /// <summary>Forgets what dead machines held.</summary>
    public void Prune(Func<SiloAddress, bool> isAlive)
    {
        foreach (SiloAddress node in _shares.Keys.Concat(_seats.Values).Concat(_closed.Keys).Distinct().Where(node => !isAlive(node)).ToArray())
        {
            _shares.Remove(node);
            _closed.Remove(node);
            FreeAll(node);
        }
    }

    private void FreeAll(SiloAddress node)
    {
        foreach (string peerId in _seats.Where(seat => seat.Value.Equals(node)).Select(static seat => seat.Key).ToArray())
        {
            _seats.Remove(peerId);
        }
    }
}
