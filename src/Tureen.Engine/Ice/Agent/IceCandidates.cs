using Tureen.Engine.Primitives;

namespace Tureen.Engine.Ice.Agent;

/// <summary>The local sockets, the peer's addresses, and the pairs that come of them.</summary>
/// <param name="session">The roles.</param>
/// <param name="checklist">Takes the pairs.</param>
/// <param name="locals">The sockets, the preferred first.</param>
internal sealed class IceCandidates(IceSession session, IceChecklist checklist, IReadOnlyList<IceLocalCandidate> locals)
{
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
        foreach (IceLocalCandidate local in locals)
        {
            if (local.Protocol == candidate.Protocol && local.IsIPv6 == candidate.Address.IsIPv6)
            {
                checklist.TryAdd(new IceCandidatePair(local, candidate, session.IsControlling));
            }
        }
    }

    /// <summary>The pair of a way that a check came over; null if there are too many. Signaling may not have brought the address: the peer is behind a NAT (RFC 8445 §7.3.1.3).</summary>
    public IceCandidatePair? FindOrAdd(in TransportTuple tuple, uint priority)
    {
        if (checklist.Find(tuple) is { } known)
        {
            return known;
        }

        Add(new IceRemoteCandidate(tuple.Remote, tuple.Protocol, priority, $"prflx{_remotes.Count}"));
        return checklist.Find(tuple);
    }

    /// <summary>Forgets the addresses and gives them.</summary>
    public IReadOnlyList<IceRemoteCandidate> TakeAll()
    {
        IceRemoteCandidate[] all = [.. _remotes];
        _remotes.Clear();
        return all;
    }

    private static bool IsSameAddress(IceRemoteCandidate a, IceRemoteCandidate b) => a.Address == b.Address && a.Protocol == b.Protocol;
}
