using Tureen.Testing.WorkerProcess;
using Tureen.Tests.WorkerProcess.Dispatch;
using Tureen.WorkerProcess.Messages;

namespace Tureen.Tests.Fuzz;

/// <summary>Requests as applications make them, damaged, to a whole worker: each is answered once or discarded.</summary>
public sealed class WorkerRequestFuzzTests
{
    private const int Inputs = 1_500;

    [Fact]
    public void Damaged_requests_are_answered_or_discarded()
    {
        var mutator = new WireMutator(0xF1A7, [.. Models()]);
        int count = FuzzInputs.Count(Inputs);
        using var scene = new DispatchScene();
        scene.Ask(RequestMethod.WorkerCreateRouter, "", static writer => SampleRequests.Id(writer, "router"));
        int answered = 0;
        for (int i = 0; i < count; i++)
        {
            scene.Handle(mutator.Next());
            List<MessageBody> sent = scene.TakeAll();
            Assert.True(sent.Count(static kind => kind == MessageBody.Response) <= 1);
            answered += sent.Contains(MessageBody.Response) ? 1 : 0;
        }

        Assert.InRange(answered, count / 20, count);
    }

    private static IEnumerable<byte[]> Models() =>
    [
        SampleRequests.Write(1, RequestMethod.WorkerDump, ""),
        SampleRequests.Write(1, RequestMethod.RouterCreateDirectTransport, "router", static writer => SampleRequests.DirectTransport(writer, "d")),
        SampleRequests.Write(1, RequestMethod.RouterCreatePlainTransport, "router", static writer => SampleRequests.PlainTransport(writer, "p")),
        SampleRequests.Write(1, RequestMethod.RouterCreatePipeTransport, "router", static writer => SampleRequests.PipeTransport(writer, "i")),
        SampleRequests.Write(1, RequestMethod.RouterCreateWebRtcTransport, "router", static writer => SampleRequests.WebRtcTransport(writer, "w")),
        SampleRequests.Write(1, RequestMethod.TransportProduce, "d", static writer => SampleRequests.Produce(writer, "a")),
        SampleRequests.Write(1, RequestMethod.TransportConsume, "d", static writer => SampleRequests.Consume(writer, "c", "a")),
        SampleRequests.Write(1, RequestMethod.TransportProduceData, "d", static writer => SampleRequests.ProduceData(writer, "m")),
        SampleRequests.Write(1, RequestMethod.TransportConsumeData, "d", static writer => SampleRequests.ConsumeData(writer, "n", "m")),
        SampleRequests.Write(1, RequestMethod.TransportCloseProducer, "d", static writer => SampleRequests.Id(writer, "a")),
        SampleRequests.Write(1, RequestMethod.RouterCloseTransport, "router", static writer => SampleRequests.Id(writer, "d")),
        SampleRequests.Write(1, RequestMethod.ProducerDump, "a"),
        SampleRequests.Write(1, RequestMethod.ConsumerDump, "c"),
        SampleRequests.WriteNotification(
            NotificationEvent.DataProducerSend, NotificationBody.DataProducerSend, "m", static writer => SampleRequests.SendMessage(writer, "Suppe")),
    ];
}
