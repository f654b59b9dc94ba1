using Tureen.WorkerProcess.FlatBuffers;

namespace Tureen.WorkerProcess.Messages;

/// <summary>The streams of producers and consumers, and their statistics.</summary>
internal static class RtpStreamMessages
{
    private const byte BaseStats = 1;
    private const byte RecvStats = 2;
    private const byte SendStats = 3;

    public static FlatOffset WriteDump(FlatWriter writer, RtpStreamDump dump)
    {
        writer.Begin();
        writer.Table(0, WriteParameters(writer, dump.Params));
        writer.UInt8(1, (byte)dump.Score);
        if (dump.RtxStream is { } rtx)
        {
            writer.Begin();
            writer.Table(0, WriteParameters(writer, rtx.Params));
            writer.Table(2, writer.End());
        }

        return writer.End();
    }

    /// <summary>The statistics of one direction, which hold those of both directions in turn.</summary>
    public static FlatOffset WriteStats(FlatWriter writer, RtpStats stats)
    {
        var inbound = stats as InboundRtpStats;
        writer.Begin();
        writer.Table(0, WriteUnion(writer, BaseStats, WriteBase(writer, stats)));
        writer.Count(1, stats.PacketCount);
        writer.Count(2, stats.ByteCount);
        writer.BitsPerSecond(3, stats.Bitrate);
        if (inbound is not null)
        {
            writer.Tables(4, inbound.BitrateByLayer, static (writer, pair) =>
            {
                writer.Begin();
                writer.String(0, pair.Key);
                writer.BitsPerSecond(1, pair.Value);
                return writer.End();
            });
        }

        return WriteUnion(writer, inbound is null ? SendStats : RecvStats, writer.End());
    }

    /// <summary>The answer that is a list of statistics.</summary>
    public static FlatOffset WriteAllStats(FlatWriter writer, IReadOnlyList<RtpStats> stats)
    {
        writer.Begin();
        writer.Tables(0, stats, WriteStats);
        return writer.End();
    }

    private static FlatOffset WriteUnion(FlatWriter writer, byte type, FlatOffset value)
    {
        writer.Begin();
        writer.Union(0, type, value);
        return writer.End();
    }

    private static FlatOffset WriteBase(FlatWriter writer, RtpStats stats)
    {
        writer.Begin();
        writer.Count(0, stats.Timestamp);
        writer.UInt32(1, stats.Ssrc);
        writer.Choice(2, stats.Kind, RtpParametersMessages.Kinds);
        writer.String(3, stats.MimeType);
        writer.Int32(4, (int)Math.Clamp(stats.PacketsLost, int.MinValue, int.MaxValue));
        writer.UInt8(5, (byte)stats.FractionLost);
        writer.Size(6, stats.Jitter);
        writer.Count(7, stats.PacketsDiscarded);
        writer.Count(8, stats.PacketsRetransmitted);
        writer.Count(9, stats.PacketsRepaired);
        writer.Count(10, stats.NackCount);
        writer.Count(11, stats.NackPacketCount);
        writer.Count(12, stats.PliCount);
        writer.Count(13, stats.FirCount);
        writer.String(14, stats.Rid);
        writer.OptionalUInt32(15, stats.RtxSsrc);
        writer.Count(16, stats.RtxPacketsDiscarded ?? 0);
        writer.Single(17, (float)(stats.RoundTripTime ?? 0));
        writer.UInt8(18, (byte)stats.Score);
        return writer.End();
    }

    private static FlatOffset WriteParameters(FlatWriter writer, RtpStreamParametersDump dump)
    {
        writer.Begin();
        writer.UInt32(0, (uint)dump.EncodingIdx);
        writer.UInt32(1, dump.Ssrc);
        writer.UInt8(2, (byte)dump.PayloadType);
        writer.String(3, dump.MimeType);
        writer.Size(4, dump.ClockRate);
        writer.String(5, dump.Rid ?? "");
        writer.String(6, dump.Cname);
        writer.OptionalUInt32(7, dump.RtxSsrc);
        writer.OptionalUInt8(8, dump.RtxPayloadType);
        writer.Bool(9, dump.UseNack);
        writer.Bool(10, dump.UsePli);
        writer.Bool(11, dump.UseFir);
        writer.Bool(12, dump.UseInBandFec);
        writer.Bool(13, dump.UseDtx);
        writer.UInt8(14, (byte)dump.SpatialLayers);
        writer.UInt8(15, (byte)dump.TemporalLayers);
        return writer.End();
    }

    private static FlatOffset WriteParameters(FlatWriter writer, RtxStreamParametersDump dump)
    {
        writer.Begin();
        writer.UInt32(0, dump.Ssrc);
        writer.UInt8(1, (byte)dump.PayloadType);
        writer.String(2, dump.MimeType);
        writer.Size(3, dump.ClockRate);
        writer.String(4, dump.Rrid ?? "");
        writer.String(5, dump.Cname);
        return writer.End();
    }
}
