using Tureen.WorkerProcess.FlatBuffers;

namespace Tureen.WorkerProcess.Messages;

/// <summary>The requests and answers of a data consumer.</summary>
internal static class DataConsumerMessages
{
    public static uint ReadThreshold(FlatTable table) => table.UInt32(0);

    public static uint ReadPpid(FlatTable table) => table.UInt32(0);

    public static ReadOnlySpan<byte> ReadPayload(FlatTable table) => table.RequiredBytes(1);

    public static ushort[] ReadSubchannels(FlatTable table) => table.UInt16s(0);

    public static ushort ReadSubchannel(FlatTable table) => table.UInt16(0);

    /// <summary>An answer or a notification that holds bytes that wait, and nothing else.</summary>
    public static FlatOffset WriteBufferedAmount(FlatWriter writer, long bytes)
    {
        writer.Begin();
        writer.Size(0, bytes);
        return writer.End();
    }

    public static FlatOffset WriteSubchannels(FlatWriter writer, IReadOnlyList<int> subchannels)
    {
        writer.Begin();
        writer.UInt16s(0, subchannels);
        return writer.End();
    }

    public static FlatOffset WriteMessage(FlatWriter writer, DataConsumerMessage message)
    {
        writer.Begin();
        writer.UInt32(0, message.Ppid);
        writer.Bytes(1, message.Data.Span);
        return writer.End();
    }

    public static FlatOffset WriteDump(FlatWriter writer, DataConsumerDump dump)
    {
        writer.Begin();
        writer.String(0, dump.Id);
        writer.String(1, dump.DataProducerId);
        writer.UInt8(2, (byte)dump.Type);
        writer.Table(3, SctpMessages.WriteStream(writer, dump.SctpStreamParameters));
        writer.String(4, dump.Label);
        writer.String(5, dump.Protocol);
        writer.Size(6, dump.BufferedAmount);
        writer.Size(7, dump.BufferedAmountLowThreshold);
        writer.Bool(8, dump.Paused);
        writer.Bool(9, dump.DataProducerPaused);
        writer.UInt16s(10, dump.Subchannels);
        return writer.End();
    }

    public static FlatOffset WriteStats(FlatWriter writer, DataConsumerStats stats)
    {
        writer.Begin();
        writer.Count(0, stats.Timestamp);
        writer.String(1, stats.Label);
        writer.String(2, stats.Protocol);
        writer.Count(3, stats.MessagesSent);
        writer.Count(4, stats.BytesSent);
        writer.Size(5, stats.BufferedAmount);
        return writer.End();
    }
}
