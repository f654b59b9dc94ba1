namespace Tureen.Engine.Primitives;

/// <summary>An indexed binary heap of deadlines: one entry per <see cref="DeadlineEntry"/>, moved in O(log n).</summary>
internal sealed class DeadlineHeap
{
    private DeadlineEntry[] _entries = new DeadlineEntry[64];
    private int _count;

    public int Count => _count;

    public Timestamp Next => _count == 0 ? Timestamp.Never : _entries[0].At;

    /// <summary>Sets when <paramref name="entry"/> is due; <see cref="Timestamp.Never"/> takes it out.</summary>
    public void Set(DeadlineEntry entry, Timestamp at)
    {
        if (at.IsNever)
        {
            Remove(entry);
            return;
        }

        if (entry.Index < 0)
        {
            Insert(entry, at);
            return;
        }

        Timestamp before = entry.At;
        entry.At = at;
        if (at < before)
        {
            SiftUp(entry.Index);
        }
        else if (at > before)
        {
            SiftDown(entry.Index);
        }
    }

    /// <summary>
    /// Makes sure that <paramref name="entry"/> is due no later than <paramref name="at"/>. A later time is left to the moment
    /// when the entry fires, so that a deadline that every packet pushes back costs one comparison.
    /// </summary>
    public void Arm(DeadlineEntry entry, Timestamp at)
    {
        if (at < entry.At)
        {
            Set(entry, at);
        }
    }

    public void Remove(DeadlineEntry entry)
    {
        int index = entry.Index;
        if (index < 0)
        {
            return;
        }

        entry.Index = -1;
        entry.At = Timestamp.Never;
        DeadlineEntry last = _entries[--_count];
        _entries[_count] = null!;
        if (index < _count)
        {
            Place(last, index);
            SiftUp(index);
            SiftDown(last.Index);
        }
    }

    /// <summary>Takes out the earliest entry that is due at <paramref name="now"/>.</summary>
    public bool TryDequeueDue(Timestamp now, out DeadlineEntry entry)
    {
        if (_count == 0 || _entries[0].At > now)
        {
            entry = null!;
            return false;
        }

        entry = _entries[0];
        Remove(entry);
        return true;
    }

    private void Insert(DeadlineEntry entry, Timestamp at)
    {
        if (_count == _entries.Length)
        {
            Array.Resize(ref _entries, _count * 2);
        }

        entry.At = at;
        Place(entry, _count++);
        SiftUp(entry.Index);
    }

    private void SiftUp(int index)
    {
        DeadlineEntry entry = _entries[index];
        while (index > 0)
        {
            int parent = (index - 1) / 2;
            if (_entries[parent].At <= entry.At)
            {
                break;
            }

            Place(_entries[parent], index);
            index = parent;
        }

        Place(entry, index);
    }

    private void SiftDown(int index)
    {
        DeadlineEntry entry = _entries[index];
        while (true)
        {
            int child = (2 * index) + 1;
            if (child >= _count)
            {
                break;
            }

            if (child + 1 < _count && _entries[child + 1].At < _entries[child].At)
            {
                child++;
            }

            if (entry.At <= _entries[child].At)
            {
                break;
            }

            Place(_entries[child], index);
            index = child;
        }

        Place(entry, index);
    }

    private void Place(DeadlineEntry entry, int index)
    {
        _entries[index] = entry;
        entry.Index = index;
    }
}
