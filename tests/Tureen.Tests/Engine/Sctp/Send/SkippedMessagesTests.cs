using Tureen.Engine.Primitives;
using Tureen.Engine.Sctp;
using Tureen.Engine.Sctp.Packets.Chunks;
using Tureen.Engine.Sctp.Send;

namespace Tureen.Tests.Engine.Sctp.Send;

public sealed class SkippedMessagesTests
{
    /// <summary>Bytes: some twelve streams of FORWARD-TSN.</summary>
    private const int Room = 56;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void They_equal_what_a_walk_over_all_chunks_gives(bool isInterleaving)
    {
        for (ulong seed = 1; seed <= 50; seed++)
        {
            var random = new SeededRandomSource(seed);
            var pool = new SctpBufferPool();
            var outstanding = new OutstandingData(pool);
            outstanding.Restart((uint)random.Next(0, 5) - 3, isInterleaving);
            var skipped = new SkippedMessages(outstanding);
            skipped.Restart(isInterleaving, Room);
            var resets = new ResettingStreams();
            OutboundStream[] streams = [.. Enumerable.Range(0, 30).Select(id => new OutboundStream((ushort)id, resets))];
            for (int step = 0; step < 1500; step++)
            {
                if (outstanding.Count == 0 || (outstanding.Count < 200 && random.Next(0, 2) > 0))
                {
                    Append(outstanding, pool, streams[random.Next(0, streams.Length - 1)], random, isInterleaving);
                }
                else if (random.Next(0, 1) == 0)
                {
                    skipped.RemoveFirst();
                    outstanding.RemoveFirst();
                }
                else
                {
                    AssertEqual(outstanding, skipped, isInterleaving, seed);
                }
            }
        }
    }

    private static void Append(
        OutstandingData outstanding, SctpBufferPool pool, OutboundStream stream, SeededRandomSource random, bool isInterleaving)
    {
        OutgoingMessage message = pool.RentMessage(1);
        message.Stream = stream;
        message.IsUnordered = random.Next(0, 1) == 0;
        message.MessageId = stream.TakeMessageId(message.IsUnordered, isInterleaving);
        for (int i = random.Next(1, 3); i > 0; i--)
        {
            outstanding.Append(new OutgoingFragment(message, 0, 0, 0, DataChunkFlags.None), OutstandingState.Abandoned);
        }
    }

    private static void AssertEqual(OutstandingData outstanding, SkippedMessages skipped, bool isInterleaving, ulong seed)
    {
        var expected = new List<SkippedMessage>();
        uint newCumulativeTsn = outstanding.CumulativeTsnAck;
        int limit = (Room - ForwardTsnChunk.HeaderLength) / (isInterleaving ? 8 : 4);
        for (int i = 0; i < outstanding.Count; i++)
        {
            OutgoingMessage message = outstanding[i].Message;
            int known = expected.FindIndex(item => item.StreamId == message.Stream.Id && item.IsUnordered == message.IsUnordered);
            bool isNamed = isInterleaving || !message.IsUnordered;
            if (isNamed && known < 0 && expected.Count == limit)
            {
                break;
            }

            newCumulativeTsn++;
            var item = new SkippedMessage(message.Stream.Id, message.IsUnordered, message.MessageId);
            if (isNamed && known < 0)
            {
                expected.Add(item);
            }
            else if (isNamed)
            {
                expected[known] = item;
            }
        }

        byte[] wanted = new byte[100];
        int length = isInterleaving
            ? IForwardTsnChunk.Write(wanted, newCumulativeTsn, [.. expected])
            : ForwardTsnChunk.Write(wanted, newCumulativeTsn, [.. expected]);
        byte[] actual = new byte[100];
        int written = skipped.WriteForwardTsn(actual, outstanding.NextTsn - 1);
        Assert.True(written == length && wanted.SequenceEqual(actual), $"Seed {seed}: {expected.Count} streams.");
        Assert.Equal(0, skipped.WriteForwardTsn(actual.AsSpan(0, Math.Max(length, 12) - 1), outstanding.NextTsn - 1));
    }
}
