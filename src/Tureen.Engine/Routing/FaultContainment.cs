using Tureen.Engine.Events;
using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;
using Tureen.Engine.Transports;
using Tureen.Engine.Transports.Media;
using Tureen.Engine.Transports.Pipes;

namespace Tureen.Engine.Routing;

/// <summary>
/// Keeps an exception of one datagram or deadline away from everybody else: it costs at most the transport that it came to, which is
/// closed when it happens too often.
/// </summary>
internal sealed class FaultContainment(EngineContext context)
{
    /// <summary>A datagram, or the end of a connection, made <paramref name="owner"/> throw.</summary>
    public void HandleTuple(
        Timestamp now, FaultKind kind, ISocketOwner owner, in TransportTuple tuple, Exception error, IDatagramSink sink)
    {
        // A datagram from a stranger is dropped and counts against nobody: otherwise strangers could close transports.
        TransportCore? transport = owner.FindTransport(tuple);
        context.Faults.Handle(now, kind, transport?.Id ?? string.Empty, error);
        Charge(now, transport, sink);
    }

    /// <summary>A deadline made its owner throw.</summary>
    public void HandleDeadline(Timestamp now, IDeadlineOwner owner, Exception error, IDatagramSink sink)
    {
        (TransportCore? transport, string id) = owner switch
        {
            TransportCore own => (own, own.Id),
            PipeControl control => (control.Transport, control.TransportId),
            ProducerCore producer => ((producer.Transport as TransportMedia)?.Transport, producer.Id),
            _ => (null, string.Empty),
        };
        context.Faults.Handle(now, FaultKind.Deadline, id, error);
        Charge(now, transport, sink);
    }

    /// <summary>A datagram was handled without a fault. To be called only while there are records.</summary>
    public void HandleSuccess(ISocketOwner owner, in TransportTuple tuple)
    {
        if (owner.FindTransport(tuple) is { } transport)
        {
            context.Faults.HandleSuccess(transport);
        }
    }

    private void Charge(Timestamp now, TransportCore? transport, IDatagramSink sink)
    {
        if (transport is { IsClosed: false } && context.Faults.IsTooMany(now, transport))
        {
            context.Faults.CountClosedTransport();
            RaiseFailed(transport);
            context.Faults.Run(now, FaultKind.Close, transport.Id, () => transport.Close(now, sink));
        }
    }

    /// <summary>
    /// Raises the states first, which every application handles. An application that gets no event for a closed transport, as behind
    /// mediasoup's channel, gets the closing of its consumers with their producers; other applications have closed them by then.
    /// </summary>
    private void RaiseFailed(TransportCore transport)
    {
        if (transport is WebRtcTransportCore)
        {
            context.Events.Enqueue(new DtlsStateEvent(transport.Id, DtlsState.Failed, null));
        }

        if (transport.Data.SctpState is not (null or SctpState.Closed or SctpState.Failed))
        {
            context.Events.Enqueue(new SctpStateEvent(transport.Id, SctpState.Failed, null));
        }

        context.Events.Enqueue(new TransportFailedEvent(transport.Id));
        foreach (string consumerId in transport.Media.Consumers.Keys)
        {
            context.Events.Enqueue(new ConsumerProducerClosedEvent(consumerId));
        }

        foreach (string dataConsumerId in transport.Data.Consumers.Keys)
        {
            context.Events.Enqueue(new DataConsumerProducerClosedEvent(dataConsumerId));
        }
    }
}
