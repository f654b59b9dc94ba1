using Tureen.Engine.Routing;
using Tureen.Engine.Transports;
using Tureen.WorkerProcess.FlatBuffers;
using Tureen.WorkerProcess.Messages;

namespace Tureen.WorkerProcess.Dispatch;

/// <summary>The requests to a router.</summary>
internal static class RouterRequests
{
    public static Answer Dump(RouterCore router, in RequestContext context) =>
        new(ResponseBody.RouterDump, RouterMessages.WriteDump(context.Writer, router.Dump()));

    public static Answer CreateWebRtcTransport(RouterCore router, in RequestContext context) =>
        TransportReports.Dump(router.CreateWebRtcTransport(Read(context, WebRtcTransportMessages.ReadOptions)), context.Writer);

    /// <summary>A transport that uses the ports of a WebRtcServer.</summary>
    public static Answer CreateWebRtcTransportWithServer(WorkerObjects objects, in RequestContext context)
    {
        RouterCore router = objects.Router(context);
        (string serverId, WebRtcTransportCoreOptions options) = Read(context, WebRtcTransportMessages.ReadOptionsWithServer);
        return TransportReports.Dump(
            router.CreateWebRtcTransport(options with { Server = objects.WebRtcServer(serverId) }), context.Writer);
    }

    public static Answer CreatePlainTransport(RouterCore router, in RequestContext context) =>
        TransportReports.Dump(router.CreatePlainTransport(Read(context, PlainTransportMessages.ReadOptions)), context.Writer);

    public static Answer CreatePipeTransport(RouterCore router, in RequestContext context) =>
        TransportReports.Dump(router.CreatePipeTransport(Read(context, PipeTransportMessages.ReadOptions)), context.Writer);

    public static Answer CreateDirectTransport(RouterCore router, in RequestContext context) => TransportReports.Dump(
        router.CreateDirectTransport(context.Now, Read(context, DirectTransportMessages.ReadOptions), context.Sink), context.Writer);

    public static void CloseTransport(RouterCore router, in RequestContext context) =>
        WorkerObjects.Find(router.Transports, context.Read(RouterMessages.ReadTransportId), "Transport").Close(context.Now, context.Sink);

    private static T Read<T>(in RequestContext context, Func<string, FlatTable, T> read) =>
        context.Read(body => read(RouterMessages.ReadTransportId(body), RouterMessages.ReadOptions(body)));
}
