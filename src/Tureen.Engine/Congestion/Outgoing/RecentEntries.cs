namespace Tureen.Engine.Congestion.Outgoing;

/// <summary>The last entries of a journal, for a dump.</summary>
internal sealed class RecentEntries<T>(int capacity)
{
    private readonly T[] _entries = new T[capacity];
    private int _count;

    public void Add(in T entry)
    {
        _entries[_count] = entry;
        _count = (_count + 1) % capacity;
        Count = Math.Min(Count + 1, capacity);
    }

    public int Count { get; private set; }

    /// <summary>The oldest first.</summary>
    public IReadOnlyList<T> ToList()
    {
        var list = new List<T>(Count);
        for (int back = Count; back >= 1; back--)
        {
            list.Add(_entries[(_count - back + capacity) % capacity]);
        }

        return list;
    }
}
