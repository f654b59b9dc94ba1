using Tureen.WorkerProcess.FlatBuffers;

namespace Tureen.WorkerProcess.Messages;

/// <summary>The requests and answers of a router.</summary>
internal static class RouterMessages
{
    public static string ReadTransportId(FlatTable table) => table.RequiredString(0);

    public static string ReadRtpObserverId(FlatTable table) => table.RequiredString(0);

    /// <summary>The options of a transport or an observer that is to be made.</summary>
    public static FlatTable ReadOptions(FlatTable table) => table.RequiredTable(1);

    public static FlatOffset WriteDump(FlatWriter writer, RouterDump dump)
    {
        writer.Begin();
        writer.String(0, dump.Id);
        writer.Strings(1, dump.TransportIds);
        writer.Strings(2, dump.RtpObserverIds);
        writer.Tables(3, dump.MapProducerIdConsumerIds, CommonMessages.Write);
        writer.Tables(4, dump.MapConsumerIdProducerId, CommonMessages.Write);
        writer.Tables(5, dump.MapProducerIdObserverIds, CommonMessages.Write);
        writer.Tables(6, dump.MapDataProducerIdDataConsumerIds, CommonMessages.Write);
        writer.Tables(7, dump.MapDataConsumerIdDataProducerId, CommonMessages.Write);
        return writer.End();
    }
}
