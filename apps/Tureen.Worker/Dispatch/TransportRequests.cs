using Tureen.Engine.Forwarding;
using Tureen.Engine.Transports;
using Tureen.WorkerProcess.Messages;

namespace Tureen.WorkerProcess.Dispatch;

/// <summary>The requests to a transport.</summary>
internal static class TransportRequests
{
    public static Answer Handle(TransportCore transport, in RequestContext context)
    {
        switch (context.Method)
        {
            case RequestMethod.TransportDump:
                return TransportReports.Dump(transport, context.Writer);
            case RequestMethod.TransportGetStats:
                return TransportReports.GetStats(transport, context);
            case RequestMethod.TransportSetMaxIncomingBitrate:
                transport.SetMaxIncomingBitrate(context.Now, context.Read(TransportMessages.ReadBitrate), context.Sink);
                return Answer.Done;
            case RequestMethod.TransportSetMaxOutgoingBitrate:
                transport.SetMaxOutgoingBitrate(context.Now, context.Read(TransportMessages.ReadBitrate), context.Sink);
                return Answer.Done;
            case RequestMethod.TransportSetMinOutgoingBitrate:
                transport.SetMinOutgoingBitrate(context.Now, context.Read(TransportMessages.ReadBitrate), context.Sink);
                return Answer.Done;
            case RequestMethod.TransportEnableTraceEvent:
                transport.TraceEventTypes = context.Read(TransportMessages.ReadTraceEvents);
                return Answer.Done;
            case RequestMethod.TransportRestartIce when transport is WebRtcTransportCore webRtc:
                return new Answer(
                    ResponseBody.TransportRestartIce,
                    TransportMessages.WriteRestartIceResponse(context.Writer, webRtc.RestartIce(context.Now, context.Sink)));
            case RequestMethod.WebRtcTransportConnect when transport is WebRtcTransportCore webRtc:
                return new Answer(
                    ResponseBody.WebRtcTransportConnect,
                    WebRtcTransportMessages.WriteConnectResponse(
                        context.Writer,
                        webRtc.Connect(context.Now, context.Read(WebRtcTransportMessages.ReadConnect), context.Sink)));
            case RequestMethod.PlainTransportConnect or RequestMethod.PipeTransportConnect:
                return SignaledTransportRequests.Handle(transport, context);
            default:
                return HandleMedia(transport, context);
        }
    }

    private static Answer HandleMedia(TransportCore transport, in RequestContext context)
    {
        switch (context.Method)
        {
            case RequestMethod.TransportProduce:
                ProducerCore producer = transport.Produce(context.Now, context.Read(TransportMessages.ReadProduce));
                return new Answer(
                    ResponseBody.TransportProduce, TransportMessages.WriteProduceResponse(context.Writer, producer.Type));
            case RequestMethod.TransportConsume:
                (string producerId, ConsumerCoreOptions options) = context.Read(TransportMessages.ReadConsume);
                ConsumerCore consumer = transport.Consume(context.Now, producerId, options, context.Sink);
                return new Answer(
                    ResponseBody.TransportConsume, TransportMessages.WriteConsumeResponse(context.Writer, consumer));
            case RequestMethod.TransportProduceData:
                DataProducerCore dataProducer =
                    transport.ProduceData(context.Now, context.Read(TransportMessages.ReadProduceData), context.Sink);
                return new Answer(
                    ResponseBody.DataProducerDump, DataProducerMessages.WriteDump(context.Writer, dataProducer.Dump()));
            case RequestMethod.TransportConsumeData:
                (string dataProducerId, DataConsumerCoreOptions dataOptions) = context.Read(TransportMessages.ReadConsumeData);
                DataConsumerCore dataConsumer = transport.ConsumeData(context.Now, dataProducerId, dataOptions, context.Sink);
                return new Answer(
                    ResponseBody.DataConsumerDump, DataConsumerMessages.WriteDump(context.Writer, dataConsumer.Dump()));
            default:
                return Close(transport, context);
        }
    }

    private static Answer Close(TransportCore transport, in RequestContext context)
    {
        string id = context.Read(TransportMessages.ReadId);
        switch (context.Method)
        {
            case RequestMethod.TransportCloseProducer:
                transport.Media.CloseProducer(context.Now, Find(transport.Media.Producers, id, "Producer"), context.Sink);
                break;
            case RequestMethod.TransportCloseConsumer:
                transport.Media.CloseConsumer(Find(transport.Media.Consumers, id, "Consumer"));
                break;
            case RequestMethod.TransportCloseDataProducer:
                transport.Data.CloseDataProducer(context.Now, Find(transport.Data.Producers, id, "DataProducer"), context.Sink);
                break;
            case RequestMethod.TransportCloseDataConsumer:
                transport.Data.CloseDataConsumer(context.Now, Find(transport.Data.Consumers, id, "DataConsumer"), context.Sink);
                break;
            default:
                return context.Unknown();
        }

        return Answer.Done;
    }

    private static T Find<T>(IReadOnlyDictionary<string, T> objects, string id, string kind) =>
        objects.TryGetValue(id, out T? found) ? found : throw new NotFoundException($"{kind} not found [id:{id}]");
}
