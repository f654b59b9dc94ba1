using Tureen.Engine.Primitives;
using Tureen.Engine.Sctp.Packets.Chunks;

namespace Tureen.Engine.Sctp.Receive;

/// <summary>Makes messages of fragments, for DATA (RFC 9260 §6.9) and I-DATA (RFC 8260 §2.2) alike.</summary>
/// <remarks>
/// The receive window bounds the waiting data in bytes, and <see cref="SctpLimits.MaxHeldFragments"/> bounds it in pieces. Near either
/// bound, only the fragment that fills the first gap is taken.
/// </remarks>
internal sealed class ReassemblyQueue(SctpBufferPool pool, int receiveWindow, int maxMessageLength)
{
    private readonly FragmentStore _fragments = new(pool, maxMessageLength);
    private readonly MessageOrder _order = new();
    private bool _isInterleaving;

    /// <summary>Bytes that wait for other fragments, for other messages or for the reader.</summary>
    public int Bytes => _fragments.Bytes + _order.Bytes;

    /// <summary>Fragments that wait for others.</summary>
    public int PartialFragments => _fragments.Count;

    /// <summary>Messages that the reader may take.</summary>
    public int ReadyCount => _order.ReadyCount;

    /// <summary>Messages not delivered because they were longer than allowed.</summary>
    public long TooLongMessages { get; private set; }

    /// <summary>Bytes that there is room for, in the window and in the budget of the worker.</summary>
    public int FreeBytes =>
        IsAboveWatermark ? 0 : (int)Math.Clamp(pool.Budget.Allowance - Cost, 0, receiveWindow - Bytes);

    /// <summary>Only what fills the first gap may still come in.</summary>
    public bool IsAboveWatermark =>
        Bytes >= Watermark(receiveWindow) || Pieces >= Watermark(SctpLimits.MaxHeldFragments);

    /// <summary>Bytes that count against the budget.</summary>
    public long Cost => Bytes + ((long)Pieces * SctpLimits.BufferOverhead);

    private int Pieces => _fragments.Count + _order.Count;

    /// <summary>Begins anew; what the reader may take stays.</summary>
    public void Restart(bool isInterleaving)
    {
        _isInterleaving = isInterleaving;
        _fragments.Restart(isInterleaving);
        _order.Restart(isInterleaving);
    }

    public bool HasRoomFor(int length) => Bytes + length <= receiveWindow && Pieces < SctpLimits.MaxHeldFragments;

    /// <summary>Whether the worker has memory for it, too.</summary>
    public bool IsWithinBudget(int length) => pool.Budget.HasRoomFor(Cost, length);

    /// <summary>Takes a fragment that there is room for; drops contradictory ones.</summary>
    public void Add(in DataFragment fragment)
    {
        FragmentKey key = fragment.Key;
        if (IsPast(key))
        {
            return;
        }

        if (fragment is { IsBeginning: true, IsEnd: true })
        {
            AddWhole(fragment);
            return;
        }

        // The FSN 0 belongs to the first fragment alone (RFC 8260 §2.1).
        if (_isInterleaving && !fragment.IsBeginning && key.Sequence == 0)
        {
            return;
        }

        int run = _fragments.Add(fragment, OrderOf(fragment));
        if (run != FragmentStore.None)
        {
            bool isDeliverable = _fragments.TryTake(run, out SctpMessage message);
            Deliver(key, isDeliverable ? message : null);
        }
    }

    /// <summary>
    /// The peer gave up all messages of a stream up to this one: their fragments are dropped, and what waited for them is delivered.
    /// </summary>
    public void Skip(in SkippedMessage skipped)
    {
        StepCounter.Add();
        (ushort streamId, bool isUnordered, uint messageId) = skipped;
        if (isUnordered)
        {
            _fragments.RemoveUpTo(streamId, isUnordered, messageId);
            _order.SkipUnordered(streamId, messageId);
        }
        else
        {
            _fragments.RemoveUpTo(streamId, isUnordered, _order.Unwrap(streamId, messageId));
            _order.Skip(streamId, messageId);
        }
    }

    /// <summary>The peer gave up everything before this TSN; unordered DATA is named by its TSN alone.</summary>
    public void SkipUnorderedData(uint cumulativeTsn) => _fragments.RemoveUpToTsn(cumulativeTsn);

    /// <summary>Streams begin anew (RFC 6525 §5.2.2); none named means all.</summary>
    public void ResetStreams(ReadOnlySpan<ushort> streamIds)
    {
        if (streamIds.IsEmpty)
        {
            Restart(_isInterleaving);
            return;
        }

        foreach (ushort streamId in streamIds)
        {
            StepCounter.Add();
            _fragments.RemoveStream(streamId);
            _order.Reset(streamId);
        }
    }

    public bool TryRead(out SctpMessage message) => _order.TryRead(out message);

    public void Clear()
    {
        _fragments.Clear();
        _order.Clear();
    }

    private static int Watermark(int bound) => (int)((long)bound * SctpLimits.ReceiveWatermarkPercent / 100);

    private uint OrderOf(in DataFragment fragment)
    {
        FragmentKey key = fragment.Key;
        return !key.IsUnordered
            ? _order.Unwrap(key.StreamId, key.MessageId)
            : _isInterleaving ? key.MessageId : fragment.Tsn;
    }

    private bool IsPast(FragmentKey key) => key.IsUnordered
        ? _isInterleaving && _order.IsPastUnordered(key.StreamId, key.MessageId)
        : _order.IsPast(key.StreamId, key.MessageId);

    private void AddWhole(in DataFragment fragment)
    {
        int length = fragment.Payload.Length;
        if (length > maxMessageLength)
        {
            Deliver(fragment.Key, message: null);
            return;
        }

        byte[] buffer = pool.Rent(length);
        fragment.Payload.CopyTo(buffer);
        FragmentKey key = fragment.Key;
        Deliver(key, new SctpMessage(pool, buffer, length, key.StreamId, fragment.PayloadProtocolId, key.IsUnordered));
    }

    private void Deliver(FragmentKey key, SctpMessage? message)
    {
        TooLongMessages += message is null ? 1 : 0;
        if (!key.IsUnordered)
        {
            _order.AddOrdered(key.StreamId, key.MessageId, message);
        }
        else if (message is { } whole)
        {
            _order.AddUnordered(whole);
        }
    }
}
