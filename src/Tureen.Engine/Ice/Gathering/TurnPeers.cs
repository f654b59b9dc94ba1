using Tureen.Engine.Primitives;
using Tureen.Engine.Stun;

namespace Tureen.Engine.Ice.Gathering;

/// <summary>The peers of one allocation, each with a channel of its own.</summary>
internal sealed class TurnPeers
{
    private readonly List<TurnPeer> _peers = [];
    private TurnPeer? _last;

    public IReadOnlyList<TurnPeer> All => _peers;

    public Timestamp NextDeadline
    {
        get
        {
            Timestamp next = Timestamp.Never;
            foreach (TurnPeer peer in _peers)
            {
                next = Timestamp.Min(next, peer.NextDeadline);
            }

            return next;
        }
    }

    /// <summary>The peer of an address; null when it is a new one and there are too many.</summary>
    public TurnPeer? FindOrAdd(in NetworkAddress address)
    {
        // Nearly all packets go to one peer.
        if (_last is { } last && last.Address == address)
        {
            return last;
        }

        _last = Find(address) ?? _last;
        if (_last is { } found && found.Address == address)
        {
            return found;
        }

        if (_peers.Count >= EngineLimits.MaxTurnPeers)
        {
            return null;
        }

        _peers.Add(_last = new TurnPeer(address, (ushort)(TurnFrame.FirstChannel + _peers.Count)));
        return _last;
    }

    public TurnPeer? OfChannel(ushort channel)
    {
        int index = channel - TurnFrame.FirstChannel;
        return index >= 0 && index < _peers.Count ? _peers[index] : null;
    }

    public TurnPeer? OfRequest(StunTransactionId id)
    {
        foreach (TurnPeer peer in _peers)
        {
            if (peer.Request.IsOpen && peer.Request.Id == id)
            {
                return peer;
            }
        }

        return null;
    }

    /// <summary>A peer that is due; null for none.</summary>
    public TurnPeer? FindDue(Timestamp now)
    {
        foreach (TurnPeer peer in _peers)
        {
            if (peer.NextDeadline <= now)
            {
                return peer;
            }
        }

        return null;
    }

    /// <summary>Whether a datagram may come from a host: something was sent to it.</summary>
    public bool HasHost(in NetworkAddress host)
    {
        foreach (TurnPeer peer in _peers)
        {
            if (peer.IsPermitted && peer.Address.Host == host)
            {
                return true;
            }
        }

        return false;
    }

    public void Clear()
    {
        _peers.Clear();
        _last = null;
    }

    private TurnPeer? Find(in NetworkAddress address)
    {
        foreach (TurnPeer peer in _peers)
        {
            if (peer.Address == address)
            {
                return peer;
            }
        }

        return null;
    }
}
