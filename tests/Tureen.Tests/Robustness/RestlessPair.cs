using Tureen.Engine.Primitives;

namespace Tureen.Tests.Robustness;

/// <summary>Two machines of which each wakes the other at once.</summary>
internal sealed class RestlessPair : IDeadlineOwner
{
    private readonly DeadlineHeap _heap;
    private readonly DeadlineEntry _one;
    private readonly DeadlineEntry _other;
    private bool _isStopped;

    public RestlessPair(DeadlineHeap heap)
    {
        _heap = heap;
        _one = new DeadlineEntry(this);
        _other = new DeadlineEntry(this);
    }

    public int Runs { get; private set; }

    public Timestamp NextDeadline => Timestamp.Never;

    public void Start(Timestamp now) => _heap.Set(_one, now);

    public void Stop()
    {
        _isStopped = true;
        _heap.Remove(_one);
        _heap.Remove(_other);
    }

    public void HandleDeadline(Timestamp now, IDatagramSink sink)
    {
        if (!_isStopped)
        {
            Runs++;
            _heap.Set(Runs % 2 == 0 ? _one : _other, now);
        }
    }
}
