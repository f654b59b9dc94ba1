using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;

namespace Tureen.Engine.Streams;

/// <summary>Counts the packets expected and received from one source, for reports and for the score (RFC 3550 §A.3).</summary>
/// <param name="restarts">Detects from the timestamps whether the source began anew; null where timestamps say nothing about the order, as with RTX.</param>
internal sealed class ReceptionCounter(RestartDetector? restarts = null)
{
    private SequenceTracker _tracker;
    private OldNumberRun _oldNumbers;
    private uint _expectedBeforeRestart;
    private uint _received;
    private uint _reportedExpected;
    private uint _reportedReceived;
    private uint _scoredExpected;
    private uint _scoredReceived;

    /// <summary>Packets outside of the sequence.</summary>
    public uint Discarded { get; private set; }

    public uint Expected => _expectedBeforeRestart + _tracker.Expected;

    /// <summary>The highest sequence number.</summary>
    public ushort MaxSequence => _tracker.MaxSequence;

    /// <summary>As of the last report.</summary>
    public uint Lost { get; private set; }

    /// <summary>As of the last report, in units of 1/256.</summary>
    public byte FractionLost { get; private set; }

    /// <summary>Takes the numbers of a packet.</summary>
    /// <param name="sequence">Its sequence number.</param>
    /// <param name="timestamp">Its RTP timestamp.</param>
    /// <param name="isRecovered">It came by RTX: its number is an old one of the source, and must not look like a restart.</param>
    public SequenceVerdict Handle(ushort sequence, uint timestamp = 0, bool isRecovered = false)
    {
        uint expected = _tracker.Expected;
        SequenceVerdict verdict = restarts is null
            ? JudgeByNumber(sequence)
            : JudgeByTimestamp(restarts, sequence, timestamp, isRecovered);
        if (verdict == SequenceVerdict.Restarted)
        {
            _expectedBeforeRestart += expected;
        }
        else if (verdict == SequenceVerdict.Rejected)
        {
            Discarded++;
        }

        return verdict;
    }

    public void CountReceived() => _received++;

    /// <summary>The report for the interval since the last one; <paramref name="expectedInInterval"/> weighs the loss of others.</summary>
    public ReportBlock TakeReport(
        Timestamp now, uint ssrc, double jitter, SenderReportReference sender, out uint expectedInInterval)
    {
        uint expected = Expected;
        Lost = expected > _received ? expected - _received : 0;
        expectedInInterval = expected - _reportedExpected;
        int lostInInterval = (int)(expectedInInterval - (_received - _reportedReceived));
        _reportedExpected = expected;
        _reportedReceived = _received;
        FractionLost = lostInInterval <= 0 || expectedInInterval == 0
            ? (byte)0
            : (byte)Math.Min(255, Math.Round(256.0 * lostInInterval / expectedInInterval));
        return new ReportBlock(
            ssrc,
            FractionLost,
            (int)Math.Min(Lost, ReportBlock.MaxTotalLost),
            _tracker.ExtendedMax,
            (uint)Math.Min(jitter, uint.MaxValue),
            sender.Compact,
            sender.DelaySince(now));
    }

    /// <summary>The packets expected and received since the last call.</summary>
    public (uint Expected, uint Received) TakeScoreInterval()
    {
        (uint Expected, uint Received) interval = (Expected - _scoredExpected, _received - _scoredReceived);
        _scoredExpected = Expected;
        _scoredReceived = _received;
        return interval;
    }

    private SequenceVerdict JudgeByNumber(ushort sequence)
    {
        ushort highest = _tracker.MaxSequence;
        SequenceVerdict verdict = _tracker.Handle(sequence);
        if (verdict != SequenceVerdict.Misordered)
        {
            _oldNumbers.Reset();
            return verdict;
        }

        if (!_oldNumbers.Add(highest, sequence))
        {
            return verdict;
        }

        _oldNumbers.Reset();
        _tracker.Begin(sequence);
        return SequenceVerdict.Restarted;
    }

    private SequenceVerdict JudgeByTimestamp(RestartDetector detector, ushort sequence, uint timestamp, bool isRecovered)
    {
        // 1. The usual case, then what is left of the run before a restart.
        if (!detector.IsWatching && _tracker.TryAdvance(sequence))
        {
            detector.Add(sequence, timestamp);
            return SequenceVerdict.InOrder;
        }

        ushort highest = _tracker.MaxSequence;
        if (detector.IsLeftOver(highest, sequence, timestamp))
        {
            return SequenceVerdict.Rejected;
        }

        // 2. Judge by the number, then for an old one by the timestamp.
        SequenceVerdict verdict = _tracker.Locate(sequence);
        if (verdict == SequenceVerdict.Misordered)
        {
            verdict = detector.Judge(highest, sequence, timestamp);
        }

        if (isRecovered && verdict is SequenceVerdict.Restarted or SequenceVerdict.Rejected)
        {
            return SequenceVerdict.Rejected;
        }

        // 3. What follows from it.
        switch (verdict)
        {
            case SequenceVerdict.First or SequenceVerdict.InOrder:
                _tracker.Handle(sequence);
                break;
            case SequenceVerdict.Restarted:
                _tracker.Begin(sequence);
                break;
            case SequenceVerdict.Rejected:
                verdict = _tracker.HandleForeign(sequence);
                break;
        }

        if (verdict is SequenceVerdict.First or SequenceVerdict.Restarted)
        {
            detector.Begin(sequence, timestamp);
        }
        else if (verdict != SequenceVerdict.Rejected)
        {
            detector.Add(sequence, timestamp);
        }

        return verdict;
    }
}
