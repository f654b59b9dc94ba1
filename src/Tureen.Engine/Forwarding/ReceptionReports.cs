using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;
using Tureen.Engine.Streams;

namespace Tureen.Engine.Forwarding;

/// <summary>When the receiver reports of a producer's streams are due, and when a round trip may be taken from an answer to them.</summary>
internal sealed class ReceptionReports(RtpStreamReceiver?[] streams)
{
    private Timestamp _sentAt = Timestamp.Zero;
    private Timestamp _roundTripTakenAt = Timestamp.Zero;
    private int _next;

    /// <summary>The answer to a reference time of this side: the round trip is that of all streams.</summary>
    public void HandleDlrr(Timestamp now, NtpClock ntp, DlrrEntry entry)
    {
        if (!RtcpPace.IsTaken(now, _roundTripTakenAt))
        {
            return;
        }

        _roundTripTakenAt = now;
        foreach (RtpStreamReceiver? stream in streams)
        {
            stream?.HandleDlrr(ntp.ToNtp(now), entry);
        }
    }

    /// <summary>Adds the reports about what is received, if any is due; false when there is no room, to be called again with an empty one.</summary>
    /// <param name="now">The current instant.</param>
    /// <param name="compound">Takes the reports.</param>
    /// <param name="consumers">Their receivers' losses count as the producer's, so that the sender protects its media.</param>
    public bool TryAdd(Timestamp now, RtcpReportCompound compound, ConsumerCore[] consumers)
    {
        if (_next == 0 && !RtcpPace.IsDue(now, _sentAt))
        {
            return true;
        }

        // A report that was made and not sent would take its interval with it.
        Span<ReportBlock> blocks = stackalloc ReportBlock[2];
        for (; _next < streams.Length; _next++)
        {
            if (!compound.HasRoomForReports(blocks.Length))
            {
                return false;
            }

            int count = streams[_next]?.GetReportBlocks(now, blocks, WorstFractionLost(consumers)) ?? 0;
            for (int i = 0; i < count; i++)
            {
                compound.TryAddReport(blocks[i]);
            }
        }

        _next = 0;
        _sentAt = now;
        return true;
    }

    /// <summary>The worst loss that a consumer's receiver reports, in units of 1/256.</summary>
    private static byte WorstFractionLost(ConsumerCore[] consumers)
    {
        byte worst = 0;
        foreach (ConsumerCore consumer in consumers)
        {
            worst = Math.Max(worst, consumer.RemoteFractionLost);
        }

        return worst;
    }
}
