using System.Diagnostics;
using Tureen.Engine.Primitives;
using Tureen.Engine.Sctp.Packets.Chunks;

namespace Tureen.Engine.Sctp.Receive;

/// <summary>Fragments of incomplete messages, joined into runs as they come.</summary>
/// <remarks>
/// Only the two ends of a run know its extent, so that each fragment costs the same in messages of any length. A message that
/// grows too long is no longer stored, only followed to its end. The first slot of each run is in a heap of its stream, so that
/// the messages that the peer gives up are found without a walk over all others.
/// </remarks>
internal sealed class FragmentStore(SctpBufferPool pool, int maxMessageLength)
{
    /// <summary>In place of a run: the message is not complete.</summary>
    public const int None = -1;

    private readonly Dictionary<FragmentKey, int> _index = [];
    private readonly SlotList<FragmentSlot> _slots = new();
    private readonly StreamTable<StreamRuns> _streams = new(StreamRuns.Initial);
    private readonly SerialHeaps _byMessage = new();

    /// <summary>Runs of unordered DATA, which FORWARD-TSN gives up by their TSNs.</summary>
    private readonly SerialHeaps _byTsn = new();
    private int _firstByTsn = SerialHeaps.None;
    private bool _isInterleaving;

    /// <summary>Fragments stored.</summary>
    public int Count => _index.Count;

    /// <summary>Payload bytes stored.</summary>
    public int Bytes { get; private set; }

    /// <summary>Begins anew, without fragments.</summary>
    public void Restart(bool isInterleaving)
    {
        Clear();
        _isInterleaving = isInterleaving;
    }

    /// <summary>Stores a fragment; returns the run that is now a whole message, to be taken out, or <see cref="None"/>.</summary>
    /// <param name="fragment">The fragment.</param>
    /// <param name="order">The number of its message on the line of its stream.</param>
    public int Add(in DataFragment fragment, uint order)
    {
        FragmentKey key = fragment.Key;
        if (_index.ContainsKey(key))
        {
            return None;
        }

        int left = fragment.IsBeginning ? None : FindLast(key.Previous);
        int right = fragment.IsEnd ? None : FindFirst(key.Next);
        int middle = Store(fragment, order);
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

    /// <summary>Drops the fragments of a stream's messages up to this one.</summary>
    public void RemoveUpTo(ushort streamId, bool isUnordered, uint order)
    {
        while (FirstOf(streamId, isUnordered) is not SerialHeaps.None and int run && !SerialNumber.IsHigher(_slots[run].Order, order))
        {
            RemoveRun(run);
        }
    }

    /// <summary>Drops the fragments of unordered DATA whose first fragment has this TSN or an earlier one.</summary>
    public void RemoveUpToTsn(uint tsn)
    {
        while (_firstByTsn != SerialHeaps.None && !SerialNumber.IsHigher(_slots[_firstByTsn].Tsn, tsn))
        {
            RemoveRun(_firstByTsn);
        }
    }

    /// <summary>Drops all fragments of a stream.</summary>
    public void RemoveStream(ushort streamId)
    {
        while (FirstOf(streamId, isUnordered: false) is not SerialHeaps.None and int run)
        {
            RemoveRun(run);
        }

        while (FirstOf(streamId, isUnordered: true) is not SerialHeaps.None and int run)
        {
            RemoveRun(run);
        }
    }

    public void RemoveRun(int run)
    {
        Unlink(run);
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
        while (_slots.First != SlotList<FragmentSlot>.None)
        {
            Remove(_slots.First);
        }

        _streams.Clear();
        _firstByTsn = SerialHeaps.None;
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

    private int Store(in DataFragment fragment, uint order)
    {
        byte[] buffer = pool.Rent(fragment.Payload.Length);
        fragment.Payload.CopyTo(buffer);
        Bytes += fragment.Payload.Length;
        int place = _slots.Add(new FragmentSlot
        {
            Key = fragment.Key,
            Order = order,
            Buffer = buffer,
            Length = fragment.Payload.Length,
            Tsn = fragment.Tsn,
            PayloadProtocolId = fragment.PayloadProtocolId,
            Flags = fragment.Flags,
            RunBytes = fragment.Payload.Length,
        });
        _slots[place].OtherEnd = place;
        _index.Add(fragment.Key, place);
        return place;
    }

    private int FirstOf(ushort streamId, bool isUnordered)
    {
        _streams.TryGet(streamId, out StreamRuns runs);
        return isUnordered ? runs.Unordered : runs.Ordered;
    }

    /// <summary>Puts the first slot of a run among those of its stream.</summary>
    private void Link(int run)
    {
        ref FragmentSlot slot = ref _slots[run];
        _byMessage.Add(ref HeapOf(slot.Key), run, slot.Order);
        if (slot.Key.IsUnordered && !_isInterleaving)
        {
            _byTsn.Add(ref _firstByTsn, run, slot.Tsn);
        }
    }

    private void Unlink(int run)
    {
        FragmentKey key = _slots[run].Key;
        _byMessage.Remove(ref HeapOf(key), run);
        if (key.IsUnordered && !_isInterleaving)
        {
            _byTsn.Remove(ref _firstByTsn, run);
        }
    }

    private ref int HeapOf(FragmentKey key)
    {
        ref StreamRuns runs = ref _streams.GetOrAdd(key.StreamId);
        return ref key.IsUnordered ? ref runs.Unordered : ref runs.Ordered;
    }

    private void Join(int left, int middle, int right, int first, int last)
    {
        if (right != None)
        {
            Unlink(right);
        }

        if (left == None)
        {
            Link(middle);
        }

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
        _slots.Remove(slot);
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
