using Tureen.Fuzz.Inputs;
using Tureen.Fuzz.Scenes;
using Tureen.Testing.WorkerProcess;
using Tureen.WorkerProcess.Channel;
using Tureen.WorkerProcess.Dispatch;
using Tureen.WorkerProcess.FlatBuffers;
using Tureen.WorkerProcess.Logging;
using Tureen.WorkerProcess.Messages;
using Tureen.WorkerProcess.Settings;

namespace Tureen.Fuzz.Targets;

/// <summary>Messages of an application to the worker program, with a whole worker behind them.</summary>
internal sealed class ChannelTarget : FuzzTarget
{
    private readonly FuzzWorker _worker = new();
    private readonly ChannelOutput _output = new(new DiscardingDescriptor());
    private readonly MessageDispatcher _dispatcher;

    public ChannelTarget()
    {
        WorkerArguments settings = WorkerArguments.Parse([]);
        var log = new ChannelLog(_output, settings.Log);
        var notifier = new EventNotifier(_output, log, _worker.Worker.Context.Log);
        _worker.OnEvent = notifier.Notify;
        _dispatcher = new MessageDispatcher(_worker.Worker, settings, ChannelSchema.Newest, _output, log, static () => { });
    }

    public override InputShape Shape => InputShape.Operations;

    public override IEnumerable<byte[]> Seeds
    {
        get
        {
            yield return OperationList.Write([.. Requests().Select(static message => new Operation(0, message))]);
            foreach (byte[] request in Requests())
            {
                yield return OperationList.Write([new Operation(0, request)]);
            }
        }
    }

    public override IReadOnlyList<byte[]> Tokens { get; } =
    [
        .. Enum.GetValues<RequestMethod>().Select(static method => new[] { (byte)method }),
        "router"u8.ToArray(), "d"u8.ToArray(), "a"u8.ToArray(), "m"u8.ToArray(),
    ];

    /// <summary>The dispatcher answers requests with what they throw; only what no code should throw is a fault.</summary>
    public override bool IsExpected(Exception exception) => !ProgrammingErrors.Contains(exception);

    public override void Dispose()
    {
        _worker.Dispose();
        base.Dispose();
    }

    protected override void Attack(byte[] input)
    {
        _worker.Begin();
        var reader = new OperationReader(input);
        while (reader.TryRead(out _, out ReadOnlySpan<byte> message))
        {
            BeginPacket();
            _dispatcher.Handle(_worker.Now, message, _worker);
            _worker.Advance(TimeSpan.Zero);
            _output.Flush();
            EndPacket();
        }

        _worker.End();
    }

    private static IEnumerable<byte[]> Requests() =>
    [
        SampleRequests.Write(1, RequestMethod.WorkerDump, ""),
        SampleRequests.Write(1, RequestMethod.WorkerCreateRouter, "", static writer => SampleRequests.Id(writer, "other")),
        SampleRequests.Write(1, RequestMethod.RouterCreateDirectTransport, "router", static writer => SampleRequests.DirectTransport(writer, "d")),
        SampleRequests.Write(1, RequestMethod.RouterCreatePlainTransport, "router", static writer => SampleRequests.PlainTransport(writer, "p")),
        SampleRequests.Write(1, RequestMethod.RouterCreatePipeTransport, "router", static writer => SampleRequests.PipeTransport(writer, "i")),
        SampleRequests.Write(1, RequestMethod.RouterCreateWebRtcTransport, "router", static writer => SampleRequests.WebRtcTransport(writer, "w")),
        SampleRequests.Write(1, RequestMethod.TransportProduce, "d", static writer => SampleRequests.Produce(writer, "a")),
        SampleRequests.Write(1, RequestMethod.TransportConsume, "d", static writer => SampleRequests.Consume(writer, "c", "a")),
        SampleRequests.Write(1, RequestMethod.TransportProduceData, "d", static writer => SampleRequests.ProduceData(writer, "m")),
        SampleRequests.Write(1, RequestMethod.TransportConsumeData, "d", static writer => SampleRequests.ConsumeData(writer, "n", "m")),
        SampleRequests.WriteNotification(
            NotificationEvent.DataProducerSend, NotificationBody.DataProducerSend, "m", static writer => SampleRequests.SendMessage(writer, "Suppe")),
        SampleRequests.Write(1, RequestMethod.ProducerDump, "a"),
        SampleRequests.Write(1, RequestMethod.ConsumerDump, "c"),
        SampleRequests.Write(1, RequestMethod.TransportDump, "w"),
        SampleRequests.Write(1, RequestMethod.TransportGetStats, "d"),
        SampleRequests.Write(1, RequestMethod.RouterDump, "router"),
        SampleRequests.Write(1, RequestMethod.TransportCloseProducer, "d", static writer => SampleRequests.Id(writer, "a")),
        SampleRequests.Write(1, RequestMethod.RouterCloseTransport, "router", static writer => SampleRequests.Id(writer, "d")),
    ];
}
