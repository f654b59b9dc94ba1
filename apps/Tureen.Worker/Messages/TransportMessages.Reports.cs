using Tureen.WorkerProcess.FlatBuffers;

namespace Tureen.WorkerProcess.Messages;

internal static partial class TransportMessages
{
    public static FlatOffset WriteDump(FlatWriter writer, TransportDump dump)
    {
        writer.Begin();
        writer.String(0, dump.Id);
        writer.Bool(1, dump is DirectTransportDump);
        writer.Strings(2, dump.ProducerIds);
        writer.Strings(3, dump.ConsumerIds);
        writer.Tables(4, dump.MapSsrcConsumerId, CommonMessages.Write);
        writer.Tables(5, dump.MapRtxSsrcConsumerId, CommonMessages.Write);
        writer.Strings(6, dump.DataProducerIds);
        writer.Strings(7, dump.DataConsumerIds);
        writer.Table(8, WriteExtensions(writer, dump.RecvRtpHeaderExtensions));
        writer.Table(9, WriteListener(writer, dump.RtpListener));
        writer.Size(10, dump.MaxSendMessageSize);
        writer.Size(11, dump.MaxReceiveMessageSize);
        writer.Table(12, SctpMessages.WriteParameters(writer, dump.SctpParameters));
        writer.OptionalUInt8(13, (int?)dump.SctpState);
        writer.Table(14, SctpMessages.WriteCapabilities(writer, dump.SctpNegotiatedCapabilities));
        writer.Table(15, WriteListener(writer, dump.SctpListener));
        writer.Choices(16, dump.TraceEventTypes, TraceEventTypes);
        return writer.End();
    }

    public static FlatOffset WriteStats(FlatWriter writer, TransportStats stats)
    {
        writer.Begin();
        writer.String(0, stats.TransportId);
        writer.Count(1, stats.Timestamp);
        writer.OptionalUInt8(2, (int?)stats.SctpState);
        writer.Count(3, stats.BytesReceived);
        writer.BitsPerSecond(4, stats.RecvBitrate);
        writer.Count(5, stats.BytesSent);
        writer.BitsPerSecond(6, stats.SendBitrate);
        writer.Count(7, stats.RtpBytesReceived);
        writer.BitsPerSecond(8, stats.RtpRecvBitrate);
        writer.Count(9, stats.RtpBytesSent);
        writer.BitsPerSecond(10, stats.RtpSendBitrate);
        writer.Count(11, stats.RtxBytesReceived);
        writer.BitsPerSecond(12, stats.RtxRecvBitrate);
        writer.Count(13, stats.RtxBytesSent);
        writer.BitsPerSecond(14, stats.RtxSendBitrate);
        writer.Count(15, stats.ProbationBytesSent);
        writer.BitsPerSecond(16, stats.ProbationSendBitrate);
        writer.OptionalBitsPerSecond(17, stats.AvailableOutgoingBitrate);
        writer.OptionalBitsPerSecond(18, stats.AvailableIncomingBitrate);
        writer.OptionalBitsPerSecond(19, stats.MaxIncomingBitrate);
        writer.OptionalBitsPerSecond(20, stats.MaxOutgoingBitrate);
        writer.OptionalBitsPerSecond(21, stats.MinOutgoingBitrate);
        writer.OptionalDouble(22, stats.RtpPacketLossReceived);
        writer.OptionalDouble(23, stats.RtpPacketLossSent);
        return writer.End();
    }

    private static FlatOffset WriteExtensions(FlatWriter writer, RecvRtpHeaderExtensionsDump dump)
    {
        writer.Begin();
        writer.OptionalUInt8(0, dump.Mid);
        writer.OptionalUInt8(1, dump.Rid);
        writer.OptionalUInt8(2, dump.Rrid);
        writer.OptionalUInt8(3, dump.AbsSendTime);
        writer.OptionalUInt8(4, dump.TransportWideCc01);
        return writer.End();
    }

    private static FlatOffset WriteListener(FlatWriter writer, RtpListenerDump dump)
    {
        writer.Begin();
        writer.Tables(0, dump.SsrcTable, CommonMessages.Write);
        writer.Tables(1, dump.MidTable, CommonMessages.Write);
        writer.Tables(2, dump.RidTable, CommonMessages.Write);
        return writer.End();
    }

    private static FlatOffset WriteListener(FlatWriter writer, SctpListenerDump? dump)
    {
        if (dump is null)
        {
            return default;
        }

        writer.Begin();
        writer.Tables(0, dump.StreamIdTable, CommonMessages.Write);
        return writer.End();
    }
}
