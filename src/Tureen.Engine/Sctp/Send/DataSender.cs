using Tureen.Engine.Primitives;
using Tureen.Engine.Sctp.Packets.Chunks;

namespace Tureen.Engine.Sctp.Send;

/// <summary>The sending half of an association: messages and SACKs in, chunks out.</summary>
/// <remarks>
/// Messages may be queued before the association is established. To send, the association calls <see cref="StartBurst"/> and
/// then, packet by packet, <see cref="WriteChunks"/> on what is left of the packet after its header and other chunks, until
/// that returns 0. It does so after each <see cref="Send"/>, each SACK, each deadline of its own, and when established.
/// </remarks>
internal sealed class DataSender(SctpBufferPool pool, DataSenderOptions options)
{
    /// <summary>Bytes not yet sent for the first time, of all streams.</summary>
    public long TotalBufferedAmount => pool.Leased;

    /// <summary>The TSN that the next new fragment will have.</summary>
    public uint NextTsn => 0;

    /// <summary>Nothing waits and nothing is unacknowledged: a shutdown may go on (RFC 9260 §9.2).</summary>
    public bool IsDrained => true;

    /// <summary>Something was sent and is not yet acknowledged.</summary>
    public bool HasOutstanding => false;

    /// <summary>Bytes of the congestion window.</summary>
    public int CongestionWindow => options.Mtu * SctpLimits.InitialCongestionWindow;

    /// <summary>Bytes in flight.</summary>
    public int FlightSize => 0;

    /// <summary>Bytes for which the peer has room beyond those in flight.</summary>
    public uint PeerWindow => 0;

    /// <summary>Chunks sent again.</summary>
    public long Retransmissions => 0;

    /// <summary>RTO and SRTT; heartbeats measure into it too.</summary>
    public RetransmissionTimeout Timeout { get; } = new();

    /// <summary>T3-rtx.</summary>
    public Deadline NextDeadline => Deadline.None;

    /// <summary>Queues a copy of the message.</summary>
    public SendOutcome Send(
        Timestamp now, ushort streamId, uint payloadProtocolId, ReadOnlySpan<byte> payload, in SendParameters parameters) =>
        SendOutcome.Closed;

    /// <summary>The stream's share of the capacity relative to others (RFC 8260 §3.6; WebRTC: 128, 256, 512, 1024).</summary>
    public void SetPriority(ushort streamId, ushort priority)
    {
    }

    /// <summary>Bytes of the stream not yet sent for the first time.</summary>
    public long BufferedAmount(ushort streamId) => 0;

    /// <summary>
    /// Bytes; an event is queued when the stream's buffered amount falls to it or below, also when the change itself makes it so.
    /// </summary>
    public void SetBufferedAmountLowThreshold(ushort streamId, long threshold)
    {
    }

    /// <summary>A stream whose buffered amount fell to its threshold.</summary>
    public bool TryDequeueBufferedAmountLow(out ushort streamId)
    {
        streamId = 0;
        return false;
    }

    /// <summary>
    /// Begins, or begins anew after a restart of the peer: then what was outstanding is lost, and messages sent in part begin again.
    /// </summary>
    public void Establish(uint initialTsn, uint peerWindow, bool isInterleaving, bool isPartiallyReliable)
    {
    }

    /// <summary>Allows the next <see cref="SctpLimits.MaxBurst"/> packets.</summary>
    public void StartBurst()
    {
    }

    /// <summary>Fills the rest of one packet; returns the bytes written, 0 if there is nothing to send now.</summary>
    public int WriteChunks(Timestamp now, Span<byte> destination) => 0;

    public SackOutcome HandleSack(Timestamp now, in SackChunk sack) => SackOutcome.Invalid;

    /// <summary>The cumulative TSN ack of a SHUTDOWN (RFC 9260 §3.3.8).</summary>
    public SackOutcome HandleCumulativeAck(Timestamp now, uint cumulativeTsnAck) => SackOutcome.Invalid;

    /// <summary>True if T3-rtx expired: count an error against the peer (§6.3.3, §8.1), then send as ever.</summary>
    public bool HandleDeadline(Timestamp now) => false;

    /// <summary>
    /// Prepares the reset of an outgoing stream (RFC 6525 §5.1.2): what is queued is still sent, or discarded where nothing of it
    /// was sent; later messages wait for the end of the reset.
    /// </summary>
    public void PrepareReset(ushort streamId, bool discardQueued)
    {
    }

    /// <summary>Whether prepared streams have sent all and had it acknowledged, and no reset is on its way.</summary>
    public bool HasStreamsToReset => false;

    /// <summary>The streams to name in the request, as many as fit, which are then on their way; returns their number.</summary>
    public int BeginReset(Span<ushort> streamIds) => 0;

    /// <summary>The peer performed the reset: the streams begin anew with SSN and MID 0.</summary>
    public void CommitReset()
    {
    }

    /// <summary>The peer denied the reset: the streams go on as they were.</summary>
    public void RollbackReset()
    {
    }

    /// <summary>Releases all messages; nothing is sent any more.</summary>
    public void Close()
    {
    }
}
