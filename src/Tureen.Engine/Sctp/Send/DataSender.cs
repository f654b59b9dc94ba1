using Tureen.Engine.Primitives;
using Tureen.Engine.Sctp.Packets.Chunks;

namespace Tureen.Engine.Sctp.Send;

/// <summary>The sending half of an association: messages and SACKs in, chunks out.</summary>
/// <remarks>
/// Messages may be queued before the association is established. To send, the association calls <see cref="StartBurst"/> and
/// then, packet by packet, <see cref="WriteChunks"/> on what is left of the packet after its header and other chunks, until
/// that returns 0. It does so after each <see cref="Send"/>, each SACK, each deadline of its own, and when established.
/// </remarks>
internal sealed class DataSender
{
    /// <summary>Bytes. With this much room in the packet, 0 from <see cref="WriteChunks"/> means that there is nothing to send.</summary>
    public const int SufficientRoom = 512;

    private readonly DataSenderOptions _options;
    private readonly SctpBudget _budget;
    private readonly SendQueue _queue;
    private readonly RetransmissionQueue _retransmission;
    private bool _isEstablished;
    private bool _isClosed;
    private int _burst;

    public DataSender(SctpBufferPool pool, DataSenderOptions options)
    {
        _options = options;
        _budget = pool.Budget;
        _queue = new SendQueue(pool, options);
        _retransmission = new RetransmissionQueue(pool, _queue, options);
    }

    /// <summary>Bytes not yet sent for the first time, of all streams.</summary>
    public long TotalBufferedAmount => _queue.TotalBufferedAmount;

    /// <summary>The TSN that the next new fragment will have.</summary>
    public uint NextTsn => _retransmission.NextTsn;

    /// <summary>Nothing waits and nothing is unacknowledged: a shutdown may go on (RFC 9260 §9.2).</summary>
    public bool IsDrained => _queue.IsEmpty && !HasOutstanding;

    /// <summary>Something was sent and is not yet acknowledged.</summary>
    public bool HasOutstanding => _retransmission.HasOutstanding;

    /// <summary>Bytes of the congestion window.</summary>
    public int CongestionWindow => _retransmission.CongestionWindow;

    /// <summary>Bytes in flight, with the headers of their chunks.</summary>
    public int FlightSize => _retransmission.FlightSize;

    /// <summary>Bytes that the peer has room for beyond those in flight.</summary>
    public uint PeerWindow => _retransmission.PeerWindow;

    /// <summary>Chunks sent again.</summary>
    public long Retransmissions => _retransmission.Retransmissions;

    /// <summary>RTO and SRTT; heartbeats measure into it too.</summary>
    public RetransmissionTimeout Timeout => _retransmission.Timeout;

    /// <summary>T3-rtx.</summary>
    public Timestamp NextDeadline => _retransmission.NextDeadline;

    /// <summary>Outgoing streams with known state.</summary>
    public int StreamCount => _queue.StreamCount;

    /// <summary>Streams whose reset is not over.</summary>
    public int PendingResets => _queue.PendingResets;

    /// <summary>Whether prepared streams have sent everything and had it acknowledged, and no reset is on its way.</summary>
    public bool HasStreamsToReset => _queue.HasStreamsToReset;

    /// <summary>Queues a copy of the message.</summary>
    public SendOutcome Send(
        Timestamp now, ushort streamId, uint payloadProtocolId, ReadOnlySpan<byte> payload, in SendParameters parameters) =>
        _isClosed ? SendOutcome.Closed
        : !_budget.HasRoomFor(HeldCost, payload.Length) ? SendOutcome.BufferFull
        : _queue.Add(now, streamId, payloadProtocolId, payload, parameters);

    /// <summary>The stream's share of the capacity relative to others (RFC 8260 §3.6; WebRTC: 128, 256, 512, 1024).</summary>
    public void SetPriority(ushort streamId, ushort priority) =>
        _queue.GetStream(streamId).Priority = Math.Max(priority, (ushort)1);

    /// <summary>Bytes of the stream not yet sent for the first time.</summary>
    public long BufferedAmount(ushort streamId) => _queue.BufferedAmount(streamId);

    /// <summary>
    /// Bytes; an event is queued when the stream's buffered amount falls to it or below, also when the change itself makes it so.
    /// </summary>
    public void SetBufferedAmountLowThreshold(ushort streamId, long threshold) => _queue.SetLowThreshold(streamId, threshold);

    /// <summary>A stream whose buffered amount fell to its threshold.</summary>
    public bool TryDequeueBufferedAmountLow(out ushort streamId) => _queue.TryDequeueLow(out streamId);

    /// <summary>
    /// Begins, or begins anew after a restart of the peer: then what was outstanding is lost, and messages sent in part begin again.
    /// </summary>
    public void Establish(uint initialTsn, uint peerWindow, bool isInterleaving, bool isPartiallyReliable)
    {
        _retransmission.Restart(initialTsn, peerWindow, isInterleaving, isPartiallyReliable);
        _queue.Restart(isInterleaving, peerWindow);
        _isEstablished = !_isClosed;
        StartBurst();
    }

    /// <summary>Allows the next <see cref="SctpLimits.MaxBurst"/> packets.</summary>
    public void StartBurst() => _burst = SctpLimits.MaxBurst;

    /// <summary>
    /// Fills the rest of one packet; returns the bytes written, 0 if there is nothing to send now, or if there is less room
    /// than <see cref="SufficientRoom"/>.
    /// </summary>
    public int WriteChunks(Timestamp now, Span<byte> destination)
    {
        if (!_isEstablished || _burst == 0)
        {
            return 0;
        }

        int room = Math.Min(destination.Length, _options.Mtu - SctpLimits.CommonHeaderLength) & ~3;
        int written = _retransmission.WriteChunks(now, destination[..room]);
        _burst -= written > 0 ? 1 : 0;
        return written;
    }

    public SackOutcome HandleSack(Timestamp now, in SackChunk sack) =>
        _isEstablished ? _retransmission.HandleSack(now, sack) : SackOutcome.Outdated;

    /// <summary>The cumulative TSN ack of a SHUTDOWN (RFC 9260 §3.3.8).</summary>
    public SackOutcome HandleCumulativeAck(Timestamp now, uint cumulativeTsnAck) =>
        _isEstablished ? _retransmission.HandleCumulativeAck(now, cumulativeTsnAck) : SackOutcome.Outdated;

    /// <summary>True if T3-rtx expired: count an error against the peer (§6.3.3, §8.1), then send as usual.</summary>
    public bool HandleDeadline(Timestamp now) => _retransmission.HandleDeadline(now);

    /// <summary>
    /// Prepares the reset of an outgoing stream (RFC 6525 §5.1.2): what is queued is still sent, or discarded where nothing of it
    /// was sent; later messages wait for the end of the reset.
    /// </summary>
    public void PrepareReset(ushort streamId, bool discardQueued) => _queue.PrepareReset(streamId, discardQueued);

    /// <summary>The streams to name in the request, as many as fit, which are then on their way; returns their number.</summary>
    public int BeginReset(Span<ushort> streamIds) => _queue.BeginReset(streamIds);

    /// <summary>The peer performed the reset: the streams begin anew with SSN and MID 0.</summary>
    public void CommitReset() => _queue.CommitReset();

    /// <summary>The peer denied the reset: the streams go on as they were.</summary>
    public void RollbackReset() => _queue.RollbackReset();

    /// <summary>Bytes that count against the budget of the worker.</summary>
    private long HeldCost =>
        _queue.TotalBufferedAmount
        + _retransmission.OutstandingPayload
        + ((long)(_queue.Count + _retransmission.OutstandingCount) * SctpLimits.BufferOverhead);

    /// <summary>Releases all messages; nothing is sent any more.</summary>
    public void Close()
    {
        if (_isClosed)
        {
            return;
        }

        _isClosed = true;
        _isEstablished = false;
        _queue.Clear();
        _retransmission.Close();
    }
}
