using Tureen.Engine.Forwarding;
using Tureen.Engine.Transports;
using Tureen.WorkerProcess.Messages;

namespace Tureen.WorkerProcess.Dispatch;

/// <summary>The requests to a transport of any kind.</summary>
internal static class TransportRequests
{
    public static void SetMaxIncomingBitrate(TransportCore transport, in RequestContext context) =>
        transport.SetMaxIncomingBitrate(context.Now, context.Read(TransportMessages.ReadBitrate), context.Sink);

    public static void SetMaxOutgoingBitrate(TransportCore transport, in RequestContext context) =>
        transport.SetMaxOutgoingBitrate(context.Now, context.Read(TransportMessages.ReadBitrate), context.Sink);

    public static void SetMinOutgoingBitrate(TransportCore transport, in RequestContext context) =>
        transport.SetMinOutgoingBitrate(context.Now, context.Read(TransportMessages.ReadBitrate), context.Sink);

    public static void EnableTraceEvent(TransportCore transport, in RequestContext context) =>
        transport.TraceEventTypes = context.Read(TransportMessages.ReadTraceEvents);

    public static Answer Produce(TransportCore transport, in RequestContext context)
    {
        ProducerCore producer = transport.Produce(context.Now, context.Read(TransportMessages.ReadProduce));
        return new Answer(
            ResponseBody.TransportProduce, TransportMessages.WriteProduceResponse(context.Writer, producer.Type));
    }

    public static Answer Consume(TransportCore transport, in RequestContext context)
    {
        (string producerId, ConsumerCoreOptions options) = context.Read(TransportMessages.ReadConsume);
        ConsumerCore consumer = transport.Consume(context.Now, producerId, options, context.Sink);
        return new Answer(
            ResponseBody.TransportConsume, TransportMessages.WriteConsumeResponse(context.Writer, consumer));
    }

    public static Answer ProduceData(TransportCore transport, in RequestContext context)
    {
        DataProducerCore dataProducer =
            transport.ProduceData(context.Now, context.Read(TransportMessages.ReadProduceData), context.Sink);
        return DataProducerRequests.Dump(dataProducer, context);
    }

    public static Answer ConsumeData(TransportCore transport, in RequestContext context)
    {
        (string dataProducerId, DataConsumerCoreOptions options) = context.Read(TransportMessages.ReadConsumeData);
        return DataConsumerRequests.Dump(transport.ConsumeData(context.Now, dataProducerId, options, context.Sink), context);
    }

    public static void CloseProducer(TransportCore transport, in RequestContext context) => transport.Media.CloseProducer(
        context.Now, WorkerObjects.Find(transport.Media.Producers, context.Read(TransportMessages.ReadId), "Producer"), context.Sink);

    public static void CloseConsumer(TransportCore transport, in RequestContext context) => transport.Media.CloseConsumer(
        WorkerObjects.Find(transport.Media.Consumers, context.Read(TransportMessages.ReadId), "Consumer"));

    public static void CloseDataProducer(TransportCore transport, in RequestContext context) => transport.Data.CloseDataProducer(
        context.Now, WorkerObjects.Find(transport.Data.Producers, context.Read(TransportMessages.ReadId), "DataProducer"), context.Sink);

    public static void CloseDataConsumer(TransportCore transport, in RequestContext context) => transport.Data.CloseDataConsumer(
        context.Now, WorkerObjects.Find(transport.Data.Consumers, context.Read(TransportMessages.ReadId), "DataConsumer"), context.Sink);
}
