using System.Buffers;
using Tureen.Engine.DataChannels;
using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;
using Tureen.Engine.Routing;
using Tureen.Engine.Transports;
using Tureen.WorkerProcess.FlatBuffers;
using Tureen.WorkerProcess.Messages;

namespace Tureen.WorkerProcess.Dispatch;

/// <summary>Passes the notifications of the application to their objects; all of them are about direct transports.</summary>
internal sealed class NotificationRouter(WorkerCore worker, WorkerObjects objects)
{
    /// <exception cref="MediasoupException">There is no such object, or the notification is malformed.</exception>
    public void Handle(Timestamp now, IncomingNotification notification, FlatReading reading, IDatagramSink sink)
    {
        ThrowIfMalformed(reading);
        switch (notification.Event)
        {
            case NotificationEvent.TransportSendRtcp:
                SendRtcp(now, notification, reading, sink);
                break;
            case NotificationEvent.ProducerSend:
                SendRtp(now, notification, reading, sink);
                break;
            case NotificationEvent.DataProducerSend:
                SendMessage(now, notification, reading, sink);
                break;
            default:
                throw new MediasoupException($"unknown event '{notification.Event}'");
        }
    }

    private static void ThrowIfMalformed(FlatReading reading)
    {
        if (reading.IsFaulty)
        {
            throw new MediasoupTypeException($"malformed notification: {reading.Fault}");
        }
    }

    private static NotFoundException NotFound(IncomingNotification notification) =>
        new($"Channel notification handler with ID {notification.HandlerId} not found [event:{notification.Event}]");

    private void SendRtcp(Timestamp now, IncomingNotification notification, FlatReading reading, IDatagramSink sink)
    {
        ReadOnlySpan<byte> packet = TransportMessages.ReadRtcp(notification.Body);
        ThrowIfMalformed(reading);
        if (objects.FindTransport(notification.HandlerId) is not DirectTransportCore transport)
        {
            throw NotFound(notification);
        }

        transport.HandleInjectedRtcp(now, packet, sink);
    }

    private void SendRtp(Timestamp now, IncomingNotification notification, FlatReading reading, IDatagramSink sink)
    {
        ReadOnlySpan<byte> packet = ProducerMessages.ReadPacket(notification.Body);
        ThrowIfMalformed(reading);
        (DirectTransportCore transport, ProducerCore producer) = FindProducer(notification);

        // The engine changes packets in place, and the message must stay as it is.
        byte[] copy = ArrayPool<byte>.Shared.Rent(packet.Length);
        packet.CopyTo(copy);
        transport.HandleProducerRtp(now, producer, copy.AsSpan(0, packet.Length), sink);
        ArrayPool<byte>.Shared.Return(copy);
    }

    private void SendMessage(Timestamp now, IncomingNotification notification, FlatReading reading, IDatagramSink sink)
    {
        FlatTable body = notification.Body;
        (ushort[] subchannels, ushort? required, ushort? ignored) = DataProducerMessages.ReadSubchannels(body);
        var message = new DataMessage
        {
            Ppid = DataProducerMessages.ReadPpid(body),
            Payload = DataProducerMessages.ReadPayload(body),
            Subchannels = subchannels,
            RequiredSubchannel = required,
            IgnoredSubchannel = ignored,
        };
        ThrowIfMalformed(reading);
        (DirectTransportCore transport, DataProducerCore producer) = FindDataProducer(notification);
        if (message.Payload.Length > transport.Data.Options.MaxReceiveMessageSize)
        {
            throw new MediasoupException($"message exceeds the maxReceiveMessageSize of the transport [dataProducerId:{producer.Id}]");
        }

        transport.HandleProducerMessage(now, producer, message, sink);
    }

    private (DirectTransportCore Transport, ProducerCore Producer) FindProducer(IncomingNotification notification)
    {
        foreach (TransportCore transport in Transports(notification, static (router, id) => router.FindProducer(id) is not null))
        {
            if (transport is DirectTransportCore direct && direct.Media.Producers.TryGetValue(notification.HandlerId, out ProducerCore? producer))
            {
                return (direct, producer);
            }
        }

        throw NotFound(notification);
    }

    private (DirectTransportCore Transport, DataProducerCore Producer) FindDataProducer(IncomingNotification notification)
    {
        foreach (TransportCore transport in Transports(notification, static (router, id) => router.FindDataProducer(id) is not null))
        {
            if (transport is DirectTransportCore direct
                && direct.Data.Producers.TryGetValue(notification.HandlerId, out DataProducerCore? producer))
            {
                return (direct, producer);
            }
        }

        throw NotFound(notification);
    }

    /// <summary>The transports of the router that has the object.</summary>
    private IEnumerable<TransportCore> Transports(IncomingNotification notification, Func<RouterCore, string, bool> has)
    {
        string id = notification.HandlerId;
        return worker.Routers.Values.Where(router => has(router, id)).SelectMany(static router => router.Transports.Values);
    }
}
