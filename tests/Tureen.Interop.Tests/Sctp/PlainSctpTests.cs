using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Text.Json;

namespace Tureen.Interop.Tests.Sctp;

/// <summary>Messages to and from another SCTP implementation, werift's, over a PlainTransport.</summary>
public sealed class PlainSctpTests
{
    private const int StreamId = 3;
    private const int MessagesOfPeer = 300;
    private const int MessagesOfOurs = 500;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Another_implementation_sends_and_receives_messages_of_all_lengths()
    {
        await using Worker worker = await Mediasoup.CreateWorkerAsync();
        Router router = await worker.CreateRouterAsync(new RouterOptions());
        PlainTransport plain = await router.CreatePlainTransportAsync(
            new() { ListenInfo = new() { Ip = "127.0.0.1" }, Comedia = true, EnableSctp = true });
        DirectTransport direct = await router.CreateDirectTransportAsync();
        DataProducer fromPeer = await plain.ProduceDataAsync(
            new() { SctpStreamParameters = new() { StreamId = StreamId, Ordered = true } });
        DataConsumer inbox = await direct.ConsumeDataAsync(new() { DataProducerId = fromPeer.Id });
        DataProducer toPeer = await direct.ProduceDataAsync();
        await plain.ConsumeDataAsync(new() { DataProducerId = toPeer.Id });

        ConcurrentQueue<byte[]> received = [];
        inbox.OnMessage += message => received.Enqueue(message.Data.ToArray());
        ConcurrentQueue<JsonElement> reports = [];
        using ChildProcess peer = ChildProcess.Start(
            "node",
            [Path.Combine(RepositoryRoot.Path, "tests/Tureen.Interop.Tests/web/sctp-peer.mjs"), $"{plain.Tuple.LocalPort}"],
            null,
            line => reports.Enqueue(JsonDocument.Parse(line).RootElement));

        // 1. The peer finds us, connects, and sends.
        await WaitAsync(peer, "the association connects", () => plain.SctpState == SctpState.Connected);
        Assert.Equal("127.0.0.1", plain.Tuple.RemoteIp);
        await WaitAsync(peer, "its messages arrive", () => received.Count == MessagesOfPeer);
        uint next = 0;
        foreach (byte[] message in received)
        {
            Assert.Equal(next, BinaryPrimitives.ReadUInt32BigEndian(message));
            Assert.Equal(Message(next, message.Length), message);
            next++;
        }

        // 2. We send.
        for (uint counter = 0; counter < MessagesOfOurs; counter++)
        {
            toPeer.Send(Message(counter, counter % 100 == 99 ? 60_000 : 4 + (int)counter));
        }

        await WaitAsync(peer, "our messages arrive", () => Messages(reports).Count() == MessagesOfOurs);
        Assert.Equal(Enumerable.Range(0, MessagesOfOurs), Messages(reports).Select(static one => one.GetProperty("counter").GetInt32()));
        Assert.All(Messages(reports), static one => Assert.True(one.GetProperty("isWhole").GetBoolean()));
    }

    private static IEnumerable<JsonElement> Messages(IEnumerable<JsonElement> reports) =>
        reports.Where(static one => one.GetProperty("event").GetString() == "message");

    /// <summary>The bytes that the peer makes too (web/src/data-channels.js).</summary>
    private static byte[] Message(uint counter, int length)
    {
        byte[] message = new byte[length];
        BinaryPrimitives.WriteUInt32BigEndian(message, counter);
        for (int i = 4; i < length; i++)
        {
            message[i] = (byte)((counter * 31) + ((uint)i * 7));
        }

        return message;
    }

    private static async Task WaitAsync(ChildProcess peer, string what, Func<bool> condition)
    {
        using CancellationTokenSource deadline = new(Limit);
        while (!condition())
        {
            Assert.False(deadline.IsCancellationRequested, $"Waited {Limit} in vain: {what}.\n{peer.Log}");
            await Task.Delay(TimeSpan.FromMilliseconds(50), CancellationToken.None);
        }
    }
}
