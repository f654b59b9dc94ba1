using Tureen.Engine.Primitives;
using Tureen.Engine.Sctp.Packets.Chunks;

namespace Tureen.Engine.Sctp.Send;

/// <summary>Acknowledgements (RFC 9260 §6.2.1, §7.2).</summary>
internal sealed partial class RetransmissionQueue
{
    /// <summary>SACKs that must miss a chunk before it is sent again fast (§7.2.4).</summary>
    private const int MissingReportsForRetransmit = 3;

    /// <summary>Besides a round trip, since the SACK may be delayed.</summary>
    private static readonly TimeSpan DelayBetweenForwardTsns = TimeSpan.FromMilliseconds(200);

    /// <summary>The round trip is measured again with the first TSN that was not yet sent at the last measurement (§6.3.1 C4).</summary>
    private uint _roundTripMarker;

    // What the SACK at hand newly acknowledged.
    private int _ackedBytes;
    private uint _highestAcked;
    private bool _isAnyAcked;
    private Timestamp _measuredFrom;

    public SackOutcome HandleSack(Timestamp now, in SackChunk sack) =>
        HandleAck(now, sack.CumulativeTsnAck, sack, sack.ReceiverWindow);

    /// <summary>The cumulative TSN ack of a SHUTDOWN, which tells nothing of gaps and of the window.</summary>
    public SackOutcome HandleCumulativeAck(Timestamp now, uint cumulativeTsnAck) =>
        HandleAck(now, cumulativeTsnAck, default, _advertisedWindow);

    private SackOutcome HandleAck(Timestamp now, uint cumulativeTsnAck, in SackChunk gaps, long advertisedWindow)
    {
        // 1. An overtaken SACK tells nothing, a forged one nothing true.
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
        BeginAck();
        for (int i = 0; i < covered; i++)
        {
            NoteAcked(0);
            _skipped.RemoveFirst();
            _outstanding.RemoveFirst();
        }

        AckGapBlocks(gaps);
        _advertisedWindow = advertisedWindow;
        MeasureRoundTrip(now);

        // 3. The congestion window, by what was acknowledged and then by what is missing.
        bool isAdvanced = covered > 0;
        if (isAdvanced)
        {
            Timeout.Recover();
            _window.ExitFastRecovery(cumulativeTsnAck);
            _window.HandleAck(_ackedBytes, flightBefore, FlightSize);
        }

        HandleMissing(now, gaps, isAdvanced);

        // 4. What the peer had and has no longer, and what probed a closed window that is open now.
        // A peer without room that answers lives, though it takes nothing (§6.1 A).
        bool isProbeAnswered = _isProbing || advertisedWindow < MaxChunkLength(_options);
        HandleFirstChunk();

        // 5. T3-rtx runs while anything is outstanding, anew from each step of the cumulative ack (§6.3.2 R2, R3).
        if (!HasOutstanding)
        {
            _timerAt = Timestamp.Never;
        }
        else if (isAdvanced)
        {
            RestartTimer(now);
        }

        RepeatForwardTsn(now, isAdvanced);
        return isAdvanced || _isAnyAcked || isProbeAnswered ? SackOutcome.Progress : SackOutcome.Unchanged;
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

    private void BeginAck()
    {
        _ackedBytes = 0;
        _highestAcked = 0;
        _isAnyAcked = false;
        _measuredFrom = Timestamp.Never;
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
                NoteAcked(index);
                _outstanding.SetState(index, OutstandingState.Acked);
            }
        }
    }

    /// <summary>Takes notice of a chunk if it is newly acknowledged.</summary>
    private void NoteAcked(int index)
    {
        ref OutstandingChunk chunk = ref _outstanding[index];
        if (chunk.State is OutstandingState.Acked or OutstandingState.Abandoned)
        {
            return;
        }

        uint tsn = _outstanding.TsnOf(index);
        _isAnyAcked = true;
        _highestAcked = tsn;
        _ackedBytes += _outstanding.SizeOf(chunk.Length);

        // Karn's rule: what was sent twice does not tell which time it arrived. Nor does what was taken for lost tell the round trip,
        // for its first SACK was lost in its place.
        if (chunk is { Transmissions: 1, State: OutstandingState.InFlight } && !SerialNumber.IsHigher(_roundTripMarker, tsn))
        {
            _measuredFrom = chunk.SentAt;
        }
    }

    private void MeasureRoundTrip(Timestamp now)
    {
        if (!_measuredFrom.IsNever)
        {
            Timeout.Measure(now - _measuredFrom);
            _roundTripMarker = NextTsn;
        }
    }

    private void HandleMissing(Timestamp now, in SackChunk gaps, bool isAdvanced)
    {
        if (gaps.GapBlockCount == 0)
        {
            return;
        }

        // Only what was newly acknowledged tells that something before it is missing, except in fast recovery (§7.2.4).
        int end = _window.IsInFastRecovery && isAdvanced
            ? gaps.GapBlock(gaps.GapBlockCount - 1).End
            : _isAnyAcked ? _outstanding.IndexOf(_highestAcked) : 0;
        bool isAnyLost = false;
        for (int index = _outstanding.NextReportable(0, end); index < end; index = _outstanding.NextReportable(index + 1, end))
        {
            // Few steps for each time that a chunk is sent: after some reports it is no longer among these.
            StepCounter.Add();
            ref OutstandingChunk chunk = ref _outstanding[index];
            if (++chunk.MissingReports >= MissingReportsForRetransmit)
            {
                isAnyLost = true;
                HandleLoss(now, index);

                // Only when it is no longer in flight, for the sets of those in flight differ in this.
                _outstanding[index].IsFastRetransmitted = true;
            }
        }

        if (isAnyLost)
        {
            _window.TryEnterFastRecovery(NextTsn - 1);
            _isFastRetransmitDue = _outstanding.LostCount > 0;
        }
    }

    private void HandleFirstChunk()
    {
        bool isOpen = _advertisedWindow > 0;
        if (HasOutstanding)
        {
            // The first chunk is by definition not received: if a gap block once named it, the peer dropped it since (§6.2.1).
            OutstandingState state = _outstanding[0].State;
            if (state == OutstandingState.Acked || (state == OutstandingState.InFlight && _isProbing && isOpen))
            {
                _outstanding.SetState(0, OutstandingState.Lost);
            }
        }

        _isProbing &= !isOpen && HasOutstanding;
    }
}
