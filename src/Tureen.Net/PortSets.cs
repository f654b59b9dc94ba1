using System.Net;
using Tureen.Ortc;

namespace Tureen.Net;

/// <summary>The sets of free ports of one worker: one for each requested protocol, local address and range.</summary>
/// <remarks>
/// There are at most <see cref="NetLimits.PortSets"/>; then the oldest goes. When the same range is requested again, its open ports are
/// found taken, and are set aside.
/// </remarks>
internal sealed class PortSets
{
    private readonly Dictionary<Key, PortSet> _sets = [];
    private readonly Queue<Key> _order = new();

    public PortSet Get(TransportProtocol protocol, IPAddress address, PortRange range)
    {
        var key = new Key(protocol, address, range);
        if (_sets.TryGetValue(key, out PortSet? set))
        {
            return set;
        }

        if (_sets.Count >= NetLimits.PortSets)
        {
            _sets.Remove(_order.Dequeue());
        }

        set = new PortSet(range);
        _sets.Add(key, set);
        _order.Enqueue(key);
        return set;
    }

    private readonly record struct Key(TransportProtocol Protocol, IPAddress Address, PortRange Range);
}
