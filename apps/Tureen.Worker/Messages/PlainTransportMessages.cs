using Tureen.Engine.Transports;
using Tureen.Ortc;
using Tureen.WorkerProcess.FlatBuffers;

namespace Tureen.WorkerProcess.Messages;

/// <summary>The options, requests and answers of a PlainTransport.</summary>
internal static class PlainTransportMessages
{
    public static PlainTransportCoreOptions ReadOptions(string id, FlatTable table)
    {
        IceListenOptions listen = ListenInfoMessages.ReadUdp(table.RequiredTable(1));
        bool hasRtcp = table.TryTable(2, out FlatTable rtcpTable);
        IceListenOptions? rtcp = hasRtcp ? ListenInfoMessages.ReadUdp(rtcpTable) : null;
        bool isSecret = table.Bool(5);
        SrtpCryptoSuite suite = table.Choice(6, SrtpMessages.Suites);
        if (isSecret && !table.Has(6))
        {
            table.Report("missing srtpCryptoSuite");
        }

        return new PlainTransportCoreOptions
        {
            Id = id,
            Listen = listen.Parameters,
            AnnouncedAddress = listen.AnnouncedAddress,
            RtcpMux = table.Bool(3),
            RtcpListen = rtcp?.Parameters,
            RtcpAnnouncedAddress = rtcp?.AnnouncedAddress,
            Comedia = table.Bool(4),
            CryptoSuite = isSecret ? suite : null,
            Data = TransportMessages.ReadDataOptions(table.RequiredTable(0)),
        };
    }

    public static PeerAddress ReadConnect(FlatTable table) => new(
        table.Has(0) ? ListenInfoMessages.ReadAddress(table, 0) : null,
        table.OptionalUInt16(1),
        table.OptionalUInt16(2),
        SrtpMessages.Read(table.Table(3)));

    public static FlatOffset WriteConnectResponse(FlatWriter writer, PlainTransportCore transport)
    {
        writer.Begin();
        writer.Table(0, TransportMessages.WriteTuple(writer, transport.Tuple));
        writer.Table(1, TransportMessages.WriteTuple(writer, transport.RtcpTuple));
        writer.Table(2, SrtpMessages.Write(writer, transport.SrtpParameters));
        return writer.End();
    }

    public static FlatOffset WriteDump(FlatWriter writer, PlainTransportDump dump)
    {
        writer.Begin();
        writer.Table(0, TransportMessages.WriteDump(writer, dump));
        writer.Bool(1, dump.RtcpMux);
        writer.Bool(2, dump.Comedia);
        writer.Table(3, TransportMessages.WriteTuple(writer, dump.Tuple));
        writer.Table(4, TransportMessages.WriteTuple(writer, dump.RtcpTuple));
        writer.Table(5, SrtpMessages.Write(writer, dump.SrtpParameters));
        return writer.End();
    }

    public static FlatOffset WriteStats(FlatWriter writer, PlainTransportStats stats)
    {
        writer.Begin();
        writer.Table(0, TransportMessages.WriteStats(writer, stats));
        writer.Bool(1, stats.RtcpMux);
        writer.Bool(2, stats.Comedia);
        writer.Table(3, TransportMessages.WriteTuple(writer, stats.Tuple));
        writer.Table(4, TransportMessages.WriteTuple(writer, stats.RtcpTuple));
        return writer.End();
    }
}
