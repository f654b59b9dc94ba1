using Tureen.Engine.Transports;
using Tureen.WorkerProcess.FlatBuffers;

namespace Tureen.WorkerProcess.Messages;

/// <summary>The options and answers of a DirectTransport.</summary>
internal static class DirectTransportMessages
{
    public static DirectTransportCoreOptions ReadOptions(string id, FlatTable table) =>
        new() { Id = id, Data = TransportMessages.ReadDataOptions(table.RequiredTable(0)) };

    public static FlatOffset WriteDump(FlatWriter writer, DirectTransportDump dump)
    {
        writer.Begin();
        writer.Table(0, TransportMessages.WriteDump(writer, dump));
        return writer.End();
    }

    public static FlatOffset WriteStats(FlatWriter writer, DirectTransportStats stats)
    {
        writer.Begin();
        writer.Table(0, TransportMessages.WriteStats(writer, stats));
        return writer.End();
    }

    public static FlatOffset WriteRtcp(FlatWriter writer, ReadOnlySpan<byte> packet)
    {
        writer.Begin();
        writer.Bytes(0, packet);
        return writer.End();
    }
}
