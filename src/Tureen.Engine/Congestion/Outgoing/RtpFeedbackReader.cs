using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;

namespace Tureen.Engine.Congestion.Outgoing;

/// <summary>Turns feedback by RTP sequence numbers into the fates of packets: unwraps the peer's clock and notices lost reports.</summary>
/// <remarks>RFC 8888. Reports have no number, so that a lost one shows by the packets that no report covers.</remarks>
internal sealed class RtpFeedbackReader(SentPacketHistory history, ReportedFates fates)
{
    /// <summary>Microseconds. Begins the peer's clock well above zero, because arrivals lie before their report.</summary>
    private const long ClockStart = 1L << 42;

    private const long MicrosecondsPerSecond = 1_000_000;
    private const int TimestampUnitsPerSecond = 65_536;

    private bool _hasReports;
    private uint _timestamp;

    /// <summary>In units of the report timestamp, so that nothing is lost by rounding.</summary>
    private long _elapsed;

    /// <summary>Reads a report; false when most of it is about packets that were never sent or are forgotten.</summary>
    public bool TryRead(Timestamp now, in CongestionControlFeedback report, ISentStreams streams, byte path)
    {
        fates.Clear();
        if (!IsPlausible(report, streams))
        {
            return false;
        }

        int step = _hasReports ? (int)(report.ReportTimestamp - _timestamp) : 0;
        bool isReordered = step < 0;
        long elapsed = _elapsed + step;
        if (!isReordered)
        {
            _hasReports = true;
            _timestamp = report.ReportTimestamp;
            _elapsed = elapsed;
        }

        fates.Begin(isReordered, HasGap(report, streams) && !isReordered ? 1 : 0);
        long reportedAt = ClockStart + (elapsed * MicrosecondsPerSecond / TimestampUnitsPerSecond);
        foreach (StreamFeedback stream in report.Streams)
        {
            if (streams.FindStamps(stream.Ssrc) is { } stamps)
            {
                Take(now, stream, stamps, reportedAt, path);
            }
        }

        fates.Finish(now);
        return true;
    }

    private static bool HasGap(in CongestionControlFeedback report, ISentStreams streams)
    {
        bool hasGap = false;
        foreach (StreamFeedback stream in report.Streams)
        {
            hasGap |= streams.FindStamps(stream.Ssrc)?.NextReported is ushort next && (short)(stream.BeginSequence - next) > 0;
        }

        return hasGap;
    }

    private bool IsPlausible(in CongestionControlFeedback report, ISentStreams streams)
    {
        int covered = 0;
        int known = 0;
        foreach (StreamFeedback stream in report.Streams)
        {
            // Of streams that are not numbered, such as audio, nothing is known, and nothing wrong.
            if (streams.FindStamps(stream.Ssrc) is { } stamps)
            {
                covered += stream.Count;
                for (int i = 0; i < stream.Count; i++)
                {
                    known += stamps.TryGet((ushort)(stream.BeginSequence + i), out ushort number, out _) && history.Contains(history.Unwrap(number)) ? 1 : 0;
                }
            }
        }

        return known > 0 && known * 2 >= covered;
    }

    private void Take(Timestamp now, in StreamFeedback stream, SentStamps stamps, long reportedAt, byte path)
    {
        for (int i = 0; i < stream.Count; i++)
        {
            if (!stamps.TryGet((ushort)(stream.BeginSequence + i), out ushort number, out _))
            {
                continue;
            }

            long sequence = history.Unwrap(number);
            PacketArrival arrival = stream[i];
            if (arrival.IsReceived && !arrival.HasTime && history.Contains(sequence))
            {
                // It came, and nothing else is known.
                history[sequence].Flags |= SentPacketFlags.Repeated;
            }

            fates.Take(now, sequence, arrival.IsReceived ? reportedAt - arrival.MicrosecondsBefore : null, path);
        }

        var end = (ushort)(stream.BeginSequence + stream.Count);
        if (!fates.IsReordered && (stamps.NextReported is not ushort next || (short)(end - next) > 0))
        {
            stamps.NextReported = end;
        }
    }
}
