using Tureen.Engine.Primitives;

namespace Tureen.Net;

/// <summary>
/// The packet sizes that the kernel refused to segment for some destinations of a socket, so that one narrow path costs the others nothing.
/// </summary>
internal sealed class SegmentRefusals
{
    private readonly Dictionary<NetworkAddress, int> _limits = [];

    // All are kept for the same time, so the first in is the first out.
    private readonly Queue<(NetworkAddress Host, Timestamp EndsAt)> _order = new();

    public int Count => _limits.Count;

    /// <summary>Bytes. The largest packet worth grouping for <paramref name="remote"/>, at most <paramref name="limit"/>.</summary>
    public int LimitOf(in NetworkAddress remote, int limit) =>
        _limits.TryGetValue(remote.Host, out int refused) ? Math.Min(refused, limit) : limit;

    /// <summary>Groups no packets to the host of <paramref name="remote"/> that are longer than <paramref name="limit"/> bytes.</summary>
    public void Add(Timestamp now, in NetworkAddress remote, int limit)
    {
        if (_limits.TryGetValue(remote.Host, out int known))
        {
            _limits[remote.Host] = Math.Min(known, limit);
            return;
        }

        if (_order.Count >= NetLimits.SegmentRefusals)
        {
            _limits.Remove(_order.Dequeue().Host);
        }

        _limits.Add(remote.Host, limit);
        _order.Enqueue((remote.Host, now + NetLimits.SegmentRefusalMemory));
    }

    /// <summary>Forgets refusals that are too old; the next long packets try again.</summary>
    public void Expire(Timestamp now)
    {
        while (_order.TryPeek(out (NetworkAddress Host, Timestamp EndsAt) oldest) && oldest.EndsAt <= now)
        {
            _limits.Remove(_order.Dequeue().Host);
        }
    }
}
