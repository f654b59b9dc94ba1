using Tureen.Engine.Primitives;
using Tureen.Engine.Sctp.Packets.Chunks;

namespace Tureen.Engine.Sctp.Send;

/// <summary>Which chunks count as lost: those that SACKs report missing (RFC 9260 §7.2.4), and all in flight when T3-rtx expires (§6.3.3).</summary>
internal sealed class LossRecovery(
    OutstandingData outstanding, GivenUpMessages givenUp, CongestionWindow window, bool isPartiallyReliable)
{
    /// <summary>SACKs that must miss a chunk before it is sent again fast (§7.2.4).</summary>
    private const int MissingReportsForRetransmit = 3;

    /// <summary>One packet of lost chunks may leave regardless of the congestion window (§7.2.4 rule 3).</summary>
    public bool IsFastRetransmitDue { get; private set; }

    /// <summary>Whether nothing more of the message is to be sent.</summary>
    public bool IsExpired(Timestamp now, OutgoingMessage message) => isPartiallyReliable && message.IsExpired(now);

    public void HandleTimeout(Timestamp now)
    {
        window.HandleTimeout();
        IsFastRetransmitDue = false;
        for (int index = outstanding.NextInFlight(0, outstanding.Count);
            index < outstanding.Count;
            index = outstanding.NextInFlight(index + 1, outstanding.Count))
        {
            StepCounter.Add();
            HandleLoss(now, index);
        }
    }

    /// <summary>Counts a report for each chunk that the gap blocks of a SACK leave out.</summary>
    public void HandleMissing(Timestamp now, in SackChunk gaps, bool isAdvanced, AckTally tally)
    {
        if (gaps.GapBlockCount == 0)
        {
            return;
        }

        // Only newly acknowledged chunks show that something before them is missing, except in fast recovery (§7.2.4).
        int end = window.IsInFastRecovery && isAdvanced
            ? gaps.GapBlock(gaps.GapBlockCount - 1).End
            : tally.IsAny ? outstanding.IndexOf(tally.HighestTsn) : 0;
        bool isAnyLost = false;
        for (int index = outstanding.NextReportable(0, end); index < end; index = outstanding.NextReportable(index + 1, end))
        {
            // Few steps for each time that a chunk is sent: after some reports it is no longer among these.
            StepCounter.Add();
            ref OutstandingChunk chunk = ref outstanding[index];
            if (++chunk.MissingReports >= MissingReportsForRetransmit)
            {
                isAnyLost = true;
                HandleLoss(now, index);

                // Only when it is no longer in flight, because the sets of chunks in flight depend on it.
                outstanding[index].IsFastRetransmitted = true;
            }
        }

        if (isAnyLost)
        {
            window.TryEnterFastRecovery(outstanding.NextTsn - 1);
            IsFastRetransmitDue = outstanding.LostCount > 0;
        }
    }

    /// <summary>Notes that this many bytes of lost chunks were written into a packet.</summary>
    public void HandleWritten(int bytes) => IsFastRetransmitDue &= bytes == 0 && outstanding.LostCount > 0;

    /// <summary>A chunk was not received: it is sent again, unless its message has used up its time or its retransmissions.</summary>
    private void HandleLoss(Timestamp now, int index)
    {
        ref OutstandingChunk chunk = ref outstanding[index];
        OutgoingMessage message = chunk.Message;
        if (isPartiallyReliable && (chunk.Transmissions > message.MaxRetransmissions || message.IsExpired(now)))
        {
            givenUp.Add(message);
        }
        else
        {
            outstanding.SetState(index, OutstandingState.Lost);
        }
    }
}
