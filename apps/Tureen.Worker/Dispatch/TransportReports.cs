using System.Diagnostics;
using Tureen.Engine.Primitives;
using Tureen.Engine.Transports;
using Tureen.WorkerProcess.FlatBuffers;
using Tureen.WorkerProcess.Messages;

namespace Tureen.WorkerProcess.Dispatch;

/// <summary>Answers with the state or the statistics of a transport, each kind in its own form.</summary>
internal static class TransportReports
{
    /// <summary>Also the answer when a transport has been made. Of mediasoup's members none depends on the time.</summary>
    public static Answer Dump(TransportCore transport, FlatWriter writer) => transport.Dump(Timestamp.Zero) switch
    {
        WebRtcTransportDump dump => new Answer(ResponseBody.WebRtcTransportDump, WebRtcTransportMessages.WriteDump(writer, dump)),
        PlainTransportDump dump => new Answer(ResponseBody.PlainTransportDump, PlainTransportMessages.WriteDump(writer, dump)),
        PipeTransportDump dump => new Answer(ResponseBody.PipeTransportDump, PipeTransportMessages.WriteDump(writer, dump)),
        DirectTransportDump dump => new Answer(ResponseBody.DirectTransportDump, DirectTransportMessages.WriteDump(writer, dump)),
        _ => throw new UnreachableException(),
    };

    public static Answer GetStats(TransportCore transport, in RequestContext context)
    {
        FlatWriter writer = context.Writer;
        return transport.GetStats(context.Now) switch
        {
            WebRtcTransportStats stats => new Answer(
                ResponseBody.WebRtcTransportGetStats, WebRtcTransportMessages.WriteStats(writer, stats)),
            PlainTransportStats stats => new Answer(
                ResponseBody.PlainTransportGetStats, PlainTransportMessages.WriteStats(writer, stats)),
            PipeTransportStats stats => new Answer(
                ResponseBody.PipeTransportGetStats, PipeTransportMessages.WriteStats(writer, stats)),
            DirectTransportStats stats => new Answer(
                ResponseBody.DirectTransportGetStats, DirectTransportMessages.WriteStats(writer, stats)),
            _ => throw new UnreachableException(),
        };
    }
}
