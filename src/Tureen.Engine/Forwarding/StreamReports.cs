using System.Globalization;
using Tureen.Engine.Streams;
using Tureen.Ortc;

namespace Tureen.Engine.Forwarding;

/// <summary>Streams as users see them.</summary>
internal static class StreamReports
{
    public static InboundRtpStats Inbound(RtpStreamStats stats) => (InboundRtpStats)WithBase(
        new InboundRtpStats
        {
            BitrateByLayer = stats.BitrateByLayer.ToDictionary(
                static layer => string.Create(CultureInfo.InvariantCulture, $"{layer.SpatialLayer}.{layer.TemporalLayer}"),
                static layer => layer.Bitrate.BitsPerSecond,
                StringComparer.Ordinal),
        },
        stats);

    public static OutboundRtpStats Outbound(RtpStreamStats stats) => (OutboundRtpStats)WithBase(new OutboundRtpStats(), stats);

    public static RtpStreamDump Dump(RtpStreamParameters stream, int score) => new()
    {
        Params = new RtpStreamParametersDump
        {
            EncodingIdx = stream.EncodingIdx,
            Ssrc = stream.Ssrc,
            PayloadType = stream.PayloadType,
            MimeType = stream.MimeType,
            ClockRate = stream.ClockRate,
            Rid = stream.Rid,
            Cname = stream.Cname,
            RtxSsrc = stream.HasRtx ? stream.RtxSsrc : null,
            RtxPayloadType = stream.HasRtx ? stream.RtxPayloadType : null,
            UseNack = stream.UseNack,
            UsePli = stream.UsePli,
            UseFir = stream.UseFir,
            UseInBandFec = stream.UseInBandFec,
            UseDtx = stream.UseDtx,
            SpatialLayers = stream.SpatialLayers,
            TemporalLayers = stream.TemporalLayers,
        },
        Score = score,
        RtxStream = stream.HasRtx ? new RtxStreamDump(DumpRtx(stream)) : null,
    };

    /// <summary>A copy in which every encoding names its payload type.</summary>
    public static RtpParameters DumpParameters(RtpParameters parameters)
    {
        RtpParameters copy = parameters.Clone();
        int? first = copy.Codecs.Find(static codec => !codec.IsRtx)?.PayloadType;
        foreach (RtpEncodingParameters encoding in copy.Encodings)
        {
            encoding.CodecPayloadType ??= first;
        }

        return copy;
    }

    private static RtxStreamParametersDump DumpRtx(RtpStreamParameters stream) => new()
    {
        Ssrc = stream.RtxSsrc,
        PayloadType = stream.RtxPayloadType,
        MimeType = stream.IsVideo ? "video/rtx" : "audio/rtx",
        ClockRate = stream.ClockRate,
        Rrid = stream.Rid,
        Cname = stream.Cname,
    };

    private static RtpStats WithBase(RtpStats report, RtpStreamStats stats) => report with
    {
        Timestamp = stats.Timestamp.Milliseconds,
        Ssrc = stats.Parameters.Ssrc,
        RtxSsrc = stats.Parameters.HasRtx ? stats.Parameters.RtxSsrc : null,
        Rid = stats.Parameters.Rid,
        Kind = stats.Parameters.IsVideo ? MediaKind.Video : MediaKind.Audio,
        MimeType = stats.Parameters.MimeType,
        PacketsLost = stats.PacketsLost,
        FractionLost = stats.FractionLost,
        Jitter = stats.Jitter,
        PacketsDiscarded = stats.PacketsDiscarded,
        PacketsRetransmitted = stats.PacketsRetransmitted,
        PacketsRepaired = stats.PacketsRepaired,
        NackCount = stats.NackCount,
        NackPacketCount = stats.NackPacketCount,
        PliCount = stats.PliCount,
        FirCount = stats.FirCount,
        RoundTripTime = stats.RoundTripTime?.TotalMilliseconds,
        RtxPacketsDiscarded = stats.RtxPacketsDiscarded,
        Score = stats.Score,
        PacketCount = stats.PacketCount,
        ByteCount = stats.ByteCount,
        Bitrate = stats.Bitrate.BitsPerSecond,
    };
}
