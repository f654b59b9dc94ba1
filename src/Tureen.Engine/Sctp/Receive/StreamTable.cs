namespace Tureen.Engine.Sctp.Receive;

/// <summary>State of incoming streams by their ids, in pages; forgetting all streams costs no more than forgetting one.</summary>
internal sealed class StreamTable<T>(T initial)
    where T : struct
{
    private const int PageShift = 6;
    private const int PageLength = 1 << PageShift;

    private Entry[]?[] _pages = [];

    /// <summary>Entries of another generation are as good as none.</summary>
    private uint _generation = 1;

    /// <summary>The state of a stream, which begins with the initial one.</summary>
    public ref T GetOrAdd(ushort streamId)
    {
        int page = streamId >> PageShift;
        if (page >= _pages.Length)
        {
            Array.Resize(ref _pages, Math.Max(page + 1, Math.Min(_pages.Length * 2, (ushort.MaxValue >> PageShift) + 1)));
        }

        Entry[] entries = _pages[page] ??= new Entry[PageLength];
        ref Entry entry = ref entries[streamId & (PageLength - 1)];
        if (entry.Generation != _generation)
        {
            entry = new Entry { Generation = _generation, Value = initial };
        }

        return ref entry.Value;
    }

    public bool TryGet(ushort streamId, out T value)
    {
        int page = streamId >> PageShift;
        if (page < _pages.Length && _pages[page] is { } entries && entries[streamId & (PageLength - 1)] is var entry
            && entry.Generation == _generation)
        {
            value = entry.Value;
            return true;
        }

        value = initial;
        return false;
    }

    public void Remove(ushort streamId)
    {
        if (TryGet(streamId, out _))
        {
            GetOrAdd(streamId) = initial;
        }
    }

    public void Clear()
    {
        if (++_generation == 0)
        {
            // After four billion times an entry of the first generation would count again.
            _generation = 1;
            _pages = [];
        }
    }

    private struct Entry
    {
        public uint Generation;
        public T Value;
    }
}
