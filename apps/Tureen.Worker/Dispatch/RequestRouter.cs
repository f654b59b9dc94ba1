using Tureen.Engine.Routing;
using Tureen.WorkerProcess.Logging;
using Tureen.WorkerProcess.Messages;
using Tureen.WorkerProcess.Settings;

namespace Tureen.WorkerProcess.Dispatch;

/// <summary>Gives each request to those who know its kind of object.</summary>
internal sealed class RequestRouter(WorkerCore worker, WorkerArguments settings, ChannelLog log)
{
    private readonly WorkerObjects _objects = new(worker);
    private readonly WorkerRequests _worker = new(worker, settings, log);

    /// <exception cref="MediasoupException">It cannot be done.</exception>
    public Answer Handle(in RequestContext context) => context.Method switch
    {
        <= RequestMethod.WorkerCloseRouter => _worker.Handle(context),
        >= RequestMethod.RouterDump and <= RequestMethod.RouterCloseRtpObserver =>
            RouterRequests.Handle(_objects.Router(context), context),
        RequestMethod.WebRtcTransportConnect or (>= RequestMethod.TransportDump and <= RequestMethod.TransportCloseDataConsumer) =>
            TransportRequests.Handle(_objects.Transport(context), context),
        _ => context.Unknown(),
    };
}
