using Tureen.Engine.Forwarding;
using Tureen.Engine.Routing;
using Tureen.Engine.Transports;
using Tureen.WorkerProcess.Messages;

namespace Tureen.WorkerProcess.Dispatch;

/// <summary>One row for each request: the body that it must have, the object that it is for, and what runs it.</summary>
internal static class RequestTable
{
    private static readonly RequestRow?[] Rows = CreateRows();

    /// <summary>The body that a request must have; none for an unknown method.</summary>
    public static RequestBody BodyOf(RequestMethod method) => Rows[(int)method]?.Body ?? RequestBody.None;

    /// <exception cref="MediasoupException">There is no such method or object, or the request cannot be granted.</exception>
    public static Answer Run(WorkerObjects objects, in RequestContext context) =>
        Rows[(int)context.Method] is { } row ? row.Run(objects, context) : throw context.Unknown();

    private static RequestRow?[] CreateRows()
    {
        var rows = new RequestRow?[byte.MaxValue + 1];
        AddWorker(new(rows, static (objects, in _) => objects.Worker));
        new RequestGroup<WebRtcServerCore>(rows, static (objects, in context) => objects.WebRtcServer(context))
            .Ask(RequestMethod.WebRtcServerDump, WebRtcServerRequests.Dump);
        AddRouter(new(rows, static (objects, in context) => objects.Router(context)));
        new RequestGroup<WorkerObjects>(rows, static (objects, in _) => objects).Ask(
            RequestMethod.RouterCreateWebRtcTransportWithServer, RequestBody.RouterCreateWebRtcTransport, RouterRequests.CreateWebRtcTransportWithServer);
        AddTransport(new(rows, static (objects, in context) => objects.Transport(context)));
        AddTransportMedia(new(rows, static (objects, in context) => objects.Transport(context)));
        new RequestGroup<WebRtcTransportCore>(rows, static (objects, in context) => objects.Transport<WebRtcTransportCore>(context))
            .Ask(RequestMethod.TransportRestartIce, TransportConnectRequests.RestartIce)
            .Ask(RequestMethod.WebRtcTransportConnect, RequestBody.WebRtcTransportConnect, TransportConnectRequests.Connect);
        new RequestGroup<PlainTransportCore>(rows, static (objects, in context) => objects.Transport<PlainTransportCore>(context))
            .Ask(RequestMethod.PlainTransportConnect, RequestBody.PlainTransportConnect, TransportConnectRequests.Connect);
        new RequestGroup<PipeTransportCore>(rows, static (objects, in context) => objects.Transport<PipeTransportCore>(context))
            .Ask(RequestMethod.PipeTransportConnect, RequestBody.PipeTransportConnect, TransportConnectRequests.Connect);
        AddProducer(new(rows, static (objects, in context) => objects.Producer(context)));
        AddConsumer(new(rows, static (objects, in context) => objects.Consumer(context)));
        AddDataProducer(new(rows, static (objects, in context) => objects.DataProducer(context)));
        AddDataConsumer(new(rows, static (objects, in context) => objects.DataConsumer(context)));
        AddRtpObserver(new(rows, static (objects, in context) => objects.RtpObserver(context)));
        return rows;
    }

    private static void AddWorker(RequestGroup<WorkerRequests> on) => on
        .Ask(RequestMethod.WorkerDump, static (worker, in context) => worker.Dump(context))
        .Ask(RequestMethod.WorkerGetResourceUsage, static (_, in context) => WorkerRequests.GetResourceUsage(context))
        .Do(RequestMethod.WorkerUpdateSettings, RequestBody.WorkerUpdateSettings, static (worker, in context) => worker.UpdateSettings(context))
        .Do(RequestMethod.WorkerCreateWebRtcServer, RequestBody.WorkerCreateWebRtcServer, static (worker, in context) => worker.CreateWebRtcServer(context))
        .Do(RequestMethod.WorkerWebRtcServerClose, RequestBody.WorkerCloseWebRtcServer, static (worker, in context) => worker.CloseWebRtcServer(context))
        .Do(RequestMethod.WorkerCreateRouter, RequestBody.WorkerCreateRouter, static (worker, in context) => worker.CreateRouter(context))
        .Do(RequestMethod.WorkerCloseRouter, RequestBody.WorkerCloseRouter, static (worker, in context) => worker.CloseRouter(context));

    private static void AddRouter(RequestGroup<RouterCore> on) => on
        .Ask(RequestMethod.RouterDump, RouterRequests.Dump)
        .Ask(RequestMethod.RouterCreateWebRtcTransport, RequestBody.RouterCreateWebRtcTransport, RouterRequests.CreateWebRtcTransport)
        .Ask(RequestMethod.RouterCreatePlainTransport, RequestBody.RouterCreatePlainTransport, RouterRequests.CreatePlainTransport)
        .Ask(RequestMethod.RouterCreatePipeTransport, RequestBody.RouterCreatePipeTransport, RouterRequests.CreatePipeTransport)
        .Ask(RequestMethod.RouterCreateDirectTransport, RequestBody.RouterCreateDirectTransport, RouterRequests.CreateDirectTransport)
        .Do(RequestMethod.RouterCloseTransport, RequestBody.RouterCloseTransport, RouterRequests.CloseTransport)
        .Do(RequestMethod.RouterCreateActiveSpeakerObserver, RequestBody.RouterCreateActiveSpeakerObserver, RtpObserverRequests.CreateActiveSpeaker)
        .Do(RequestMethod.RouterCreateAudioLevelObserver, RequestBody.RouterCreateAudioLevelObserver, RtpObserverRequests.CreateAudioLevel)
        .Do(RequestMethod.RouterCloseRtpObserver, RequestBody.RouterCloseRtpObserver, RtpObserverRequests.Close);

    private static void AddTransport(RequestGroup<TransportCore> on) => on
        .Ask(RequestMethod.TransportDump, static (transport, in context) => TransportReports.Dump(transport, context.Writer))
        .Ask(RequestMethod.TransportGetStats, TransportReports.GetStats)
        .Do(RequestMethod.TransportSetMaxIncomingBitrate, RequestBody.TransportSetMaxIncomingBitrate, TransportRequests.SetMaxIncomingBitrate)
        .Do(RequestMethod.TransportSetMaxOutgoingBitrate, RequestBody.TransportSetMaxOutgoingBitrate, TransportRequests.SetMaxOutgoingBitrate)
        .Do(RequestMethod.TransportSetMinOutgoingBitrate, RequestBody.TransportSetMinOutgoingBitrate, TransportRequests.SetMinOutgoingBitrate)
        .Do(RequestMethod.TransportEnableTraceEvent, RequestBody.TransportEnableTraceEvent, TransportRequests.EnableTraceEvent);

    private static void AddTransportMedia(RequestGroup<TransportCore> on) => on
        .Ask(RequestMethod.TransportProduce, RequestBody.TransportProduce, TransportRequests.Produce)
        .Ask(RequestMethod.TransportConsume, RequestBody.TransportConsume, TransportRequests.Consume)
        .Ask(RequestMethod.TransportProduceData, RequestBody.TransportProduceData, TransportRequests.ProduceData)
        .Ask(RequestMethod.TransportConsumeData, RequestBody.TransportConsumeData, TransportRequests.ConsumeData)
        .Do(RequestMethod.TransportCloseProducer, RequestBody.TransportCloseProducer, TransportRequests.CloseProducer)
        .Do(RequestMethod.TransportCloseConsumer, RequestBody.TransportCloseConsumer, TransportRequests.CloseConsumer)
        .Do(RequestMethod.TransportCloseDataProducer, RequestBody.TransportCloseDataProducer, TransportRequests.CloseDataProducer)
        .Do(RequestMethod.TransportCloseDataConsumer, RequestBody.TransportCloseDataConsumer, TransportRequests.CloseDataConsumer);

    private static void AddProducer(RequestGroup<ProducerCore> on) => on
        .Ask(RequestMethod.ProducerDump, ProducerRequests.Dump)
        .Ask(RequestMethod.ProducerGetStats, ProducerRequests.GetStats)
        .Do(RequestMethod.ProducerPause, static (producer, in _) => producer.Pause())
        .Do(RequestMethod.ProducerResume, static (producer, in context) => producer.Resume(context.Now, context.Sink))
        .Do(RequestMethod.ProducerEnableTraceEvent, RequestBody.ProducerEnableTraceEvent, ProducerRequests.EnableTraceEvent);

    private static void AddConsumer(RequestGroup<ConsumerCore> on) => on
        .Ask(RequestMethod.ConsumerDump, ConsumerRequests.Dump)
        .Ask(RequestMethod.ConsumerGetStats, ConsumerRequests.GetStats)
        .Do(RequestMethod.ConsumerPause, static (consumer, in _) => consumer.Pause())
        .Do(RequestMethod.ConsumerResume, static (consumer, in context) => consumer.Resume(context.Now, context.Sink))
        .Ask(RequestMethod.ConsumerSetPreferredLayers, RequestBody.ConsumerSetPreferredLayers, ConsumerRequests.SetPreferredLayers)
        .Ask(RequestMethod.ConsumerSetPriority, RequestBody.ConsumerSetPriority, ConsumerRequests.SetPriority)
        .Do(RequestMethod.ConsumerRequestKeyFrame, static (consumer, in context) => consumer.RequestKeyFrame(context.Now, context.Sink))
        .Do(RequestMethod.ConsumerEnableTraceEvent, RequestBody.ConsumerEnableTraceEvent, ConsumerRequests.EnableTraceEvent);

    private static void AddDataProducer(RequestGroup<DataProducerCore> on) => on
        .Ask(RequestMethod.DataProducerDump, DataProducerRequests.Dump)
        .Ask(RequestMethod.DataProducerGetStats, DataProducerRequests.GetStats)
        .Do(RequestMethod.DataProducerPause, static (producer, in _) => producer.Pause())
        .Do(RequestMethod.DataProducerResume, static (producer, in _) => producer.Resume());

    private static void AddDataConsumer(RequestGroup<DataConsumerCore> on) => on
        .Ask(RequestMethod.DataConsumerDump, DataConsumerRequests.Dump)
        .Ask(RequestMethod.DataConsumerGetStats, DataConsumerRequests.GetStats)
        .Do(RequestMethod.DataConsumerPause, static (consumer, in _) => consumer.Pause())
        .Do(RequestMethod.DataConsumerResume, static (consumer, in _) => consumer.Resume())
        .Ask(RequestMethod.DataConsumerGetBufferedAmount, DataConsumerRequests.GetBufferedAmount)
        .Do(
            RequestMethod.DataConsumerSetBufferedAmountLowThreshold,
            RequestBody.DataConsumerSetBufferedAmountLowThreshold,
            DataConsumerRequests.SetBufferedAmountLowThreshold)
        .Ask(RequestMethod.DataConsumerSend, RequestBody.DataConsumerSend, DataConsumerRequests.Send)
        .Ask(RequestMethod.DataConsumerSetSubchannels, RequestBody.DataConsumerSetSubchannels, DataConsumerRequests.SetSubchannels)
        .Ask(RequestMethod.DataConsumerAddSubchannel, RequestBody.DataConsumerAddSubchannel, DataConsumerRequests.AddSubchannel)
        .Ask(RequestMethod.DataConsumerRemoveSubchannel, RequestBody.DataConsumerRemoveSubchannel, DataConsumerRequests.RemoveSubchannel);

    private static void AddRtpObserver(RequestGroup<ObserverOfRouter> on) => on
        .Do(RequestMethod.RtpObserverPause, static (target, in _) => target.Observer.Pause())
        .Do(RequestMethod.RtpObserverResume, static (target, in context) => target.Observer.Resume(context.Now))
        .Do(RequestMethod.RtpObserverAddProducer, RequestBody.RtpObserverAddProducer, RtpObserverRequests.AddProducer)
        .Do(RequestMethod.RtpObserverRemoveProducer, RequestBody.RtpObserverRemoveProducer, RtpObserverRequests.RemoveProducer);
}
