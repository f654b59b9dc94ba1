using Tureen.WorkerProcess.FlatBuffers;

namespace Tureen.WorkerProcess.Messages;

/// <summary>The contents of traces of producers and consumers; both have the same numbers.</summary>
internal static class TraceInfoMessages
{
    private const byte KeyFrame = 1;
    private const byte Fir = 2;
    private const byte Pli = 3;
    private const byte Rtp = 4;
    private const byte SenderReport = 5;

    /// <summary>The only content of transports, with numbers of its own.</summary>
    private const byte Bwe = 1;

    private const byte TransportCc = 0;
    private const byte Remb = 1;

    /// <summary>Writes the union and its type; nothing for a trace without contents.</summary>
    public static void Write(FlatWriter writer, int field, TraceInfo? info, bool isKeyFrame, bool isFir)
    {
        switch (info)
        {
            case RtpTraceInfo rtp:
                writer.Union(field, isKeyFrame ? KeyFrame : Rtp, WriteRtp(writer, rtp));
                break;
            case SsrcTraceInfo { Ssrc: uint ssrc }:
                writer.Begin();
                writer.UInt32(0, ssrc);
                writer.Union(field, isFir ? Fir : Pli, writer.End());
                break;
            case SenderReportTraceInfo report:
                writer.Union(field, SenderReport, WriteSenderReport(writer, report));
                break;
            default:
                break;
        }
    }

    /// <summary>Writes the union of transports and its type; nothing for a trace without contents.</summary>
    public static void WriteBwe(FlatWriter writer, int field, BweTraceInfo? info)
    {
        if (info is null)
        {
            return;
        }

        writer.Begin();
        writer.UInt8(0, info.BweType == BweType.Remb ? Remb : TransportCc);
        writer.BitsPerSecond(1, info.DesiredBitrate);
        writer.BitsPerSecond(2, info.EffectiveDesiredBitrate);
        writer.BitsPerSecond(3, info.MinBitrate);
        writer.BitsPerSecond(4, info.MaxBitrate);
        writer.BitsPerSecond(5, info.StartBitrate);
        writer.BitsPerSecond(6, info.MaxPaddingBitrate);
        writer.BitsPerSecond(7, info.AvailableBitrate);
        writer.Union(field, Bwe, writer.End());
    }

    private static FlatOffset WriteSenderReport(FlatWriter writer, SenderReportTraceInfo report)
    {
        writer.Begin();
        writer.UInt32(0, report.Ssrc);
        writer.UInt32(1, report.NtpSec);
        writer.UInt32(2, report.NtpFrac);
        writer.UInt32(3, report.RtpTs);
        writer.UInt32(4, report.PacketCount);
        writer.UInt32(5, report.OctetCount);
        return writer.End();
    }

    private static FlatOffset WriteRtp(FlatWriter writer, RtpTraceInfo info)
    {
        writer.Begin();
        writer.Table(0, WritePacket(writer, info.RtpPacket));
        writer.Bool(1, info.IsRtx);
        return writer.End();
    }

    private static FlatOffset WritePacket(FlatWriter writer, RtpPacketDump dump)
    {
        writer.Begin();
        writer.UInt8(0, (byte)dump.PayloadType);
        writer.UInt16(1, (ushort)dump.SequenceNumber);
        writer.UInt32(2, dump.Timestamp);
        writer.Bool(3, dump.Marker);
        writer.UInt32(4, dump.Ssrc);
        writer.Bool(5, dump.IsKeyFrame);
        writer.Count(6, dump.Size);
        writer.Count(7, dump.PayloadSize);
        writer.UInt8(8, (byte)dump.SpatialLayer);
        writer.UInt8(9, (byte)dump.TemporalLayer);
        writer.String(10, dump.Mid);
        writer.String(11, dump.Rid);
        writer.String(12, dump.Rrid);
        writer.OptionalUInt16(13, dump.WideSequenceNumber);
        return writer.End();
    }
}
