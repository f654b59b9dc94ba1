using Tureen.Engine.Forwarding;
using Tureen.Engine.Forwarding.Observers;
using Tureen.Engine.Routing;
using Tureen.Engine.Transports;

namespace Tureen.WorkerProcess.Dispatch;

/// <summary>Finds the object that a message is for. Only the engine knows which objects exist, so nothing is kept twice.</summary>
internal sealed class WorkerObjects(WorkerCore worker, WorkerRequests self)
{
    /// <summary>The worker itself.</summary>
    public WorkerRequests Worker => self;

    /// <exception cref="NotFoundException">There is none.</exception>
    public static T Find<T>(IReadOnlyDictionary<string, T> objects, string id, string kind) =>
        objects.TryGetValue(id, out T? found) ? found : throw new NotFoundException($"{kind} not found [id:{id}]");

    /// <exception cref="NotFoundException">There is none.</exception>
    public RouterCore Router(in RequestContext context) =>
        worker.Routers.GetValueOrDefault(context.HandlerId) ?? throw NotFound(context);

    /// <exception cref="NotFoundException">There is none.</exception>
    public WebRtcServerCore WebRtcServer(in RequestContext context) =>
        worker.WebRtcServers.GetValueOrDefault(context.HandlerId) ?? throw NotFound(context);

    /// <exception cref="NotFoundException">There is none.</exception>
    public WebRtcServerCore WebRtcServer(string id) => Find(worker.WebRtcServers, id, "WebRtcServer");

    /// <exception cref="NotFoundException">There is none.</exception>
    public TransportCore Transport(in RequestContext context) => FindTransport(context.HandlerId) ?? throw NotFound(context);

    /// <exception cref="NotFoundException">There is none.</exception>
    /// <exception cref="MediasoupException">It is of another kind, which does not know the method.</exception>
    public T Transport<T>(in RequestContext context)
        where T : TransportCore => Transport(context) as T ?? throw context.Unknown();

    /// <exception cref="NotFoundException">There is none.</exception>
    public ProducerCore Producer(in RequestContext context) => FindProducer(context.HandlerId) ?? throw NotFound(context);

    /// <exception cref="NotFoundException">There is none.</exception>
    public ConsumerCore Consumer(in RequestContext context)
    {
        foreach (RouterCore router in worker.Routers.Values)
        {
            foreach (TransportCore transport in router.Transports.Values)
            {
                if (transport.Media.Consumers.TryGetValue(context.HandlerId, out ConsumerCore? consumer))
                {
                    return consumer;
                }
            }
        }

        throw NotFound(context);
    }

    /// <exception cref="NotFoundException">There is none.</exception>
    public DataProducerCore DataProducer(in RequestContext context) => FindDataProducer(context.HandlerId) ?? throw NotFound(context);

    /// <exception cref="NotFoundException">There is none.</exception>
    public DataConsumerCore DataConsumer(in RequestContext context)
    {
        foreach (RouterCore router in worker.Routers.Values)
        {
            foreach (TransportCore transport in router.Transports.Values)
            {
                if (transport.Data.Consumers.TryGetValue(context.HandlerId, out DataConsumerCore? consumer))
                {
                    return consumer;
                }
            }
        }

        throw NotFound(context);
    }

    /// <exception cref="NotFoundException">There is none.</exception>
    public ObserverOfRouter RtpObserver(in RequestContext context)
    {
        foreach (RouterCore router in worker.Routers.Values)
        {
            if (router.RtpObservers.TryGetValue(context.HandlerId, out RtpObserverCore? observer))
            {
                return new ObserverOfRouter(router, observer);
            }
        }

        throw NotFound(context);
    }

    public TransportCore? FindTransport(string id)
    {
        foreach (RouterCore router in worker.Routers.Values)
        {
            if (router.Transports.TryGetValue(id, out TransportCore? transport))
            {
                return transport;
            }
        }

        return null;
    }

    public ProducerCore? FindProducer(string id)
    {
        foreach (RouterCore router in worker.Routers.Values)
        {
            if (router.FindProducer(id) is { } producer)
            {
                return producer;
            }
        }

        return null;
    }

    public DataProducerCore? FindDataProducer(string id)
    {
        foreach (RouterCore router in worker.Routers.Values)
        {
            if (router.FindDataProducer(id) is { } producer)
            {
                return producer;
            }
        }

        return null;
    }

    private static NotFoundException NotFound(in RequestContext context) =>
        new($"Channel request handler with ID {context.HandlerId} not found [method:{RequestNames.Of(context.Method)}]");
}
