using Tureen.Engine.Routing;
using Tureen.Engine.Transports;
using Tureen.WorkerProcess.FlatBuffers;
using Tureen.WorkerProcess.Messages;

namespace Tureen.WorkerProcess.Dispatch;

/// <summary>The requests to a router.</summary>
internal static class RouterRequests
{
    public static Answer Handle(RouterCore router, in RequestContext context)
    {
        switch (context.Method)
        {
            case RequestMethod.RouterDump:
                return new Answer(ResponseBody.RouterDump, RouterMessages.WriteDump(context.Writer, router.Dump()));
            case RequestMethod.RouterCreateWebRtcTransport:
                return TransportReports.Dump(
                    router.CreateWebRtcTransport(Read(context, WebRtcTransportMessages.ReadOptions)), context.Writer);
            case RequestMethod.RouterCreatePlainTransport:
                return TransportReports.Dump(
                    router.CreatePlainTransport(Read(context, PlainTransportMessages.ReadOptions)), context.Writer);
            case RequestMethod.RouterCreatePipeTransport:
                return TransportReports.Dump(
                    router.CreatePipeTransport(Read(context, PipeTransportMessages.ReadOptions)), context.Writer);
            case RequestMethod.RouterCreateDirectTransport:
                DirectTransportCoreOptions options = Read(context, DirectTransportMessages.ReadOptions);
                return TransportReports.Dump(router.CreateDirectTransport(context.Now, options, context.Sink), context.Writer);
            case RequestMethod.RouterCloseTransport:
                string id = context.Read(RouterMessages.ReadTransportId);
                TransportCore transport = router.Transports.GetValueOrDefault(id)
                    ?? throw new NotFoundException($"Transport not found [transportId:{id}]");
                transport.Close(context.Now, context.Sink);
                return Answer.Done;
            case RequestMethod.RouterCreateActiveSpeakerObserver or RequestMethod.RouterCreateAudioLevelObserver:
                return RtpObserverRequests.Create(router, context);
            case RequestMethod.RouterCloseRtpObserver:
                return RtpObserverRequests.Close(router, context);
            default:
                return context.Unknown();
        }
    }

    /// <summary>A transport that uses the ports of a WebRtcServer.</summary>
    public static Answer CreateWithServer(RouterCore router, WorkerObjects objects, in RequestContext context)
    {
        (string serverId, WebRtcTransportCoreOptions options) = Read(context, WebRtcTransportMessages.ReadOptionsWithServer);
        return TransportReports.Dump(
            router.CreateWebRtcTransport(options with { Server = objects.WebRtcServer(serverId) }), context.Writer);
    }

    private static T Read<T>(in RequestContext context, Func<string, FlatTable, T> read) =>
        context.Read(body => read(RouterMessages.ReadTransportId(body), RouterMessages.ReadOptions(body)));
}
