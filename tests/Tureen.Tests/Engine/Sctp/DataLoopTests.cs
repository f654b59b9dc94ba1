using System.Buffers.Binary;
using Tureen.Engine.Primitives;
using Tureen.Engine.Sctp;
using Tureen.Engine.Sctp.Send;

namespace Tureen.Tests.Engine.Sctp;

public sealed class DataLoopTests
{
    private const int Streams = 5;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 40)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Through_loss_and_reordering_all_messages_arrive_whole_and_in_the_order_of_their_streams(int seed)
    {
        var random = new SeededRandomSource((ulong)seed);
        var loop = new DataLoop((ulong)seed, isInterleaving: seed % 2 == 0)
        {
            Loss = random.Next(0, 20),
            Jitter = TimeSpan.FromMilliseconds(random.Next(0, 30)),
        };
        int[] sent = new int[Streams];
        int bytes = 0;
        for (int i = 0; i < 200; i++)
        {
            ushort stream = (ushort)random.Next(0, Streams - 1);
            byte[] payload = Payload(stream, sent[stream]++, random.Next(6, random.Next(0, 9) == 0 ? 30_000 : 1500));
            bytes += payload.Length;
            Assert.Equal(SendOutcome.Queued, loop.Send(stream, payload));
            if (random.Next(0, 3) == 0)
            {
                loop.Run(TimeSpan.FromMilliseconds(random.Next(1, 40)));
            }
        }

        loop.Run();

        AssertInOrder(loop, sent);
        Assert.Equal(200, loop.Received.Count);
        Assert.Equal(bytes, loop.Received.Sum(message => message.Payload.Length));
        Assert.True(loop.Sender.IsDrained);
        Assert.Equal(0, loop.Sender.FlightSize);
        Assert.Equal(0, loop.Receiver.HeldBytes);
        Assert.Equal(0, loop.Pool.Leased);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Messages_that_may_be_given_up_arrive_whole_or_not_at_all_and_never_stop_the_others(int seed)
    {
        var random = new SeededRandomSource((ulong)seed);
        var loop = new DataLoop((ulong)seed, isInterleaving: seed % 2 == 0)
        {
            Loss = 25,
            Jitter = TimeSpan.FromMilliseconds(random.Next(0, 30)),
        };
        int[] sent = new int[Streams];
        int reliable = 0;
        for (int i = 0; i < 300; i++)
        {
            ushort stream = (ushort)random.Next(0, Streams - 1);
            SendParameters parameters = ParametersOf(stream, random);
            reliable += parameters.MaxRetransmissions is null && parameters.Lifetime is null ? 1 : 0;
            byte[] payload = Payload(stream, sent[stream]++, random.Next(6, random.Next(0, 5) == 0 ? 12_000 : 800));
            Assert.Equal(SendOutcome.Queued, loop.Send(stream, payload, parameters));
            loop.Run(TimeSpan.FromMilliseconds(random.Next(0, 10)));
        }

        loop.Run();

        AssertWhole(loop);
        Assert.Equal(reliable, loop.Received.Count(message => message.StreamId == 0));
        Assert.InRange(loop.Received.Count, reliable + 1, 299);
        Assert.True(loop.Sender.IsDrained);
        Assert.Equal(0, loop.Receiver.HeldBytes);
        Assert.Equal(0, loop.Pool.Leased);
    }

    [Fact]
    public void A_single_loss_is_repaired_without_a_timeout()
    {
        var loop = new DataLoop();
        for (int i = 0; i < 10; i++)
        {
            loop.Send(1, Payload(1, i, 1000));
        }

        loop.Run();
        loop.LoseNext.Enqueue(true);
        for (int i = 10; i < 20; i++)
        {
            loop.Send(1, Payload(1, i, 1000));
        }

        loop.Run();

        Assert.Equal(20, loop.Received.Count);
        Assert.Equal(0, loop.Timeouts);
        Assert.Equal(1, loop.Sender.Retransmissions);
    }

    [Fact]
    public void A_reader_that_stops_closes_the_window_and_opens_it_again()
    {
        const int Window = 100_000;
        var loop = new DataLoop(receiveWindow: Window) { IsReading = false };
        int sent = 0;
        while (loop.Sender.TotalBufferedAmount < 200_000)
        {
            loop.Send(0, Payload(0, sent++, 1000));
            loop.Run(TimeSpan.FromMilliseconds(50));
        }

        loop.Run(TimeSpan.FromMinutes(5));
        Assert.InRange(loop.Receiver.HeldBytes, Window * 8 / 10, Window);
        Assert.Equal(0u, loop.Receiver.AdvertisedWindow);

        loop.IsReading = true;
        loop.Read();
        loop.Run();

        Assert.Equal(sent, loop.Received.Count);
        AssertInOrder(loop, [sent]);
        Assert.True(loop.Sender.IsDrained);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_stream_is_reset_after_all_it_sent_was_acknowledged_and_begins_anew(bool isInterleaving)
    {
        var loop = new DataLoop(7, isInterleaving) { Loss = 10 };
        for (int i = 0; i < 30; i++)
        {
            loop.Send(3, Payload(3, i, 2000));
        }

        loop.Sender.PrepareReset(3, discardQueued: false);
        loop.Send(3, Payload(3, 30, 100));
        Assert.False(loop.Sender.HasStreamsToReset);
        loop.Run();

        Assert.Equal(30, loop.Received.Count);
        Assert.True(loop.Sender.HasStreamsToReset);
        ushort[] streams = new ushort[8];
        Assert.Equal(1, loop.Sender.BeginReset(streams));
        Assert.Equal(3, streams[0]);
        Assert.False(loop.Sender.HasStreamsToReset);
        Assert.True(loop.Receiver.ResetStreams(loop.Sender.NextTsn - 1, [3]));
        loop.Sender.CommitReset();
        loop.Flush();
        loop.Run();

        AssertInOrder(loop, [0, 0, 0, 31]);
    }

    [Fact]
    public void A_restart_sends_what_was_only_queued_or_begun()
    {
        var loop = new DataLoop { Loss = 100 };
        for (int i = 0; i < 3; i++)
        {
            loop.Send(1, Payload(1, i, 40_000));
        }

        loop.Loss = 0;
        loop.Sender.Establish(500, SctpLimits.DefaultReceiveWindow, isInterleaving: false, isPartiallyReliable: true);
        loop.Receiver.Establish(500, isInterleaving: false);
        loop.Flush();
        loop.Run();

        AssertInOrder(loop, [0, 3]);
        Assert.Equal(0, loop.Pool.Leased);
    }

    [Fact]
    public void Closing_releases_all_buffers()
    {
        var loop = new DataLoop { Loss = 50 };
        for (int i = 0; i < 20; i++)
        {
            loop.Send((ushort)(i % 3), Payload(1, i, 5000));
        }

        loop.Run(TimeSpan.FromMilliseconds(100));
        loop.Sender.Close();
        loop.Receiver.Close();

        Assert.Equal(0, loop.Pool.Leased);
        Assert.True(loop.Sender.NextDeadline.IsNever);
        Assert.Equal(SendOutcome.Closed, loop.Send(0, [1]));
    }

    private static SendParameters ParametersOf(ushort stream, SeededRandomSource random) => stream switch
    {
        0 => default,
        1 => new SendParameters(IsUnordered: true, MaxRetransmissions: 0),
        2 => new SendParameters(IsUnordered: false, MaxRetransmissions: random.Next(0, 2)),
        3 => new SendParameters(IsUnordered: true, Lifetime: TimeSpan.FromMilliseconds(random.Next(1, 300))),
        _ => new SendParameters(IsUnordered: false, Lifetime: TimeSpan.FromMilliseconds(random.Next(1, 300))),
    };

    /// <summary>Stream, number, then bytes that follow from both.</summary>
    private static byte[] Payload(ushort stream, int number, int length)
    {
        byte[] payload = new byte[length];
        BinaryPrimitives.WriteUInt16BigEndian(payload, stream);
        BinaryPrimitives.WriteInt32BigEndian(payload.AsSpan(2), number);
        for (int i = 6; i < length; i++)
        {
            payload[i] = (byte)(i * 31 + number + stream);
        }

        return payload;
    }

    private static void AssertWhole(DataLoop loop)
    {
        int[] last = [.. Enumerable.Repeat(-1, Streams)];
        foreach ((ushort stream, _, byte[] payload) in loop.Received)
        {
            int number = BinaryPrimitives.ReadInt32BigEndian(payload.AsSpan(2));
            Assert.Equal(Payload(stream, number, payload.Length), payload);
            if (stream is 0 or 2 or 4)
            {
                Assert.InRange(number, last[stream] + 1, int.MaxValue);
                last[stream] = number;
            }
        }
    }

    private static void AssertInOrder(DataLoop loop, int[] sent)
    {
        int[] next = new int[sent.Length];
        foreach ((ushort stream, uint ppid, byte[] payload) in loop.Received)
        {
            Assert.Equal(53u, ppid);
            Assert.Equal(Payload(stream, next[stream]++, payload.Length), payload);
        }

        Assert.Equal(sent, next);
    }
}
