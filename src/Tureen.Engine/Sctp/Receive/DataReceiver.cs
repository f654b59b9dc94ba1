using Tureen.Engine.Primitives;
using Tureen.Engine.Sctp.Packets.Chunks;

namespace Tureen.Engine.Sctp.Receive;

/// <summary>The receiving half of an association: chunks in, messages and SACKs out.</summary>
/// <remarks>
/// The association calls, for each packet: <c>HandleData</c> and <c>HandleForwardTsn</c> for its chunks, then
/// <see cref="HandlePacketEnd"/> once; it drains <see cref="TryReadMessage"/>; and when <see cref="NeedsSack"/> it sends
/// what <see cref="WriteSack"/> writes. The association refuses chunks with an empty payload.
/// </remarks>
internal sealed class DataReceiver(SctpBufferPool pool, int receiveWindow, int maxMessageLength)
{
    private readonly ReassemblyQueue _reassembly = new(pool, receiveWindow, maxMessageLength);
    private readonly PendingReset _reset = new();
    private DataTracker _tracker = new(0);
    private long _advertisedWindow = receiveWindow;
    private bool _isResetCompleted;
    private bool _isOverBudget;

    /// <summary>All TSNs up to this one were received or given up.</summary>
    public uint CumulativeTsn => _tracker.CumulativeTsn;

    /// <summary>a_rwnd: the bytes that there is room for.</summary>
    public uint AdvertisedWindow => (uint)_reassembly.FreeBytes;

    /// <summary>A SACK is to be sent now.</summary>
    public bool NeedsSack => _tracker.NeedsSack;

    /// <summary>Something is not yet acknowledged; a packet that leaves anyway should begin with the SACK.</summary>
    public bool HasUnacknowledged => _tracker.HasUnacknowledged;

    /// <summary>Messages not delivered because they were longer than allowed.</summary>
    public long TooLongMessages => _reassembly.TooLongMessages;

    /// <summary>Fragments of messages that are not complete.</summary>
    public int PartialFragments => _reassembly.PartialFragments;

    /// <summary>Bytes that wait for other fragments, for other messages or for the reader.</summary>
    public int HeldBytes => _reassembly.Bytes;

    public Timestamp NextDeadline => _tracker.NextDeadline;

    /// <summary>Begins, or begins anew after a restart of the peer: forgets all that the reader could not take yet.</summary>
    public void Establish(uint peerInitialTsn, bool isInterleaving)
    {
        _tracker = new DataTracker(peerInitialTsn);
        _reassembly.Restart(isInterleaving);
        _reset.Clear();
        _isResetCompleted = false;
    }

    public DataVerdict HandleData(in DataChunk chunk) =>
        HandleFragment(new DataFragment(chunk), (chunk.Flags & DataChunkFlags.Immediate) != DataChunkFlags.None);

    public DataVerdict HandleData(in IDataChunk chunk) =>
        HandleFragment(new DataFragment(chunk), (chunk.Flags & DataChunkFlags.Immediate) != DataChunkFlags.None);

    /// <summary>False if the chunk changed nothing (old, or a leap that no sender makes); the SACK is due at once all the same.</summary>
    /// <typeparam name="TChunk">FORWARD-TSN, or I-FORWARD-TSN where messages are interleaved.</typeparam>
    public bool HandleForwardTsn<TChunk>(in TChunk chunk)
        where TChunk : ISkippedMessages, allows ref struct
    {
        if (!_tracker.Skip(chunk.NewCumulativeTsn))
        {
            return false;
        }

        for (int i = 0; i < chunk.SkippedCount; i++)
        {
            _reassembly.Skip(chunk.Skipped(i));
        }

        if (!TChunk.NamesUnordered)
        {
            _reassembly.SkipUnorderedData(chunk.NewCumulativeTsn);
        }

        CompleteReset();
        return true;
    }

    /// <summary>After the last chunk of a packet: whether and when to acknowledge.</summary>
    public void HandlePacketEnd(Timestamp now) => _tracker.HandlePacketEnd(now);

    /// <summary>The delayed SACK; afterwards <see cref="NeedsSack"/>.</summary>
    public void HandleDeadline(Timestamp now) => _tracker.HandleDeadline(now);

    /// <summary>Asks for a SACK now, as SHUTDOWN does.</summary>
    public void RequestSack() => _tracker.RequestSack();

    /// <summary>Writes a SACK chunk, as much of it as fits; returns its length, 0 if not even an empty one fits (16 bytes).</summary>
    public int WriteSack(Span<byte> destination)
    {
        _advertisedWindow = AdvertisedWindow;
        return _tracker.WriteSack(destination, AdvertisedWindow);
    }

    /// <summary>The next message; the caller releases it.</summary>
    public bool TryReadMessage(out SctpMessage message)
    {
        if (!_reassembly.TryRead(out message))
        {
            return false;
        }

        // The peer must learn that a window that was nearly closed is open again; otherwise it continues to probe (RFC 9260 §6.2).
        if (_advertisedWindow < receiveWindow / 4 && AdvertisedWindow >= receiveWindow / 2)
        {
            RequestSack();
        }

        return true;
    }

    /// <summary>
    /// The peer resets its outgoing streams (RFC 6525 §5.2.2; none named means all). True: done. False: data sent before is still
    /// missing, so answer "In progress"; the reset completes when that data comes, which <see cref="TakeResetCompleted"/> reports once.
    /// A second call while one waits replaces it.
    /// </summary>
    public bool ResetStreams(uint senderLastTsn, ReadOnlySpan<ushort> streamIds)
    {
        _isResetCompleted = false;
        if (SerialNumber.IsHigher(senderLastTsn, CumulativeTsn))
        {
            _reset.Wait(senderLastTsn, streamIds);
            return false;
        }

        _reset.Clear();
        _reassembly.ResetStreams(streamIds);
        return true;
    }

    /// <summary>Whether a reset that was in progress was completed since the last call.</summary>
    public bool TakeResetCompleted()
    {
        bool isCompleted = _isResetCompleted;
        _isResetCompleted = false;
        return isCompleted;
    }

    /// <summary>Whether something was refused since the last call because the worker has no memory for it.</summary>
    public bool TakeOverBudget()
    {
        bool isOverBudget = _isOverBudget;
        _isOverBudget = false;
        return isOverBudget;
    }

    /// <summary>Releases all that was not read.</summary>
    public void Close() => _reassembly.Clear();

    private DataVerdict HandleFragment(in DataFragment fragment, bool isImmediate)
    {
        switch (_tracker.Check(fragment.Tsn))
        {
            case TsnVerdict.Duplicate:
                _tracker.ObserveDuplicate(fragment.Tsn);
                return DataVerdict.Duplicate;
            case TsnVerdict.OutOfWindow:
                _tracker.ObserveRefused();
                return DataVerdict.Refused;
        }

        bool isNext = fragment.Tsn == CumulativeTsn + 1;
        if (!_reassembly.IsWithinBudget(fragment.Payload.Length))
        {
            // Others used up the memory of the worker: an association that holds little waits for room, one that holds much ends.
            _isOverBudget = true;
            _tracker.ObserveRefused();
            return isNext && _reassembly.Cost >= SctpLimits.GreedyHold && _reassembly.ReadyCount == 0
                ? DataVerdict.Exhausted
                : DataVerdict.Refused;
        }

        bool hasRoom = _reassembly.HasRoomFor(fragment.Payload.Length);
        if (!hasRoom || fragment.Payload.IsEmpty || (!isNext && _reassembly.IsAboveWatermark) || _reset.Affects(fragment))
        {
            _tracker.ObserveRefused();
            return isNext && !hasRoom && _reassembly.ReadyCount == 0 ? DataVerdict.Exhausted : DataVerdict.Refused;
        }

        _tracker.Observe(fragment.Tsn, isImmediate);
        _reassembly.Add(fragment);
        CompleteReset();
        return DataVerdict.Accepted;
    }

    private void CompleteReset()
    {
        if (_reset.IsDue(CumulativeTsn))
        {
            _reassembly.ResetStreams(_reset.StreamIds);
            _reset.Clear();
            _isResetCompleted = true;
        }
    }
}
