using System.Diagnostics;
using Tureen.Engine.Primitives;
using Tureen.Engine.Sctp.Packets.Chunks;

namespace Tureen.Engine.Sctp.Receive;

/// <summary>Fragments of messages of which others are missing, joined into runs as they come.</summary>
/// <remarks>
/// Only the two ends of a run know its extent, so that each fragment costs the same, however long the message. A message that
/// grows too long is no longer stored, only followed to its end.
/// </remarks>
internal sealed class FragmentStore(SctpBufferPool pool, int maxMessageLength)
{
    /// <summary>In place of a run: the message is not complete.</summary>
    public const int None = -1;

    private const int InitialCapacity = 16;

    private readonly Dictionary<FragmentKey, int> _index = [];
    private FragmentSlot[] _slots = [];
    private int[] _free = [];
    private int _freeCount;
    private int _used;

    /// <summary>Fragments stored.</summary>
    public int Count => _index.Count;

    /// <summary>Payload bytes stored.</summary>
    public int Bytes { get; private set; }

    /// <summary>Stores a fragment; returns the run that is now a whole message, to be taken out, or <see cref="None"/>.</summary>
    public int Add(in DataFragment fragment)
    {
        FragmentKey key = fragment.Key;
        if (_index.ContainsKey(key))
        {
            return None;
        }

        int left = fragment.IsBeginning ? None : FindLast(key.Previous);
        int right = fragment.IsEnd ? None : FindFirst(key.Next);
        int middle = Store(fragment);
        int first = left == None ? middle : _slots[left].OtherEnd;
        int last = right == None ? middle : _slots[right].OtherEnd;
        Debug.Assert(first >= 0 && last >= 0, "Neighbours of a new fragment are ends of their runs.");

        Join(left, middle, right, first, last);
        DataChunkFlags ends = (_slots[first].Flags & DataChunkFlags.Beginning) | (_slots[last].Flags & DataChunkFlags.End);
        return ends == (DataChunkFlags.Beginning | DataChunkFlags.End) ? first : None;
    }

    /// <summary>Takes a whole message out; false if it was too long and there is nothing left of it.</summary>
    public bool TryTake(int run, out SctpMessage message)
    {
        ref FragmentSlot first = ref _slots[run];
        if (first.IsDiscarding)
        {
            message = default;
            RemoveRun(run);
            return false;
        }

        int length = (int)first.RunBytes;
        byte[] buffer = pool.Rent(length);
        int offset = 0;
        FragmentKey key = first.Key;
        while (offset < length)
        {
            ref FragmentSlot slot = ref _slots[_index[key]];
            slot.Buffer.AsSpan(0, slot.Length).CopyTo(buffer.AsSpan(offset));
            offset += slot.Length;
            key = key.Next;
        }

        message = new SctpMessage(
            pool, buffer, length, first.Key.StreamId, first.PayloadProtocolId, first.Key.IsUnordered);
        RemoveRun(run);
        return true;
    }

    /// <summary>Whether this slot begins a run, and with which fragment.</summary>
    public bool TryGetRun(int slot, out FragmentKey key, out uint tsn)
    {
        key = _slots[slot].Key;
        tsn = _slots[slot].Tsn;
        return TryGetOtherEnd(slot, out uint last) && !SerialNumber.IsHigher(key.Sequence, last);
    }

    /// <summary>Slots ever used; an upper bound for <see cref="TryGetRun"/>.</summary>
    public int SlotCount => Count == 0 ? 0 : _used;

    public void RemoveRun(int run)
    {
        int last = _slots[run].OtherEnd;
        if (_slots[run].IsDiscarding)
        {
            Remove(run);
            if (last != run)
            {
                Remove(last);
            }

            return;
        }

        FragmentKey key = _slots[run].Key;
        FragmentKey end = _slots[last].Key;
        Remove(run);
        while (key != end)
        {
            key = key.Next;
            Remove(_index[key]);
        }
    }

    public void Clear()
    {
        foreach (int slot in _index.Values)
        {
            ReleaseBuffer(slot);
        }

        _index.Clear();
        _freeCount = 0;
        _used = 0;
        Bytes = 0;
    }

    /// <summary>The run that ends with this fragment and may go on.</summary>
    private int FindLast(FragmentKey key) =>
        _index.TryGetValue(key, out int slot)
            && (_slots[slot].Flags & DataChunkFlags.End) == DataChunkFlags.None
            && TryGetOtherEnd(slot, out uint first)
            && !SerialNumber.IsHigher(first, key.Sequence)
            ? slot
            : None;

    /// <summary>The run that begins with this fragment and may have something before it.</summary>
    private int FindFirst(FragmentKey key) =>
        _index.TryGetValue(key, out int slot)
            && (_slots[slot].Flags & DataChunkFlags.Beginning) == DataChunkFlags.None
            && TryGetOtherEnd(slot, out uint last)
            && !SerialNumber.IsHigher(key.Sequence, last)
            ? slot
            : None;

    private bool TryGetOtherEnd(int slot, out uint sequence)
    {
        int other = _slots[slot].OtherEnd;
        sequence = other >= 0 ? _slots[other].Key.Sequence : 0;
        return other >= 0;
    }

    private int Store(in DataFragment fragment)
    {
        int place = _freeCount > 0 ? _free[--_freeCount] : Grow();
        byte[] buffer = pool.Rent(fragment.Payload.Length);
        fragment.Payload.CopyTo(buffer);
        Bytes += fragment.Payload.Length;
        _index.Add(fragment.Key, place);
        _slots[place] = new FragmentSlot
        {
            Key = fragment.Key,
            Buffer = buffer,
            Length = fragment.Payload.Length,
            Tsn = fragment.Tsn,
            PayloadProtocolId = fragment.PayloadProtocolId,
            Flags = fragment.Flags,
            OtherEnd = place,
            RunBytes = fragment.Payload.Length,
        };
        return place;
    }

    private int Grow()
    {
        if (_used == _slots.Length)
        {
            int capacity = Math.Max(_slots.Length * 2, InitialCapacity);
            Array.Resize(ref _slots, capacity);
            Array.Resize(ref _free, capacity);
        }

        return _used++;
    }

    private void Join(int left, int middle, int right, int first, int last)
    {
        long bytes = _slots[middle].RunBytes;
        bytes += left == None ? 0 : _slots[left].RunBytes;
        bytes += right == None ? 0 : _slots[right].RunBytes;
        bool isDiscarding = bytes > maxMessageLength
            || (left != None && _slots[left].IsDiscarding)
            || (right != None && _slots[right].IsDiscarding);
        if (isDiscarding)
        {
            Discard(first, left);
            Discard(middle, middle);
            Discard(right, last);
        }

        MakeInner(left, first, isDiscarding);
        MakeInner(right, last, isDiscarding);
        if (middle != first && middle != last)
        {
            MakeInner(middle, first, isDiscarding);
        }

        _slots[first].OtherEnd = last;
        _slots[last].OtherEnd = first;
        _slots[first].RunBytes = _slots[last].RunBytes = bytes;
        _slots[first].IsDiscarding = _slots[last].IsDiscarding = isDiscarding;
    }

    /// <summary>Makes an end that is now inside the joined run forget that it was one.</summary>
    private void MakeInner(int slot, int end, bool isDiscarding)
    {
        if (slot == None || slot == end)
        {
            return;
        }

        if (isDiscarding)
        {
            Remove(slot);
        }
        else
        {
            _slots[slot].OtherEnd = FragmentSlot.Inner;
        }
    }

    /// <summary>Keeps only the two ends of a run, without their bytes.</summary>
    private void Discard(int first, int last)
    {
        if (first == None || last == None || _slots[first].IsDiscarding)
        {
            return;
        }

        FragmentKey end = _slots[last].Key;
        for (FragmentKey key = _slots[first].Key; key != end; key = key.Next)
        {
            int slot = _index[key];
            if (slot != first)
            {
                Remove(slot);
            }
        }

        ReleaseBuffer(first);
        ReleaseBuffer(last);
    }

    private void Remove(int slot)
    {
        ReleaseBuffer(slot);
        _index.Remove(_slots[slot].Key);
        _slots[slot].OtherEnd = FragmentSlot.Free;
        _free[_freeCount++] = slot;
    }

    private void ReleaseBuffer(int slot)
    {
        ref FragmentSlot fragment = ref _slots[slot];
        if (fragment.Buffer is { } buffer)
        {
            fragment.Buffer = null;
            Bytes -= fragment.Length;
            pool.Return(buffer);
        }
    }
}
