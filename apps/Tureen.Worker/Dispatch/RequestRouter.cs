using Tureen.Engine.Forwarding.Observers;
using Tureen.Engine.Routing;
using Tureen.WorkerProcess.Logging;
using Tureen.WorkerProcess.Messages;
using Tureen.WorkerProcess.Settings;

namespace Tureen.WorkerProcess.Dispatch;

/// <summary>Passes each request to the class for its kind of object.</summary>
internal sealed class RequestRouter(WorkerCore worker, WorkerArguments settings, ChannelLog log)
{
    private readonly WorkerObjects _objects = new(worker);
    private readonly WorkerRequests _worker = new(worker, settings, log);

    /// <exception cref="MediasoupException">It cannot be done.</exception>
    public Answer Handle(in RequestContext context) => context.Method switch
    {
        <= RequestMethod.WorkerCloseRouter => _worker.Handle(context),
        RequestMethod.WebRtcServerDump => new Answer(
            ResponseBody.WebRtcServerDump, WebRtcServerMessages.WriteDump(context.Writer, _objects.WebRtcServer(context).Dump())),
        RequestMethod.RouterCreateWebRtcTransportWithServer =>
            RouterRequests.CreateWithServer(_objects.Router(context), _objects, context),
        >= RequestMethod.RouterDump and <= RequestMethod.RouterCloseRtpObserver =>
            RouterRequests.Handle(_objects.Router(context), context),
        >= RequestMethod.TransportDump and <= RequestMethod.WebRtcTransportConnect =>
            TransportRequests.Handle(_objects.Transport(context), context),
        >= RequestMethod.ProducerDump and <= RequestMethod.ProducerEnableTraceEvent =>
            ProducerRequests.Handle(_objects.Producer(context), context),
        >= RequestMethod.ConsumerDump and <= RequestMethod.ConsumerEnableTraceEvent =>
            ConsumerRequests.Handle(_objects.Consumer(context), context),
        >= RequestMethod.DataProducerDump and <= RequestMethod.DataProducerResume =>
            DataProducerRequests.Handle(_objects.DataProducer(context), context),
        >= RequestMethod.DataConsumerDump and <= RequestMethod.DataConsumerRemoveSubchannel =>
            DataConsumerRequests.Handle(_objects.DataConsumer(context), context),
        >= RequestMethod.RtpObserverPause and <= RequestMethod.RtpObserverRemoveProducer => HandleObserver(context),
        _ => context.Unknown(),
    };

    private Answer HandleObserver(in RequestContext context)
    {
        (RouterCore router, RtpObserverCore observer) = _objects.RtpObserver(context);
        return RtpObserverRequests.Handle(router, observer, context);
    }
}
