using Tureen.Engine.Primitives;

namespace Tureen.Engine.Sctp.Receive;

/// <summary>Any number of heaps, each with the lowest serial number first, over nodes that their owner numbers.</summary>
/// <remarks>
/// Pairing heaps: adding costs one comparison, and the earlier additions pay for the cost of removing, so that no order of calls costs
/// more than a few steps per node. A heap is the number of its first node, <see cref="None"/> while it is empty.
/// </remarks>
internal sealed class SerialHeaps
{
    public const int None = -1;

    private const int InitialCapacity = 16;

    private Node[] _nodes = [];

    public uint KeyOf(int node) => _nodes[node].Key;

    /// <summary>Adds a node that is in no heap.</summary>
    public void Add(ref int first, int node, uint key)
    {
        if (node >= _nodes.Length)
        {
            Array.Resize(ref _nodes, Math.Max(Math.Max(_nodes.Length * 2, node + 1), InitialCapacity));
        }

        _nodes[node] = new Node { Key = key, Child = None, Next = None, Previous = None };
        first = first == None ? node : Merge(first, node);
    }

    /// <summary>Removes a node of this heap.</summary>
    public void Remove(ref int first, int node)
    {
        int rest = MergeSiblings(_nodes[node].Child);
        if (node == first)
        {
            first = rest;
            return;
        }

        Cut(node);
        first = rest == None ? first : Merge(first, rest);
    }

    /// <summary>Takes a node that is not the first from its siblings.</summary>
    private void Cut(int node)
    {
        int previous = _nodes[node].Previous;
        int next = _nodes[node].Next;
        if (_nodes[previous].Child == node)
        {
            _nodes[previous].Child = next;
        }
        else
        {
            _nodes[previous].Next = next;
        }

        if (next != None)
        {
            _nodes[next].Previous = previous;
        }
    }

    /// <summary>Joins two heaps; of equal numbers the one of <paramref name="a"/> comes first.</summary>
    private int Merge(int a, int b)
    {
        StepCounter.Add();
        if (SerialNumber.IsLower(_nodes[b].Key, _nodes[a].Key))
        {
            (a, b) = (b, a);
        }

        int child = _nodes[a].Child;
        _nodes[b].Next = child;
        _nodes[b].Previous = a;
        if (child != None)
        {
            _nodes[child].Previous = b;
        }

        _nodes[a].Child = b;
        return a;
    }

    /// <summary>Joins the children of a removed node: pair by pair, and then the pairs from the last to the first.</summary>
    private int MergeSiblings(int child)
    {
        int pairs = None;
        while (child != None)
        {
            int second = _nodes[child].Next;
            int next = second == None ? None : _nodes[second].Next;
            int pair = Detach(child);
            pair = second == None ? pair : Merge(pair, Detach(second));
            _nodes[pair].Next = pairs;
            pairs = pair;
            child = next;
        }

        int first = None;
        while (pairs != None)
        {
            int next = _nodes[pairs].Next;
            first = first == None ? Detach(pairs) : Merge(first, Detach(pairs));
            pairs = next;
        }

        return first;
    }

    private int Detach(int node)
    {
        _nodes[node].Next = None;
        _nodes[node].Previous = None;
        return node;
    }

    private struct Node
    {
        public uint Key;
        public int Child;
        public int Next;

        /// <summary>The sibling before this node; the parent of a first child.</summary>
        public int Previous;
    }
}
