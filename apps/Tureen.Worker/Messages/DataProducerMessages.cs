using Tureen.WorkerProcess.FlatBuffers;

namespace Tureen.WorkerProcess.Messages;

/// <summary>The notifications and answers of a data producer.</summary>
internal static class DataProducerMessages
{
    public static uint ReadPpid(FlatTable table) => table.UInt32(0);

    public static ReadOnlySpan<byte> ReadPayload(FlatTable table) => table.RequiredBytes(1);

    /// <summary>The receivers of the message: subscribers of any of these, only of this one, and not of this one.</summary>
    public static (ushort[] Subchannels, ushort? Required, ushort? Ignored) ReadSubchannels(FlatTable table) =>
        (table.UInt16s(2), table.OptionalUInt16(3), table.OptionalUInt16(4));

    public static FlatOffset WriteDump(FlatWriter writer, DataProducerDump dump)
    {
        writer.Begin();
        writer.String(0, dump.Id);
        writer.UInt8(1, (byte)dump.Type);
        writer.Table(2, SctpMessages.WriteStream(writer, dump.SctpStreamParameters));
        writer.String(3, dump.Label);
        writer.String(4, dump.Protocol);
        writer.Bool(5, dump.Paused);
        return writer.End();
    }

    public static FlatOffset WriteStats(FlatWriter writer, DataProducerStats stats)
    {
        writer.Begin();
        writer.Count(0, stats.Timestamp);
        writer.String(1, stats.Label);
        writer.String(2, stats.Protocol);
        writer.Count(3, stats.MessagesReceived);
        writer.Count(4, stats.BytesReceived);
        return writer.End();
    }
}
