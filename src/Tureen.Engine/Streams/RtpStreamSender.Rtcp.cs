using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;

namespace Tureen.Engine.Streams;

internal sealed partial class RtpStreamSender
{
    /// <summary>Zero while unknown.</summary>
    public TimeSpan RoundTripTime => _remote.RoundTripTime;

    /// <summary>The share of packets that the receiver lost recently, in units of 1/256.</summary>
    public byte FractionLost => _remote.FractionLost;

    /// <summary>A PLI or FIR came.</summary>
    public void HandleKeyFrameRequest(bool isFir) => _feedback.CountKeyFrameRequest(isFir);

    /// <summary>A Receiver Report about the stream came.</summary>
    public void HandleReceiverReport(Timestamp now, NtpTime ntpNow, in ReportBlock report)
    {
        _remote.Handle(ntpNow, report);
        _score.Update(now, _transmission.PacketCount, _remote.PacketsLost, ref _repairs);
    }

    /// <summary>The receiver reported its clock (RRT).</summary>
    public void HandleReferenceTime(Timestamp now, uint ssrc, NtpTime ntp) => _referenceTime.Set(now, ssrc, ntp);

    /// <summary>The Sender Report for this instant; false before the first packet and when the last one is too old to extrapolate from.</summary>
    public bool TryGetSenderReport(Timestamp now, NtpClock ntp, out SenderInfo sender)
    {
        sender = default;
        if (_transmission.PacketCount == 0 || now - _timestamps.HighestAt > MaxSenderReportReferenceAge)
        {
            return false;
        }

        sender = new SenderInfo(
            Parameters.Ssrc,
            ntp.ToNtp(now),
            _timestamps.At(now, Parameters.ClockRate),
            (uint)_transmission.PacketCount,
            (uint)_payloadBytes);
        return true;
    }

    /// <summary>The answer to the receiver's reference time, null when it sent none.</summary>
    public DlrrEntry? GetDlrr(Timestamp now) => _referenceTime.GetAnswer(now);

    public RtpStreamStats GetStats(Timestamp now) => new()
    {
        IsInbound = false,
        Timestamp = now,
        Parameters = Parameters,
        PacketsLost = _remote.PacketsLost,
        FractionLost = FractionLost,
        Jitter = _remote.Jitter,
        PacketsDiscarded = _packetsDiscarded,
        PacketsRetransmitted = _repairs.Retransmitted,
        PacketsRepaired = _repairs.Repaired,
        NackCount = _feedback.NackCount,
        NackPacketCount = _feedback.NackPacketCount,
        PliCount = _feedback.PliCount,
        FirCount = _feedback.FirCount,
        Score = Score,
        PacketCount = _transmission.PacketCount,
        ByteCount = _transmission.ByteCount,
        Bitrate = _transmission.GetBitrate(now),
        RoundTripTime = RoundTripTime > TimeSpan.Zero ? RoundTripTime : null,
    };
}
