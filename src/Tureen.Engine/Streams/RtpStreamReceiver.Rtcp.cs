using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;

namespace Tureen.Engine.Streams;

internal sealed partial class RtpStreamReceiver
{
    private SenderReportReference _senderReport;
    private uint _reportedLost;
    private uint _previouslyLost;
    private byte _firSequence;
    private long _pliCount;
    private long _firCount;
    private long _scoredRepaired;
    private long _scoredRetransmitted;

    /// <summary>Zero while unknown.</summary>
    public TimeSpan RoundTripTime { get; private set; }

    /// <summary>The round trip that requests for lost packets allow for; null where nothing is requested.</summary>
    public TimeSpan? NackRoundTripTime => _nack?.RoundTripTime;

    /// <summary>The last Sender Report with a clock, which shows what instants the timestamps are; null before the first.</summary>
    public SenderInfo? LastSenderReport { get; private set; }

    /// <summary>Whether any Sender Report came, even one without a clock.</summary>
    public bool IsReported { get; private set; }

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
    public bool TakeLayerActivityChanged()
    {
        bool changed = _isLayerActivityChanged;
        _isLayerActivityChanged = false;
        return changed;
    }

    /// <summary>Writes the PLI or FIR that the negotiation allows; 0 when it allows neither.</summary>
    /// <remarks>The sender's SSRC would rightly be 0, but GStreamer does not take that.</remarks>
    public int WriteKeyFrameRequest(Span<byte> destination)
    {
        if (Parameters.UsePli)
        {
            _pliCount++;
            return new PictureLossIndication(Parameters.Ssrc, Parameters.Ssrc).Write(destination);
        }

        if (!Parameters.UseFir)
        {
            return 0;
        }

        _firCount++;
        return FullIntraRequest.Write(
            destination, Parameters.Ssrc, Parameters.Ssrc, new FirItem(Parameters.Ssrc, ++_firSequence));
    }

    public void HandleSenderReport(Timestamp now, SenderInfo sender)
    {
        _senderReport.Set(now, sender.Ntp);
        IsReported = true;
        if (sender.Ntp.Value != 0)
        {
            LastSenderReport = sender;
        }

        CaptureTime?.HandleSenderReport(now, sender, RoundTripTime);
        UpdateScore(now);
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
        ReportBlock report = _reception.TakeReport(
            now, Parameters.Ssrc, _jitter.Jitter, _senderReport, out uint expectedInInterval);
        bool isWorseElsewhere = Parameters.UseInBandFec && worstRemoteFractionLost > report.FractionLost;
        _reportedLost += isWorseElsewhere
            ? (uint)(((ulong)worstRemoteFractionLost * expectedInInterval) >> 8)
            : _reception.Lost - _previouslyLost;
        _previouslyLost = _reception.Lost;
        blocks[0] = report with
        {
            FractionLost = isWorseElsewhere ? worstRemoteFractionLost : report.FractionLost,
            TotalLost = Math.Clamp((int)_reportedLost, 0, ReportBlock.MaxTotalLost),
        };
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
        PacketsRetransmitted = _packetsRetransmitted,
        PacketsRepaired = _packetsRepaired,
        NackCount = _nacks?.Count ?? 0,
        NackPacketCount = _nacks?.PacketCount ?? 0,
        PliCount = _pliCount,
        FirCount = _firCount,
        Score = Score,
        PacketCount = _layers.PacketCount,
        ByteCount = _layers.ByteCount,
        Bitrate = _layers.GetBitrate(now),
        RoundTripTime = RoundTripTime > TimeSpan.Zero ? RoundTripTime : null,
        RtxPacketsDiscarded = _rtx?.PacketsDiscarded,
        BitrateByLayer = GetBitrateByLayer(now),
    };

    private List<LayerBitrate> GetBitrateByLayer(Timestamp now)
    {
        var bitrates = new List<LayerBitrate>();
        bool hasLayers = _layers.SpatialLayers > 1 || _layers.TemporalLayers > 1;
        for (int spatial = 0; hasLayers && spatial < _layers.SpatialLayers; spatial++)
        {
            for (int temporal = 0; temporal < _layers.TemporalLayers; temporal++)
            {
                bitrates.Add(new LayerBitrate(spatial, temporal, _layers.GetBitrate(now, spatial, temporal)));
            }
        }

        return bitrates;
    }

    private void UpdateScore(Timestamp now)
    {
        (uint expected, uint received) = _reception.TakeScoreInterval();
        uint repaired = (uint)(_packetsRepaired - _scoredRepaired);
        uint retransmitted = (uint)(_packetsRetransmitted - _scoredRetransmitted);
        _scoredRepaired = _packetsRepaired;
        _scoredRetransmitted = _packetsRetransmitted;
        if (IsInactive)
        {
            return;
        }

        if (expected == 0 || received == 0)
        {
            _score.Add(now, expected == 0 ? RtpStreamScore.Maximum : 0);
            return;
        }

        uint lost = Math.Min(expected > received ? expected - received : 0, received);
        if (repaired > lost)
        {
            if (_rtx is null)
            {
                lost = repaired;
            }
            else
            {
                repaired = lost;
            }
        }

        _score.Add(now, new ScoreInterval(received, lost, repaired, retransmitted).ToScore());
    }
}
