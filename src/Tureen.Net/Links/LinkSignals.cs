using System.Collections.Concurrent;

namespace Tureen.Net.Links;

/// <summary>Which links of a worker have something for it. Filled from any thread, emptied by the worker's.</summary>
internal sealed class LinkSignals(Action wake)
{
    private readonly ConcurrentQueue<int> _ready = new();

    public bool HasAny => !_ready.IsEmpty;

    public int Count => _ready.Count;

    public bool TryTake(out int socketId) => _ready.TryDequeue(out socketId);

    public void Add(int socketId)
    {
        _ready.Enqueue(socketId);
        wake();
    }
}
