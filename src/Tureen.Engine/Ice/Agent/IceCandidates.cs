using Tureen.Engine.Primitives;
using Tureen.Ortc;

namespace Tureen.Engine.Ice.Agent;

/// <summary>The local sockets, the peer's addresses, and the pairs that come of them.</summary>
/// <param name="session">The roles.</param>
/// <param name="checklist">Takes the pairs.</param>
/// <param name="locals">The sockets, the preferred first.</param>
internal sealed class IceCandidates(IceSession session, IceChecklist checklist, IReadOnlyList<IceLocalCandidate> locals)
{
    private readonly List<IceLocalCandidate> _locals = [.. locals];
    private readonly List<IceRemoteCandidate> _remotes = [];

    /// <summary>Addresses of the peer.</summary>
    public int Count => _remotes.Count;

    /// <summary>Takes an address of the peer, unless it is known or there are too many.</summary>
    public void Add(IceRemoteCandidate candidate)
    {
        if (_remotes.Count >= EngineLimits.MaxIceRemoteCandidates || _remotes.Exists(known => IsSameAddress(known, candidate)))
        {
            return;
        }

        _remotes.Add(candidate);
        foreach (IceLocalCandidate local in _locals)
        {
            AddPair(local, candidate);
        }
    }

    /// <summary>Takes a socket that was not there from the beginning: that of a relay.</summary>
    public void AddLocal(in IceLocalCandidate local)
    {
        _locals.Add(local);
        foreach (IceRemoteCandidate candidate in _remotes)
        {
            AddPair(local, candidate);
        }
    }

    /// <summary>The candidate of a socket; null for none.</summary>
    public IceLocalCandidate? FindLocal(int socketId)
    {
        int index = _locals.FindIndex(local => local.SocketId == socketId);
        return index < 0 ? null : _locals[index];
    }

    /// <summary>A socket is of no use any more; later addresses of the peer make no pairs with it.</summary>
    public void RemoveLocal(int socketId) => _locals.RemoveAll(local => local.SocketId == socketId);

    /// <summary>The pair of a way that a check came over; null if there are too many. Signaling may not have brought the address: the peer is behind a NAT (RFC 8445 §7.3.1.3).</summary>
    public IceCandidatePair? FindOrAdd(in TransportTuple tuple, uint priority)
    {
        if (checklist.Find(tuple) is { } known)
        {
            return known;
        }

        Add(new IceRemoteCandidate(tuple.Remote, tuple.Protocol, priority, $"prflx{_remotes.Count}", IceCandidateType.Prflx));
        return checklist.Find(tuple);
    }

    /// <summary>Forgets the addresses and gives them.</summary>
    public IReadOnlyList<IceRemoteCandidate> TakeAll()
    {
        IceRemoteCandidate[] all = [.. _remotes];
        _remotes.Clear();
        return all;
    }

    private void AddPair(in IceLocalCandidate local, IceRemoteCandidate candidate)
    {
        if (local.Protocol == candidate.Protocol && local.IsIPv6 == candidate.Address.IsIPv6)
        {
            checklist.TryAdd(new IceCandidatePair(local, candidate, session.IsControlling));
        }
    }

    private static bool IsSameAddress(IceRemoteCandidate a, IceRemoteCandidate b) => a.Address == b.Address && a.Protocol == b.Protocol;
}
