using Tureen.Testing.WorkerProcess;
using Tureen.WorkerProcess.FlatBuffers;
using Tureen.WorkerProcess.Messages;

namespace Tureen.Tests.WorkerProcess.Dispatch;

public sealed class MessageDispatcherTests : IDisposable
{
    private const string Router = "router";
    private const string Transport = "transport";

    private readonly DispatchScene _scene = new();

    public MessageDispatcherTests()
    {
        _scene.Ask(RequestMethod.WorkerCreateRouter, "", static writer => SampleRequests.Id(writer, Router));
    }

    [Fact]
    public void A_packet_that_is_sent_directly_comes_out_of_a_consumer_directly()
    {
        CreateDirect();
        _scene.Ask(RequestMethod.TransportProduce, Transport, static writer => SampleRequests.Produce(writer, "producer"));
        _scene.Ask(RequestMethod.TransportConsume, Transport, static writer => SampleRequests.Consume(writer, "consumer", "producer"));
        byte[] packet = [0x80, 111, 0, 1, 0, 0, 0, 1, 0, 0, (byte)(SampleRequests.Ssrc >> 8), (byte)(SampleRequests.Ssrc & 0xFF), 1, 2, 3];

        _scene.Notify(NotificationEvent.ProducerSend, NotificationBody.ProducerSend, "producer", writer =>
        {
            writer.Begin();
            writer.Bytes(0, packet);
            return writer.End();
        });

        ReadOnlySpan<byte> sent = _scene.TakeNotification(NotificationEvent.ConsumerRtp).Bytes(0);
        Assert.Equal(100, sent[1] & 0x7F);
        Assert.Equal([1, 2, 3], sent[^3..].ToArray());
    }

    [Fact]
    public void A_message_that_is_sent_directly_comes_out_of_a_data_consumer_directly()
    {
        CreateDirect();
        _scene.Ask(RequestMethod.TransportProduceData, Transport, static writer => SampleRequests.ProduceData(writer, "producer"));
        FlatTable dump = _scene.Ask(
            RequestMethod.TransportConsumeData, Transport, static writer => SampleRequests.ConsumeData(writer, "consumer", "producer"));
        Assert.Equal([(ushort)1, 2], dump.UInt16s(10));

        _scene.Notify(
            NotificationEvent.DataProducerSend,
            NotificationBody.DataProducerSend,
            "producer",
            static writer => SampleRequests.SendMessage(writer, "Suppe"));

        FlatTable message = _scene.TakeNotification(NotificationEvent.DataConsumerMessage);
        Assert.Equal(51u, message.UInt32(0));
        Assert.Equal("Suppe"u8.ToArray(), message.Bytes(1).ToArray());
    }

    [Fact]
    public void A_plain_transport_describes_where_it_listens()
    {
        FlatTable dump = _scene.Ask(
            RequestMethod.RouterCreatePlainTransport, Router, static writer => SampleRequests.PlainTransport(writer, Transport, suite: 2));

        FlatTable tuple = dump.RequiredTable(3);
        Assert.Equal("9.9.9.9", tuple.String(0));
        Assert.NotEqual(0, tuple.UInt16(1));
        Assert.Equal(2, dump.RequiredTable(5).UInt8(0));
        Assert.Equal(1000u, dump.RequiredTable(0).UInt32(10));
    }

    [Fact]
    public void An_id_names_one_producer_in_the_whole_worker()
    {
        CreateDirect();
        _scene.Ask(RequestMethod.WorkerCreateRouter, "", static writer => SampleRequests.Id(writer, "other"));
        _scene.Ask(RequestMethod.RouterCreateDirectTransport, "other", static writer => SampleRequests.DirectTransport(writer, "there"));
        _scene.Ask(RequestMethod.TransportProduce, Transport, static writer => SampleRequests.Produce(writer, "producer"));
        _scene.Ask(RequestMethod.TransportProduceData, Transport, static writer => SampleRequests.ProduceData(writer, "data"));

        Assert.Equal("Error", _scene.AskInVain(RequestMethod.TransportProduce, "there", static writer => SampleRequests.Produce(writer, "producer")).Error);
        Assert.Equal("Error", _scene.AskInVain(RequestMethod.TransportProduceData, "there", static writer => SampleRequests.ProduceData(writer, "data")).Error);
    }

    [Fact]
    public void What_is_not_there_is_not_found()
    {
        Assert.Equal("NotFoundError", _scene.AskInVain(RequestMethod.ProducerDump, "nobody").Error);
        Assert.Equal("NotFoundError", _scene.AskInVain(RequestMethod.RtpObserverPause, "nobody").Error);
        Assert.Equal(
            "NotFoundError",
            _scene.AskInVain(RequestMethod.RouterCloseTransport, Router, static writer => SampleRequests.Id(writer, "nobody")).Error);
    }

    [Fact]
    public void A_wrong_address_is_a_type_error()
    {
        (string? error, string? reason) = _scene.AskInVain(
            RequestMethod.RouterCreatePlainTransport, Router, static writer => SampleRequests.DirectTransport(writer, Transport));

        Assert.Equal("TypeError", error);
        Assert.Contains("missing", reason, StringComparison.Ordinal);
    }

    public void Dispose() => _scene.Dispose();

    private void CreateDirect() =>
        _scene.Ask(RequestMethod.RouterCreateDirectTransport, Router, static writer => SampleRequests.DirectTransport(writer, Transport));
}
