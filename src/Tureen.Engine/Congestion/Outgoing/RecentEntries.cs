namespace Tureen.Engine.Congestion.Outgoing;

/// <summary>The last entries of a series. It takes memory from its first entry on, because many peers never report anything.</summary>
internal sealed class RecentEntries<T>(int capacity)
{
    private T[] _entries = [];

    /// <summary>The place of the next entry, which is that of the oldest one when all are taken.</summary>
    private int _next;

    public int Count { get; private set; }

    /// <summary>An entry by its age: 1 is the newest, <see cref="Count"/> the oldest.</summary>
    public ref readonly T this[int back] => ref _entries[back <= _next ? _next - back : _next - back + capacity];

    public void Add(in T entry)
    {
        if (_entries.Length == 0)
        {
            _entries = new T[capacity];
        }

        _entries[_next] = entry;
        _next = (_next + 1) % capacity;
        Count = Math.Min(Count + 1, capacity);
    }

    public void Clear() => Count = 0;

    /// <summary>The oldest first.</summary>
    public IReadOnlyList<T> ToList()
    {
        var list = new List<T>(Count);
        for (int back = Count; back >= 1; back--)
        {
            list.Add(this[back]);
        }

        return list;
    }
}
