using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;

namespace Tureen.Engine.Streams;

internal sealed partial class RtpStreamReceiver
{
    /// <summary>Zero while unknown.</summary>
    public TimeSpan RoundTripTime { get; private set; }

    /// <summary>The round trip that requests for lost packets allow for; null where nothing is requested.</summary>
    public TimeSpan? NackRoundTripTime => _nack?.RoundTripTime;

    /// <summary>The last Sender Report with a clock, which shows what instants the timestamps are; null before the first.</summary>
    public SenderInfo? LastSenderReport => _reports.LastSenderReport;

    /// <summary>Whether any Sender Report came, even one without a clock.</summary>
    public bool IsReported => _reports.IsReported;

    /// <summary>Whether <see cref="TryWriteNack"/> has anything to write.</summary>
    public bool HasNackRequests => _nacks is not null && _nacks.HasRequests;

    /// <summary>Writes a NACK for the packets to request now; call it until it returns false.</summary>
    public bool TryWriteNack(Span<byte> destination, out int length)
    {
        length = 0;
        return _nacks is not null && _nacks.TryWrite(destination, out length);
    }

    /// <summary>Whether so much was lost that a key frame must be requested.</summary>
    public bool TakeKeyFrameRequired() => _nack?.TakeKeyFrameRequired() == true;

    public bool TakeScoreChanged() => TakeScoreChanged(out _);

    public bool TakeScoreChanged(out int previousScore) => _score.TakeChanged(out previousScore);

    /// <summary>Whether a spatial layer began or ceased to flow.</summary>
    public bool TakeLayerActivityChanged() => _activity.TakeChanged();

    /// <summary>Writes the PLI or FIR that the negotiation allows; 0 when it allows neither.</summary>
    public int WriteKeyFrameRequest(Span<byte> destination) => _keyFrameRequests.Write(destination);

    public void HandleSenderReport(Timestamp now, SenderInfo sender)
    {
        _reports.HandleSenderReport(now, sender);
        CaptureTime?.HandleSenderReport(now, sender, RoundTripTime);
        _score.Update(now, _reception, ref _repairs, _rtx is not null, IsInactive);
    }

    public void HandleRtxSenderReport(Timestamp now, SenderInfo sender) => _rtx?.HandleSenderReport(now, sender);

    /// <summary>The peer's answer to a reference time of this side yields the round trip.</summary>
    public void HandleDlrr(NtpTime now, DlrrEntry entry)
    {
        if (SenderReportReference.TryGetRoundTrip(now, entry.LastRr, entry.DelaySinceLastRr, out TimeSpan roundTrip))
        {
            RoundTripTime = roundTrip;
            if (_nack is not null)
            {
                _nack.RoundTripTime = roundTrip;
            }
        }
    }

    /// <summary>
    /// The reports about this stream and its RTX stream, at most two; how many. <paramref name="worstRemoteFractionLost"/> is the
    /// worst loss that a consumer reports: with in-band FEC it must be reported to the sender.
    /// </summary>
    public int GetReportBlocks(Timestamp now, Span<ReportBlock> blocks, byte worstRemoteFractionLost = 0)
    {
        blocks[0] = _reports.Take(now, _jitter.Jitter, worstRemoteFractionLost);
        if (_rtx is null || blocks.Length < 2)
        {
            return 1;
        }

        blocks[1] = _rtx.TakeReport(now);
        return 2;
    }

    public RtpStreamStats GetStats(Timestamp now) => new()
    {
        IsInbound = true,
        Timestamp = now,
        Parameters = Parameters,
        PacketsLost = _reception.Lost,
        FractionLost = _reception.FractionLost,
        Jitter = (uint)Math.Min(_jitter.Jitter, uint.MaxValue),
        PacketsDiscarded = _reception.Discarded,
        PacketsRetransmitted = _repairs.Retransmitted,
        PacketsRepaired = _repairs.Repaired,
        NackCount = _nacks?.Count ?? 0,
        NackPacketCount = _nacks?.PacketCount ?? 0,
        PliCount = _keyFrameRequests.PliCount,
        FirCount = _keyFrameRequests.FirCount,
        Score = Score,
        PacketCount = _layers.PacketCount,
        ByteCount = _layers.ByteCount,
        Bitrate = _layers.GetBitrate(now),
        RoundTripTime = RoundTripTime > TimeSpan.Zero ? RoundTripTime : null,
        RtxPacketsDiscarded = _rtx?.PacketsDiscarded,
        BitrateByLayer = _layers.GetBitrates(now),
    };
}
