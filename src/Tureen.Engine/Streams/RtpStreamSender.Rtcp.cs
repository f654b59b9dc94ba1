using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;

namespace Tureen.Engine.Streams;

internal sealed partial class RtpStreamSender
{
    private SenderReportReference _referenceTime;
    private uint _referenceTimeSsrc;
    private long _nackCount;
    private long _nackPacketCount;
    private long _pliCount;
    private long _firCount;
    private int _packetsLost;
    private uint _remoteJitter;
    private long _scoredSent;
    private long _scoredRepaired;
    private long _scoredRetransmitted;
    private int _scoredLost;

    /// <summary>Zero while unknown.</summary>
    public TimeSpan RoundTripTime { get; private set; }

    /// <summary>The share of packets that the receiver lost recently, in units of 1/256.</summary>
    public byte FractionLost { get; private set; }

    /// <summary>A PLI or FIR came.</summary>
    public void HandleKeyFrameRequest(bool isFir)
    {
        _pliCount += isFir ? 0 : 1;
        _firCount += isFir ? 1 : 0;
    }

    /// <summary>A Receiver Report about the stream came.</summary>
    public void HandleReceiverReport(Timestamp now, NtpTime ntpNow, in ReportBlock report)
    {
        if (SenderReportReference.TryGetRoundTrip(ntpNow, report.Lsr, report.Dlsr, out TimeSpan roundTrip))
        {
            RoundTripTime = roundTrip;
        }

        _packetsLost = Math.Max(report.TotalLost, 0);
        FractionLost = report.FractionLost;
        _remoteJitter = report.Jitter;
        UpdateScore(now);
    }

    /// <summary>The receiver reported its clock (RRT).</summary>
    public void HandleReferenceTime(Timestamp now, uint ssrc, NtpTime ntp)
    {
        if (ntp.Value != 0)
        {
            _referenceTimeSsrc = ssrc;
            _referenceTime.Set(now, ntp);
        }
    }

    /// <summary>The Sender Report for this instant; false before the first packet and when the last one is too old to extrapolate from.</summary>
    public bool TryGetSenderReport(Timestamp now, NtpClock ntp, out SenderInfo sender)
    {
        sender = default;
        if (_transmission.PacketCount == 0 || now - _highest.At > MaxSenderReportReferenceAge)
        {
            return false;
        }

        // In whole seconds and the rest, because a peer may claim an instant so long ago that the product overflows.
        (long seconds, long rest) = Math.DivRem(Math.Max(now.Microseconds - _capturedAt.Microseconds, 0), 1_000_000);
        sender = new SenderInfo(
            Parameters.Ssrc,
            ntp.ToNtp(now),
            _highest.Value + (uint)((seconds * Parameters.ClockRate) + (rest * Parameters.ClockRate / 1_000_000)),
            (uint)_transmission.PacketCount,
            (uint)_payloadBytes);
        return true;
    }

    /// <summary>The answer to the receiver's reference time, null when it sent none.</summary>
    public DlrrEntry? GetDlrr(Timestamp now) =>
        _referenceTime.IsSet
            ? new DlrrEntry(_referenceTimeSsrc, _referenceTime.Compact, _referenceTime.DelaySince(now))
            : null;

    public RtpStreamStats GetStats(Timestamp now) => new()
    {
        IsInbound = false,
        Timestamp = now,
        Parameters = Parameters,
        PacketsLost = _packetsLost,
        FractionLost = FractionLost,
        Jitter = _remoteJitter,
        PacketsDiscarded = _packetsDiscarded,
        PacketsRetransmitted = _packetsRetransmitted,
        PacketsRepaired = _packetsRepaired,
        NackCount = _nackCount,
        NackPacketCount = _nackPacketCount,
        PliCount = _pliCount,
        FirCount = _firCount,
        Score = Score,
        PacketCount = _transmission.PacketCount,
        ByteCount = _transmission.ByteCount,
        Bitrate = _transmission.GetBitrate(now),
        RoundTripTime = RoundTripTime > TimeSpan.Zero ? RoundTripTime : null,
    };

    private void UpdateScore(Timestamp now)
    {
        uint sent = (uint)(_transmission.PacketCount - _scoredSent);
        uint lost = (uint)Math.Max(_packetsLost - _scoredLost, 0);
        uint repaired = (uint)(_packetsRepaired - _scoredRepaired);
        uint retransmitted = (uint)(_packetsRetransmitted - _scoredRetransmitted);
        _scoredSent = _transmission.PacketCount;
        _scoredLost = _packetsLost;
        _scoredRepaired = _packetsRepaired;
        _scoredRetransmitted = _packetsRetransmitted;
        if (sent == 0)
        {
            _score.Add(now, RtpStreamScore.Maximum);
            return;
        }

        lost = Math.Min(lost, sent);
        _score.Add(now, new ScoreInterval(sent, lost, Math.Min(repaired, lost), retransmitted).ToScore());
    }
}
