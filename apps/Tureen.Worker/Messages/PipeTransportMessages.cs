using Tureen.Engine.Transports;
using Tureen.WorkerProcess.FlatBuffers;

namespace Tureen.WorkerProcess.Messages;

/// <summary>The options, requests and answers of a PipeTransport.</summary>
internal static class PipeTransportMessages
{
    public static PipeTransportCoreOptions ReadOptions(string id, FlatTable table)
    {
        IceListenOptions listen = ListenInfoMessages.ReadUdp(table.RequiredTable(1));
        return new PipeTransportCoreOptions
        {
            Id = id,
            Listen = listen.Parameters,
            AnnouncedAddress = listen.AnnouncedAddress,
            EnableRtx = table.Bool(2),
            EnableSrtp = table.Bool(3),
            Data = TransportMessages.ReadDataOptions(table.RequiredTable(0)),
        };
    }

    public static PeerAddress ReadConnect(FlatTable table) => new(
        ListenInfoMessages.ReadAddress(table, 0),
        table.OptionalUInt16(1),
        RtcpPort: null,
        SrtpMessages.Read(table.Table(2)));

    public static FlatOffset WriteConnectResponse(FlatWriter writer, PipeTransportCore transport) =>
        TransportMessages.WriteTupleNotification(writer, transport.Tuple);

    public static FlatOffset WriteDump(FlatWriter writer, PipeTransportDump dump)
    {
        writer.Begin();
        writer.Table(0, TransportMessages.WriteDump(writer, dump));
        writer.Table(1, TransportMessages.WriteTuple(writer, dump.Tuple));
        writer.Bool(2, dump.Rtx);
        writer.Table(3, SrtpMessages.Write(writer, dump.SrtpParameters));
        return writer.End();
    }

    public static FlatOffset WriteStats(FlatWriter writer, PipeTransportStats stats)
    {
        writer.Begin();
        writer.Table(0, TransportMessages.WriteStats(writer, stats));
        writer.Table(1, TransportMessages.WriteTuple(writer, stats.Tuple));
        return writer.End();
    }
}
