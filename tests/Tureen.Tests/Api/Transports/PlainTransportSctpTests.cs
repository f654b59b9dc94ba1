using System.Collections.Concurrent;
using System.Text;

namespace Tureen.Tests.Api.Transports;

/// <summary>Messages over a plain transport that finds its peer by its packets.</summary>
public sealed class PlainTransportSctpTests
{
    private const int Messages = 200;
    private const int MaxStreams = 65_535;
    private const uint TextPpid = 51;
    private const uint BinaryPpid = 53;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Q01_The_association_is_established_with_all_streams()
    {
        await using Scene scene = await Scene.CreateAsync();
        (PlainTransport server, PlainTransport peer) = await ConnectAsync(scene);

        Assert.Equal((SctpState.Connected, SctpState.Connected), (server.SctpState, peer.SctpState));
        Assert.Equal(new SctpNegotiatedCapabilities(MaxStreams, MaxStreams), server.SctpNegotiatedCapabilities);
        Assert.Equal(server.SctpNegotiatedCapabilities, (await server.DumpAsync()).SctpNegotiatedCapabilities);
        Assert.Equal(peer.Tuple.LocalPort, server.Tuple.RemotePort);
    }

    [Fact]
    public async Task Q02_Ordered_messages_come_back_in_order_with_their_kinds()
    {
        await using Scene scene = await Scene.CreateAsync();
        (PlainTransport server, PlainTransport peer) = await ConnectAsync(scene);
        DirectTransport direct = await scene.Router.CreateDirectTransportAsync();

        // From the program to the peer's end, over SCTP to the server, back, and to the program.
        DataProducer source = await direct.ProduceDataAsync(new());
        DataConsumer outgoing = await peer.ConsumeDataAsync(new() { DataProducerId = source.Id });
        DataProducer received = await server.ProduceDataAsync(Ordered(outgoing.SctpStreamParameters!.StreamId));
        DataConsumer echo = await server.ConsumeDataAsync(new() { DataProducerId = received.Id });
        DataProducer returned = await peer.ProduceDataAsync(Ordered(echo.SctpStreamParameters!.StreamId));
        DataConsumer sink = await direct.ConsumeDataAsync(new() { DataProducerId = returned.Id });
        ConcurrentQueue<string> heard = [];
        sink.OnMessage += message => heard.Enqueue($"{message.Ppid} {Encoding.UTF8.GetString(message.Data.Span)}");
        Assert.Equal(0, echo.SctpStreamParameters.StreamId);

        for (int number = 0; number < Messages; number++)
        {
            if (number % 2 == 0)
            {
                source.Send($"{number}");
            }
            else
            {
                source.Send(Encoding.UTF8.GetBytes($"{number}"));
            }
        }

        await WaitAsync(() => heard.Count == Messages);
        Assert.Equal(
            Enumerable.Range(0, Messages).Select(static number => $"{(number % 2 == 0 ? TextPpid : BinaryPpid)} {number}"), heard);
        DataProducerStats producerStats = Assert.Single(await received.GetStatsAsync());
        DataConsumerStats consumerStats = Assert.Single(await echo.GetStatsAsync());
        Assert.Equal((Messages, Messages), (producerStats.MessagesReceived, consumerStats.MessagesSent));
        Assert.Equal(producerStats.BytesReceived, consumerStats.BytesSent);
        Assert.Equal((0, 0), (consumerStats.BufferedAmount, await echo.GetBufferedAmountAsync()));
    }

    [Fact]
    public async Task Q03_What_is_sent_at_once_leaves_nothing_buffered()
    {
        await using Scene scene = await Scene.CreateAsync();
        (PlainTransport server, _) = await ConnectAsync(scene);
        DirectTransport direct = await scene.Router.CreateDirectTransportAsync();
        DataConsumer consumer = await server.ConsumeDataAsync(new() { DataProducerId = (await direct.ProduceDataAsync(new())).Id });

        Assert.Equal(0, await consumer.SendAsync("foo"));
    }

    private static DataProducerOptions Ordered(int streamId) =>
        new() { SctpStreamParameters = new() { StreamId = streamId, Ordered = true } };

    private static async Task<(PlainTransport Server, PlainTransport Peer)> ConnectAsync(Scene scene)
    {
        PlainTransportOptions options = new() { ListenInfo = new() { Ip = "127.0.0.1" }, EnableSctp = true };
        PlainTransport server = await scene.Router.CreatePlainTransportAsync(options with { Comedia = true });
        PlainTransport peer = await scene.Router.CreatePlainTransportAsync(options);

        // The association begins with the first need of it.
        await peer.ProduceDataAsync(Ordered(streamId: 7));
        await peer.ConnectAsync(new() { Ip = server.Tuple.LocalAddress, Port = server.Tuple.LocalPort });
        await WaitAsync(() => server.SctpState == SctpState.Connected && peer.SctpState == SctpState.Connected);
        return (server, peer);
    }

    private static async Task WaitAsync(Func<bool> condition)
    {
        using var deadline = new CancellationTokenSource(Patience);
        while (!condition())
        {
            Assert.False(deadline.IsCancellationRequested, "It did not happen in time.");
            await Task.Delay(TimeSpan.FromMilliseconds(2), CancellationToken.None);
        }
    }
}
