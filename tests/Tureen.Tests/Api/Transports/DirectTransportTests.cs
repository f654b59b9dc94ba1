using System.Text;

namespace Tureen.Tests.Api.Transports;

public sealed class DirectTransportTests
{
    [Fact]
    public async Task G01_A_direct_transport_is_made()
    {
        await using Scene scene = await Scene.CreateAsync();
        var seen = new List<Transport>();
        scene.Router.Observer.OnNewTransport += seen.Add;
        DirectTransport transport = await scene.Router.CreateDirectTransportAsync(
            new() { MaxSendMessageSize = 1024, MaxReceiveMessageSize = 1024, AppData = new() { ["foo"] = "bar" } });
        DirectTransportDump dump = await transport.DumpAsync();

        Assert.Single(seen, transport);
        Assert.Equal((TransportType.Direct, "bar", false), (transport.Type, transport.AppData["foo"], transport.Closed));
        Assert.Equal((transport.Id, 1024, 1024), (dump.Id, dump.MaxSendMessageSize, dump.MaxReceiveMessageSize));
        Assert.Empty(dump.ProducerIds);
        Assert.Empty(dump.ConsumerIds);
        Assert.Empty(dump.DataProducerIds);
        Assert.Empty(dump.DataConsumerIds);
        Assert.Empty(dump.RtpListener.SsrcTable);
        Assert.Null(dump.SctpParameters);
        await Assert.ThrowsAsync<MediasoupTypeException>(
            () => scene.Router.CreateDirectTransportAsync(new() { MaxSendMessageSize = -2000 }));
        Assert.Equal(262_144, (await (await scene.Router.CreateDirectTransportAsync()).DumpAsync()).MaxSendMessageSize);
    }

    [Fact]
    public async Task G02_G03_Statistics_begin_with_zeros_and_connecting_does_nothing()
    {
        await using Scene scene = await Scene.CreateAsync();
        DirectTransport transport = await scene.Router.CreateDirectTransportAsync();
        await transport.ConnectAsync();
        DirectTransportStats stats = Assert.Single(await transport.GetStatsAsync());

        Assert.Equal(("direct-transport", transport.Id), (stats.Type, stats.TransportId));
        Assert.Equal(
            new DirectTransportStats { TransportId = transport.Id, Timestamp = stats.Timestamp }, stats);
        await Assert.ThrowsAsync<UnsupportedException>(() => transport.SetMaxIncomingBitrateAsync(100_000));
        await Assert.ThrowsAsync<UnsupportedException>(() => transport.SetMaxOutgoingBitrateAsync(100_000));
        await Assert.ThrowsAsync<UnsupportedException>(() => transport.SetMinOutgoingBitrateAsync(100_000));
    }

    [Fact]
    public async Task G04_Two_hundred_messages_are_sent_while_both_ends_are_paused_now_and_then()
    {
        await using Scene scene = await Scene.CreateAsync();
        DirectTransport transport = await scene.Router.CreateDirectTransportAsync();
        DataProducer producer = await transport.ProduceDataAsync(new() { Label = "foo", Protocol = "bar" });
        DataConsumer consumer = await transport.ConsumeDataAsync(new() { DataProducerId = producer.Id });
        Assert.Equal((DataProducerType.Direct, DataConsumerType.Direct), (producer.Type, consumer.Type));
        var received = new List<DataConsumerMessage>();
        consumer.OnMessage += received.Add;
        long sentBytes = 0;
        long receivedBytes = 0;
        for (int id = 0; id < 200; id++)
        {
            await SwitchAt(id, producer, consumer);
            string text = id.ToString(System.Globalization.CultureInfo.InvariantCulture);
            sentBytes += text.Length;
            receivedBytes += IsPaused(id) ? 0 : text.Length;
            if (id < 100)
            {
                producer.Send(text);
            }
            else
            {
                producer.Send(Encoding.UTF8.GetBytes(text));
            }
        }

        await scene.SettleAsync();

        int[] expected = [.. Enumerable.Range(0, 200).Where(id => !IsPaused(id))];
        Assert.Equal(170, expected.Length);
        Assert.Equal(expected, received.Select(message => int.Parse(Encoding.UTF8.GetString(message.Data.Span), System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal(expected.Select(id => id < 100 ? 51u : 53u), received.Select(message => message.Ppid));
        Assert.Equal(("0", null), (received[0].Text, received[^1].Text));
        DataProducerStats produced = (await producer.GetStatsAsync())[0];
        Assert.Equal(("foo", "bar", 200, sentBytes), (produced.Label, produced.Protocol, produced.MessagesReceived, produced.BytesReceived));
        DataConsumerStats consumed = (await consumer.GetStatsAsync())[0];
        Assert.Equal(("foo", "bar", 170, receivedBytes), (consumed.Label, consumed.Protocol, consumed.MessagesSent, consumed.BytesSent));
    }

    [Fact]
    public async Task G05_Subchannels_select_the_receivers()
    {
        await using Scene scene = await Scene.CreateAsync();
        DirectTransport transport = await scene.Router.CreateDirectTransportAsync();
        DataProducer producer = await transport.ProduceDataAsync();
        DataConsumer first = await transport.ConsumeDataAsync(new() { DataProducerId = producer.Id, Subchannels = [1, 11, 666] });
        DataConsumer second = await transport.ConsumeDataAsync(new() { DataProducerId = producer.Id, Subchannels = [2, 22, 666] });
        var firstGot = new List<string?>();
        var secondGot = new List<string?>();
        first.OnMessage += message => firstGot.Add(message.Text);
        second.OnMessage += message => secondGot.Add(message.Text);
        producer.Send("both");
        producer.Send("both", subchannels: [1, 2]);
        producer.Send("both", subchannels: [11, 22, 33], requiredSubchannel: 666);
        producer.Send("none", subchannels: [3], requiredSubchannel: 666);
        producer.Send("none", subchannels: [666], requiredSubchannel: 3);
        producer.Send("dc1", subchannels: [1]);
        producer.Send("dc1", subchannels: [11], requiredSubchannel: 1);
        producer.Send("dc1", subchannels: [666], requiredSubchannel: 11);
        producer.Send("dc2", subchannels: [666], requiredSubchannel: 2);
        await second.AddSubchannelAsync(1);
        producer.Send("both", subchannels: [1], requiredSubchannel: 666);
        producer.Send("dc2", ignoredSubchannel: 11);
        await scene.SettleAsync();

        Assert.Equal(["both", "both", "both", "dc1", "dc1", "dc1", "both"], firstGot);
        Assert.Equal(["both", "both", "both", "dc2", "both", "dc2"], secondGot);
    }

    [Fact]
    public async Task Empty_messages_and_given_ppids_arrive_as_mediasoup_sends_them()
    {
        await using Scene scene = await Scene.CreateAsync();
        DirectTransport transport = await scene.Router.CreateDirectTransportAsync(new() { MaxReceiveMessageSize = 3 });
        DataProducer producer = await transport.ProduceDataAsync(new() { SctpStreamParameters = new() { StreamId = 1 } });
        Assert.Null(producer.SctpStreamParameters);
        DataConsumer consumer = await transport.ConsumeDataAsync(new() { DataProducerId = producer.Id });
        var received = new List<(string Bytes, uint Ppid)>();
        consumer.OnMessage += message => received.Add((Convert.ToHexString(message.Data.Span), message.Ppid));
        producer.Send(string.Empty);
        producer.Send(ReadOnlySpan<byte>.Empty);
        producer.Send("ab", ppid: 53);
        producer.Send("ab", ppid: 56);
        await scene.SettleAsync();

        Assert.Equal([("20", 56), ("00", 57), ("6162", 53), ("20", 56)], received);
        Assert.Throws<MediasoupTypeException>(() => producer.Send((string)null!));
    }

    [Fact]
    public async Task A_message_too_long_is_an_error_that_names_the_limit_and_is_counted()
    {
        await using Scene scene = await Scene.CreateAsync();
        DirectTransport transport = await scene.Router.CreateDirectTransportAsync();
        DataProducer producer = await transport.ProduceDataAsync();
        long before = await DroppedAsync(scene);

        MediasoupTypeException error = Assert.Throws<MediasoupTypeException>(() => producer.Send(new byte[300_000]));
        Assert.Throws<MediasoupTypeException>(() => producer.Send(new string('x', 300_000)));
        producer.Send(new byte[262_144]);

        Assert.Equal("a message of 300000 bytes exceeds the maxReceiveMessageSize of the transport, 262144", error.Message);
        Assert.Equal(before + 2, await DroppedAsync(scene));
        Assert.Equal(1, (await producer.GetStatsAsync())[0].MessagesReceived);
    }

    [Fact]
    public async Task Nothing_is_raised_after_a_close()
    {
        await using Scene scene = await Scene.CreateAsync();
        DirectTransport transport = await scene.Router.CreateDirectTransportAsync();
        DataProducer producer = await transport.ProduceDataAsync();
        DataConsumer consumer = await transport.ConsumeDataAsync(new() { DataProducerId = producer.Id });
        int received = 0;
        consumer.OnMessage += _ => received++;
        consumer.Close();
        producer.Send("x");
        await scene.SettleAsync();
        producer.Close();
        producer.Send("x");
        transport.Close();
        transport.SendRtcp([1, 2, 3]);
        await scene.SettleAsync();

        Assert.Equal(0, received);
    }

    [Fact]
    public async Task G06_to_G08_What_is_closed_is_gone()
    {
        await using Scene scene = await Scene.CreateAsync();
        DirectTransport own = await scene.Router.CreateDirectTransportAsync();
        DirectTransport routers = await scene.Router.CreateDirectTransportAsync();
        Router other = await scene.Worker.CreateRouterAsync();
        DirectTransport workers = await other.CreateDirectTransportAsync();
        var events = new List<string>();
        routers.OnRouterClose += () => events.Add("routerclose");
        routers.Observer.OnClose += () => events.Add("close");
        own.Close();
        await Assert.ThrowsAsync<NotFoundException>(own.DumpAsync);
        await Assert.ThrowsAsync<NotFoundException>(own.GetStatsAsync);
        await Assert.ThrowsAsync<NotFoundException>(() => own.ProduceDataAsync());

        scene.Router.Close();
        await scene.SettleAsync();
        Assert.Equal(["routerclose", "close"], events);
        await Assert.ThrowsAsync<NotFoundException>(routers.DumpAsync);
        await Assert.ThrowsAsync<NotFoundException>(() => scene.Router.CreateDirectTransportAsync());

        scene.Worker.Close();
        await Assert.ThrowsAsync<WorkerClosedException>(workers.DumpAsync);
        Assert.True(workers.Closed);
    }

    private static bool IsPaused(int id) => id is (>= 10 and < 20) or (>= 40 and < 60);

    private static Task SwitchAt(int id, DataProducer producer, DataConsumer consumer) => id switch
    {
        10 => producer.PauseAsync(),
        20 => producer.ResumeAsync(),
        40 => consumer.PauseAsync(),
        60 => consumer.ResumeAsync(),
        _ => Task.CompletedTask,
    };

    private static Task<long> DroppedAsync(Scene scene) => scene.Worker.Channel.RequestAsync(
        (_, _) => scene.Worker.Core.Context.Drops[Tureen.Engine.Primitives.DropReason.DataTooLong]);
}
