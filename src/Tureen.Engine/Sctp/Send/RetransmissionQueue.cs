using Tureen.Engine.Primitives;
using Tureen.Engine.Sctp.Packets.Chunks;

namespace Tureen.Engine.Sctp.Send;

/// <summary>The data that was sent and not acknowledged: when to send it again, when to give it up, and how much more may be sent.</summary>
/// <remarks>
/// It keeps the T3-rtx timer and the order of steps; <see cref="LossRecovery"/>, <see cref="GivenUpMessages"/>,
/// <see cref="ReceiverWindow"/> and <see cref="Send.CongestionWindow"/> decide.
/// </remarks>
internal sealed class RetransmissionQueue
{
    private readonly OutstandingData _outstanding;
    private readonly GivenUpMessages _givenUp;
    private readonly ReceiverWindow _receiverWindow;
    private readonly AckTally _tally;
    private readonly SendQueue _sendQueue;
    private readonly SctpTimer _timer = new();

    /// <summary>PMDCS: bytes of the largest DATA chunk that one packet carries.</summary>
    private readonly int _maxChunkLength;
    private CongestionWindow _window;
    private LossRecovery _losses;
    private bool _isInterleaving;

    public RetransmissionQueue(SctpBufferPool pool, SendQueue sendQueue, DataSenderOptions options)
    {
        _sendQueue = sendQueue;
        _maxChunkLength = (options.Mtu - SctpLimits.CommonHeaderLength) & ~3;
        _outstanding = new OutstandingData(pool);
        _givenUp = new GivenUpMessages(_outstanding, sendQueue);
        _receiverWindow = new ReceiverWindow(_outstanding);
        _tally = new AckTally(_outstanding);
        _window = new CongestionWindow(_maxChunkLength);
        _losses = new LossRecovery(_outstanding, _givenUp, _window, isPartiallyReliable: false);
    }

    public uint NextTsn => _outstanding.NextTsn;

    public bool HasOutstanding => _outstanding.Count > 0;

    public int FlightSize => _outstanding.FlightSize;

    public int OutstandingCount => _outstanding.Count;

    /// <summary>Payload bytes that the peer did not acknowledge for good.</summary>
    public int OutstandingPayload => _outstanding.PayloadLength;

    public int CongestionWindow => _window.Size;

    /// <summary>Bytes that the peer has room for beyond those in flight (§6.2.1).</summary>
    public uint PeerWindow => _receiverWindow.Free;

    public long Retransmissions { get; private set; }

    public RetransmissionTimeout Timeout { get; } = new();

    /// <summary>T3-rtx.</summary>
    public Timestamp NextDeadline => _timer.Deadline;

    public void Restart(uint initialTsn, uint peerWindow, bool isInterleaving, bool isPartiallyReliable)
    {
        _outstanding.Restart(initialTsn, isInterleaving);
        _givenUp.Restart(initialTsn, isInterleaving, Math.Min(_maxChunkLength, DataSender.SufficientRoom));
        _receiverWindow.Restart(peerWindow);
        _tally.Restart(initialTsn);
        _window = new CongestionWindow(_maxChunkLength);
        _losses = new LossRecovery(_outstanding, _givenUp, _window, isPartiallyReliable);
        _isInterleaving = isInterleaving;
        _timer.Stop();
    }

    /// <summary>Releases all outstanding data.</summary>
    public void Close()
    {
        _givenUp.Clear();
        _outstanding.Clear();
        _timer.Stop();
    }

    /// <summary>True if T3-rtx expired: all in flight counts as lost, and the timeout is doubled (RFC 9260 §6.3.3).</summary>
    public bool HandleDeadline(Timestamp now)
    {
        if (!_timer.TryExpire(now))
        {
            return false;
        }

        Timeout.BackOff();
        _losses.HandleTimeout(now);
        _givenUp.HandleTimeout();
        if (HasOutstanding)
        {
            RestartTimer(now);
        }

        return true;
    }

    public SackOutcome HandleSack(Timestamp now, in SackChunk sack) =>
        HandleAck(now, sack.CumulativeTsnAck, sack, sack.ReceiverWindow);

    /// <summary>The cumulative TSN ack of a SHUTDOWN, which says nothing about gaps and the window.</summary>
    public SackOutcome HandleCumulativeAck(Timestamp now, uint cumulativeTsnAck) =>
        HandleAck(now, cumulativeTsnAck, default, _receiverWindow.Advertised);

    /// <summary>Fills a packet; returns the bytes written.</summary>
    public int WriteChunks(Timestamp now, Span<byte> destination)
    {
        // 1. What the peer need not wait for, since it may be stuck behind it.
        int written = WriteForwardTsn(now, destination);

        // 2. Lost chunks: after a fast retransmit, one packet regardless of the congestion window (§7.2.4 rule 3).
        int lost = WriteLost(now, destination[written..]);
        _losses.HandleWritten(lost);
        written += lost;

        // 3. What is new, once nothing lost is left.
        if (_outstanding.LostCount == 0)
        {
            written += WriteNew(now, destination[written..]);
        }

        // 4. What expired while looking for something to send; behind data it waits for the next packet (§6.10).
        return written > 0 ? written : WriteForwardTsn(now, destination);
    }

    private SackOutcome HandleAck(Timestamp now, uint cumulativeTsnAck, in SackChunk gaps, long advertisedWindow)
    {
        // 1. An overtaken SACK says nothing, a forged one nothing true.
        int covered = _outstanding.IndexOf(cumulativeTsnAck) + 1;
        if (covered < 0)
        {
            return SackOutcome.Outdated;
        }

        if (!IsPlausible(covered, gaps))
        {
            return SackOutcome.Invalid;
        }

        // 2. What arrived.
        int flightBefore = FlightSize;
        _tally.Begin();
        for (int i = 0; i < covered; i++)
        {
            _tally.Note(0);
            _givenUp.RemoveFirst();
            _outstanding.RemoveFirst();
        }

        AckGapBlocks(gaps);
        _receiverWindow.Update(advertisedWindow);
        _tally.MeasureRoundTrip(now, Timeout);

        // 3. The congestion window, by what was acknowledged and then by what is missing.
        bool isAdvanced = covered > 0;
        if (isAdvanced)
        {
            Timeout.Recover();
            _window.ExitFastRecovery(cumulativeTsnAck);
            _window.HandleAck(_tally.Bytes, flightBefore, FlightSize);
        }

        _losses.HandleMissing(now, gaps, isAdvanced, _tally);

        // 4. What the peer had and has no longer, and what probed a closed window that is open now.
        bool isProbeAnswered = _receiverWindow.HandleAck(_maxChunkLength);

        // 5. T3-rtx runs while anything is outstanding, anew from each step of the cumulative ack (§6.3.2 R2, R3).
        if (!HasOutstanding)
        {
            _timer.Stop();
        }
        else if (isAdvanced)
        {
            RestartTimer(now);
        }

        _givenUp.HandleAck(now, isAdvanced, Timeout.SmoothedRoundTripTime);
        return isAdvanced || _tally.IsAny || isProbeAnswered ? SackOutcome.Progress : SackOutcome.Unchanged;
    }

    /// <summary>Whether all that is acknowledged was sent; blocks in ascending order make the work no greater than the window.</summary>
    private bool IsPlausible(int covered, in SackChunk gaps)
    {
        int sent = _outstanding.Count - covered;
        if (sent < 0)
        {
            return false;
        }

        int end = 0;
        for (int i = 0; i < gaps.GapBlockCount; i++)
        {
            GapBlock block = gaps.GapBlock(i);
            if (block.Start <= end || block.End < block.Start || block.End > sent)
            {
                return false;
            }

            end = block.End;
        }

        return true;
    }

    private void AckGapBlocks(in SackChunk gaps)
    {
        for (int i = 0; i < gaps.GapBlockCount; i++)
        {
            GapBlock block = gaps.GapBlock(i);
            StepCounter.Add();
            for (int index = _outstanding.NextUnacknowledged(block.Start - 1, block.End);
                index < block.End;
                index = _outstanding.NextUnacknowledged(index + 1, block.End))
            {
                StepCounter.Add();
                _tally.Note(index);
                _outstanding.SetState(index, OutstandingState.Acked);
            }
        }
    }

    private int WriteForwardTsn(Timestamp now, Span<byte> destination)
    {
        int written = _givenUp.Write(now, destination);
        if (written > 0)
        {
            StartTimer(now);
        }

        return written;
    }

    private int WriteLost(Timestamp now, Span<byte> destination)
    {
        int written = 0;
        while (_outstanding.LostCount > 0 && (_losses.IsFastRetransmitDue || FlightSize < _window.Size))
        {
            int index = _outstanding.FirstLost();
            ref OutstandingChunk chunk = ref _outstanding[index];
            if (_losses.IsExpired(now, chunk.Message))
            {
                _givenUp.Add(chunk.Message);
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

        _givenUp.AdvanceAckPoint();
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
            if (length == 0 || !_receiverWindow.HasRoomFor(length))
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

            if (!_losses.IsExpired(now, expired))
            {
                message = expired;
                return true;
            }

            _givenUp.Add(expired);
            _givenUp.AdvanceAckPoint();
        }

        return true;
    }

    /// <summary>
    /// How much of a message goes into the room that is left. Only a message that needs several packets anyway is cut to fill the
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

    private int WriteChunk(Timestamp now, int index, Span<byte> destination)
    {
        ref OutstandingChunk chunk = ref _outstanding[index];
        _outstanding.SetState(index, OutstandingState.InFlight);
        chunk.Transmissions++;
        chunk.MissingReports = 0;
        chunk.SentAt = now;
        StartTimer(now);
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

    private void StartTimer(Timestamp now)
    {
        if (!_timer.IsRunning)
        {
            RestartTimer(now);
        }
    }

    private void RestartTimer(Timestamp now) => _timer.Start(now, Timeout.Value);
}
