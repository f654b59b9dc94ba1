using System.Collections.Concurrent;
using Tureen.Net.Links;

namespace Tureen.Tests.Net.Links;

public sealed class DatagramQueueTests
{
    private readonly DatagramQueue _queue = new(256);

    [Fact]
    public void Datagrams_come_out_as_they_went_in_over_many_rounds_of_the_ring()
    {
        const int seed = 7;
        var random = new Random(seed);
        var expected = new Queue<byte[]>();
        int refused = 0;
        for (int i = 0; i < 20_000; i++)
        {
            byte[] datagram = new byte[random.Next(0, 90)];
            random.NextBytes(datagram);
            if (_queue.TryWrite(datagram))
            {
                expected.Enqueue(datagram);
            }
            else
            {
                refused++;
            }

            for (int reads = random.Next(0, 3); reads > 0 && _queue.TryPeek(out ReadOnlySpan<byte> read); reads--)
            {
                Assert.Equal(expected.Dequeue(), read.ToArray());
                _queue.Advance(read.Length);
            }
        }

        Assert.InRange(refused, 1, 19_000);
    }

    [Fact]
    public void What_finds_no_room_is_refused_and_harms_nothing()
    {
        Assert.False(_queue.TryWrite(new byte[253]));
        Assert.True(_queue.TryWrite(new byte[252]));
        Assert.False(_queue.TryWrite([]));
        Assert.True(_queue.TryPeek(out ReadOnlySpan<byte> read));
        Assert.Equal(252, read.Length);
        _queue.Advance(read.Length);
        Assert.True(_queue.IsEmpty);
        Assert.True(_queue.TryWrite([1]));
    }

    [Fact]
    public void The_reader_is_signaled_once_until_it_has_looked()
    {
        int wakes = 0;
        var signals = new LinkSignals(() => wakes++);
        _queue.TryWrite([1]);
        _queue.Signal();
        Assert.Equal(0, wakes);

        // What waits already signals when the reader comes.
        _queue.Open(signals, 5);
        _queue.TryWrite([2]);
        _queue.Signal();
        Assert.Equal(1, wakes);
        Assert.True(signals.TryTake(out int id));
        Assert.Equal(5, id);

        // What it left signals again.
        _queue.TryPeek(out ReadOnlySpan<byte> read);
        _queue.Advance(read.Length);
        _queue.Rearm();
        Assert.Equal(2, wakes);
    }

    [Fact]
    public void Nothing_is_taken_for_a_reader_that_is_gone()
    {
        _queue.Close();
        Assert.False(_queue.TryWrite([1]));
    }

    [Fact]
    public void Two_threads_lose_and_mix_up_nothing()
    {
        const int count = 200_000;
        var queue = new DatagramQueue(4096);
        var ready = new BlockingCollection<int>();
        queue.Open(new LinkSignals(() => ready.Add(0)), 1);
        var writer = new Thread(() =>
        {
            byte[] datagram = new byte[40];
            for (int i = 0; i < count; i++)
            {
                BitConverter.TryWriteBytes(datagram, i);
                while (!queue.TryWrite(datagram.AsSpan(0, 4 + (i % 37))))
                {
                    queue.Signal();
                    Thread.Yield();
                }

                queue.Signal();
            }
        });
        writer.Start();
        for (int next = 0; next < count;)
        {
            Assert.True(ready.TryTake(out _, 30_000, TestContext.Current.CancellationToken));
            while (queue.TryPeek(out ReadOnlySpan<byte> read))
            {
                Assert.Equal((next, 4 + (next % 37)), (BitConverter.ToInt32(read), read.Length));
                queue.Advance(read.Length);
                next++;
            }

            queue.Rearm();
        }

        writer.Join();
    }
}
