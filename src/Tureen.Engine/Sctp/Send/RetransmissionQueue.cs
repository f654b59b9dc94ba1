using Tureen.Engine.Primitives;
using Tureen.Engine.Sctp.Packets.Chunks;

namespace Tureen.Engine.Sctp.Send;

/// <summary>What was sent and is not acknowledged: when to send it again, when to give it up, and how much more may be sent.</summary>
internal sealed partial class RetransmissionQueue
{
    private readonly OutstandingData _outstanding;
    private readonly SkippedMessages _skipped;
    private readonly SendQueue _sendQueue;
    private readonly DataSenderOptions _options;
    private CongestionWindow _window;
    private bool _isInterleaving;
    private bool _isPartiallyReliable;
    private bool _isFastRetransmitDue;

    /// <summary>The one chunk in flight was sent although the peer had no room.</summary>
    private bool _isProbing;
    private long _advertisedWindow;
    private Timestamp _timerAt = Timestamp.Never;

    public RetransmissionQueue(SctpBufferPool pool, SendQueue sendQueue, DataSenderOptions options)
    {
        _sendQueue = sendQueue;
        _options = options;
        _outstanding = new OutstandingData(pool);
        _skipped = new SkippedMessages(_outstanding);
        _window = new CongestionWindow(MaxChunkLength(options));
    }

    public uint NextTsn => _outstanding.NextTsn;

    public bool HasOutstanding => _outstanding.Count > 0;

    public int FlightSize => _outstanding.FlightSize;

    public int OutstandingCount => _outstanding.Count;

    /// <summary>Payload bytes that the peer did not acknowledge for good.</summary>
    public int OutstandingPayload => _outstanding.PayloadLength;

    public int CongestionWindow => _window.Size;

    public int SlowStartThreshold => _window.SlowStartThreshold;

    public bool IsInFastRecovery => _window.IsInFastRecovery;

    /// <summary>Bytes for which the peer has room beyond those in flight (§6.2.1).</summary>
    public uint PeerWindow => (uint)Math.Max(0, _advertisedWindow - _outstanding.FlightPayload);

    public long Retransmissions { get; private set; }

    public RetransmissionTimeout Timeout { get; } = new();

    /// <summary>T3-rtx.</summary>
    public Deadline NextDeadline => new(_timerAt, DeadlineReason.SctpRetransmission);

    public void Restart(uint initialTsn, uint peerWindow, bool isInterleaving, bool isPartiallyReliable)
    {
        _outstanding.Restart(initialTsn, isInterleaving);
        int room = Math.Min(MaxChunkLength(_options), DataSender.SufficientRoom);
        _skipped.Restart(isInterleaving, room);
        _window = new CongestionWindow(MaxChunkLength(_options));
        _isInterleaving = isInterleaving;
        _isPartiallyReliable = isPartiallyReliable;
        _isFastRetransmitDue = false;
        _isProbing = false;
        _timerAt = Timestamp.Never;
        _advancedAckPoint = initialTsn - 1;
        _isForwardTsnDue = false;
        _roundTripMarker = initialTsn;
        _advertisedWindow = peerWindow;
    }

    /// <summary>Releases what is outstanding.</summary>
    public void Close()
    {
        _skipped.Clear();
        _outstanding.Clear();
        _timerAt = Timestamp.Never;
    }

    /// <summary>True if T3-rtx expired: all in flight counts as lost, and the timeout is doubled (RFC 9260 §6.3.3).</summary>
    public bool HandleDeadline(Timestamp now)
    {
        if (now < _timerAt)
        {
            return false;
        }

        _window.HandleTimeout();
        Timeout.BackOff();
        _isFastRetransmitDue = false;
        for (int index = _outstanding.NextInFlight(0, _outstanding.Count);
            index < _outstanding.Count;
            index = _outstanding.NextInFlight(index + 1, _outstanding.Count))
        {
            StepCounter.Add();
            HandleLoss(now, index);
        }

        AdvanceAckPoint();
        _isForwardTsnDue = HasForwardTsn;
        _timerAt = HasOutstanding ? now + Timeout.Value : Timestamp.Never;
        return true;
    }

    /// <summary>Fills a packet; returns the bytes written.</summary>
    public int WriteChunks(Timestamp now, Span<byte> destination)
    {
        // 1. What the peer need not wait for, since it may be stuck behind it.
        int written = WriteForwardTsn(now, destination);

        // 2. What was lost: after a fast retransmit one packet whatever the congestion window (§7.2.4 rule 3).
        int lost = WriteLost(now, destination[written..]);
        _isFastRetransmitDue &= lost == 0 && _outstanding.LostCount > 0;
        written += lost;

        // 3. What is new, once nothing lost is left.
        if (_outstanding.LostCount == 0)
        {
            written += WriteNew(now, destination[written..]);
        }

        // 4. What expired while looking for something to send; behind data it waits for the next packet (§6.10).
        return written > 0 ? written : WriteForwardTsn(now, destination);
    }

    /// <summary>PMDCS: bytes of the largest DATA chunk that one packet carries.</summary>
    private static int MaxChunkLength(DataSenderOptions options) => (options.Mtu - SctpLimits.CommonHeaderLength) & ~3;

    private int WriteLost(Timestamp now, Span<byte> destination)
    {
        int written = 0;
        while (_outstanding.LostCount > 0 && (_isFastRetransmitDue || FlightSize < _window.Size))
        {
            int index = _outstanding.FirstLost();
            ref OutstandingChunk chunk = ref _outstanding[index];
            if (_isPartiallyReliable && chunk.Message.IsExpired(now))
            {
                Abandon(chunk.Message);
                continue;
            }

            if (_outstanding.SizeOf(chunk.Length) > destination.Length - written)
            {
                break;
            }

            Retransmissions++;
            written += WriteChunk(now, index, destination[written..]);
            if (index == 0)
            {
                RestartTimer(now);
            }
        }

        AdvanceAckPoint();
        return written;
    }

    private int WriteNew(Timestamp now, Span<byte> destination)
    {
        int written = 0;
        int header = _isInterleaving ? IDataChunk.HeaderLength : DataChunk.HeaderLength;
        while (FlightSize < _window.Size
            && _outstanding.Count < SctpLimits.MaxOutstandingChunks
            && _outstanding.PayloadLength < SctpLimits.MaxOutstandingPayload
            && TryPeek(now, out OutgoingMessage message))
        {
            int length = FitFragment(message.Remaining, destination.Length - written - header, isFirst: written == 0);
            if (length == 0 || !HasRoomFor(length))
            {
                break;
            }

            int index = _outstanding.Append(_sendQueue.Take(message, length), OutstandingState.InFlight);
            written += WriteChunk(now, index, destination[written..]);
        }

        return written;
    }

    private bool TryPeek(Timestamp now, out OutgoingMessage message)
    {
        while (!_sendQueue.TryPeek(now, out message!, out OutgoingMessage? expired))
        {
            if (expired is null)
            {
                return false;
            }

            if (!_isPartiallyReliable)
            {
                message = expired;
                return true;
            }

            Abandon(expired);
            AdvanceAckPoint();
        }

        return true;
    }

    /// <summary>
    /// How much of a message goes into the room that is left. Only what needs several packets anyway is cut for the sake of the
    /// room, unless something else has begun the packet.
    /// </summary>
    private int FitFragment(int remaining, int room, bool isFirst)
    {
        int maximum = _sendQueue.MaxFragmentLength;
        int wanted = Math.Min(remaining, maximum);
        if (ChunkFrame.Pad(wanted) <= room)
        {
            return wanted;
        }

        int cut = room & ~3;
        return cut >= SctpLimits.MinFragmentLength && (isFirst || remaining > maximum) ? cut : 0;
    }

    /// <summary>Whether the peer has room; with nothing in flight a chunk may probe a closed one (§6.1 A).</summary>
    private bool HasRoomFor(int length)
    {
        if (length <= PeerWindow)
        {
            return true;
        }

        _isProbing |= _outstanding.FlightSize == 0;
        return _outstanding.FlightSize == 0;
    }

    private int WriteChunk(Timestamp now, int index, Span<byte> destination)
    {
        ref OutstandingChunk chunk = ref _outstanding[index];
        _outstanding.SetState(index, OutstandingState.InFlight);
        chunk.Transmissions++;
        chunk.MissingReports = 0;
        chunk.SentAt = now;
        if (_timerAt.IsNever)
        {
            RestartTimer(now);
        }

        OutgoingMessage message = chunk.Message;
        ReadOnlySpan<byte> payload = message.Buffer.AsSpan(chunk.Offset, chunk.Length);
        if (!_isInterleaving)
        {
            return new DataChunk
            {
                Flags = chunk.Flags,
                Tsn = _outstanding.TsnOf(index),
                StreamId = message.Stream.Id,
                StreamSequence = (ushort)message.MessageId,
                PayloadProtocolId = message.PayloadProtocolId,
                Payload = payload,
            }.Write(destination);
        }

        return new IDataChunk
        {
            Flags = chunk.Flags,
            Tsn = _outstanding.TsnOf(index),
            StreamId = message.Stream.Id,
            MessageId = message.MessageId,
            FragmentSequence = chunk.FragmentSequence,
            PayloadProtocolId = message.PayloadProtocolId,
            Payload = payload,
        }.Write(destination);
    }

    /// <summary>A chunk was not received: it is sent again, unless its message has used up its time or its retransmissions.</summary>
    private void HandleLoss(Timestamp now, int index)
    {
        ref OutstandingChunk chunk = ref _outstanding[index];
        OutgoingMessage message = chunk.Message;
        if (_isPartiallyReliable && (chunk.Transmissions > message.MaxRetransmissions || message.IsExpired(now)))
        {
            Abandon(message);
        }
        else
        {
            _outstanding.SetState(index, OutstandingState.Lost);
        }
    }

    private void RestartTimer(Timestamp now) => _timerAt = now + Timeout.Value;
}
