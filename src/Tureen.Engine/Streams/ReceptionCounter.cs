using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;

namespace Tureen.Engine.Streams;

/// <summary>Counts what should have come and what came of one source, for reports and for the score (RFC 3550 §A.3).</summary>
internal sealed class ReceptionCounter
{
    private SequenceTracker _tracker;
    private uint _expectedBeforeRestart;
    private uint _received;
    private uint _reportedExpected;
    private uint _reportedReceived;
    private uint _scoredExpected;
    private uint _scoredReceived;

    /// <summary>Packets outside of the sequence.</summary>
    public uint Discarded { get; private set; }

    /// <summary>The highest sequence number.</summary>
    public ushort MaxSequence => _tracker.MaxSequence;

    public uint Expected => _expectedBeforeRestart + _tracker.Expected;

    /// <summary>As of the last report.</summary>
    public uint Lost { get; private set; }

    /// <summary>As of the last report, in units of 1/256.</summary>
    public byte FractionLost { get; private set; }

    public SequenceVerdict Handle(ushort sequence)
    {
        uint expected = _tracker.Expected;
        SequenceVerdict verdict = _tracker.Handle(sequence);
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

    /// <summary>What was expected and received since the last call.</summary>
    public (uint Expected, uint Received) TakeScoreInterval()
    {
        (uint Expected, uint Received) interval = (Expected - _scoredExpected, _received - _scoredReceived);
        _scoredExpected = Expected;
        _scoredReceived = _received;
        return interval;
    }
}
