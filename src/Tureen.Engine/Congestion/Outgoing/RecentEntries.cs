namespace Tureen.Engine.Congestion.Outgoing;

/// <summary>The last entries of a journal, for a dump.</summary>
internal sealed class RecentEntries<T>(int capacity)
{
    private readonly T[] _entries = new T[capacity];

    /// <summary>The place of the next entry, which is that of the oldest one when all are taken.</summary>
    private int _next;

    public int Count { get; private set; }

    public void Add(in T entry)
    {
        _entries[_next] = entry;
        _next = (_next + 1) % capacity;
        Count = Math.Min(Count + 1, capacity);
    }

    /// <summary>The oldest first.</summary>
    public IReadOnlyList<T> ToList()
    {
        var list = new List<T>(Count);
        for (int back = Count; back >= 1; back--)
        {
            list.Add(_entries[(_next - back + capacity) % capacity]);
        }

        return list;
    }
}
