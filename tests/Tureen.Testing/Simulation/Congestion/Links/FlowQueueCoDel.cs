using Tureen.Engine.Primitives;

namespace Tureen.Testing.Simulation.Congestion.Links;

/// <summary>FQ-CoDel (RFC 8290): a CoDel queue for each flow, served in turns of one quantum; new flows come first.</summary>
/// <remarks>A flow has a queue of its own, where Linux hashes flows into 1024 of them.</remarks>
internal sealed class FlowQueueCoDel : IQueueDiscipline
{
    private const int Quantum = 1514;
    private const int MaxPackets = 10_240;

    private readonly Dictionary<(NetworkAddress From, NetworkAddress To), FlowQueue> _flows = [];
    private readonly LinkedList<FlowQueue> _new = new();
    private readonly LinkedList<FlowQueue> _old = new();

    public int Count => _flows.Values.Sum(static flow => flow.State.Count);

    public long WireLength => _flows.Values.Sum(static flow => flow.State.WireLength);

    public Action<Timestamp, QueuedDatagram>? OnDrop { get; set; }

    public void Enqueue(Timestamp now, QueuedDatagram datagram, double rate)
    {
        if (!_flows.TryGetValue((datagram.From, datagram.To), out FlowQueue? flow))
        {
            flow = new FlowQueue(datagram.From, datagram.To);
            flow.State.OnDrop = (at, dropped) => OnDrop?.Invoke(at, dropped);
            _flows.Add((datagram.From, datagram.To), flow);
        }

        flow.State.Enqueue(datagram);
        if (!flow.IsListed)
        {
            flow.IsListed = true;
            flow.Credit = Quantum;
            _new.AddLast(flow);
        }

        if (Count > MaxPackets)
        {
            FlowQueue longest = _flows.Values.MaxBy(static queue => queue.State.WireLength)!;
            OnDrop?.Invoke(now, longest.State.DequeueHead()!);
        }
    }

    public QueuedDatagram? Dequeue(Timestamp now)
    {
        while ((_new.First ?? _old.First) is LinkedListNode<FlowQueue> node)
        {
            FlowQueue flow = node.Value;
            bool isNew = node.List == _new;
            if (flow.Credit <= 0)
            {
                flow.Credit += Quantum;
                node.List!.Remove(node);
                _old.AddLast(node);
                continue;
            }

            if (flow.State.Dequeue(now) is QueuedDatagram datagram)
            {
                flow.Credit -= datagram.WireLength;
                return datagram;
            }

            // An empty new flow waits among the old ones, so that it cannot come back as new at once.
            node.List!.Remove(node);
            flow.IsListed = isNew && _old.Count > 0;
            if (flow.IsListed)
            {
                _old.AddLast(node);
            }
        }

        return null;
    }
}
