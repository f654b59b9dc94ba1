using Tureen.Engine.Primitives;
using Tureen.Engine.Sctp;
using Tureen.Engine.Sctp.Packets.Chunks;
using Tureen.Engine.Sctp.Receive;
using Tureen.Engine.Sctp.Send;
using Tureen.Testing;
using static Tureen.Tests.Engine.Sctp.SctpBytes;

namespace Tureen.Tests.Fuzz;

[Collection(nameof(AllocationMeasurement))]
public sealed class SctpDataChunkFuzzTests
{
    private const int Inputs = 20_000;
    private const int WarmUp = 500;

    private static readonly byte[][] Models =
    [
        Hex("00030014 00000001 00010000 00000033 01020304"),
        Hex("00020014 00000003 00010001 00000033 01020304"),
        Hex("00000014 00000004 00010001 00000033 01020304"),
        Hex("00050014 00000006 00010001 00000033 01020304"),
        Hex("40030018 00000001 00010000 00000000 00000033 01020304"),
        Hex("40020018 00000002 00010000 00000001 00000033 01020304"),
        Hex("40000018 00000004 00010000 00000001 00000001 01020304"),
        Hex("40010018 00000005 00010000 00000001 00000002 01020304"),
        Hex("03000010 00000003 00010000 00000000"),
        Hex("0300001C 00000000 00010000 00020001 00020003 00050005 00000001"),
        Hex("C0000010 00000003 00010002 00020003"),
        Hex("C2000018 00000003 00010000 00000002 00020001 00000003"),
    ];

    [Fact]
    public void Any_bytes_are_viewed_without_an_exception_and_without_allocation()
    {
        var mutator = new WireMutator(0x5C79, Models);
        long seen = 0;
        for (int i = 0; i < WarmUp; i++)
        {
            seen += Walk(mutator.Next());
        }

        long allocated = Allocations.Least(() =>
        {
            for (int i = 0; i < Inputs; i++)
            {
                seen += Walk(mutator.Next());
            }
        });

        Assert.Equal(0, allocated);
        Assert.NotEqual(0, seen);
    }

    [Theory]
    [InlineData(false, 1UL)]
    [InlineData(true, 2UL)]
    public void The_receiving_half_takes_any_chunks_within_its_bounds(bool isInterleaving, ulong seed)
    {
        const int Window = 4000;
        var random = new SeededRandomSource(seed);
        var mutator = new WireMutator(seed, Models);
        var pool = new SctpBufferPool();
        var receiver = new DataReceiver(pool, Window, maxMessageLength: 100);
        receiver.Establish(1, isInterleaving);
        byte[] sack = new byte[500];
        for (int i = 0; i < Inputs; i++)
        {
            Feed(receiver, mutator.Next());
            receiver.HandlePacketEnd(Timestamp.Zero);
            Assert.InRange(receiver.HeldBytes, 0, Window);
            Assert.True(receiver.WriteSack(sack) >= SackChunk.HeaderLength);
            if (random.Next(0, 9) == 0)
            {
                receiver.ResetStreams(receiver.CumulativeTsn + (uint)random.Next(0, 2), random.Next(0, 1) == 0 ? [1] : []);
            }

            while (random.Next(0, 1) == 0 && receiver.TryReadMessage(out SctpMessage message))
            {
                message.Release();
            }
        }

        receiver.Close();
        Assert.Equal(0, pool.Leased);
        Assert.Equal(0, receiver.HeldBytes);
    }

    [Theory]
    [InlineData(false, 3UL)]
    [InlineData(true, 4UL)]
    public void The_sending_half_takes_any_acknowledgements_and_keeps_its_sums(bool isInterleaving, ulong seed)
    {
        var random = new SeededRandomSource(seed);
        var pool = new SctpBufferPool();
        var sender = new DataSender(pool, new DataSenderOptions());
        sender.Establish(1, 100_000, isInterleaving, isPartiallyReliable: true);
        Timestamp now = Timestamp.Zero;
        byte[] packet = new byte[1179];
        byte[] bytes = new byte[32];
        for (int i = 0; i < Inputs; i++)
        {
            var parameters = new SendParameters(random.Next(0, 1) == 0, null, random.Next(0, 1) == 0 ? 0 : null);
            sender.Send(now, (ushort)random.Next(0, 3), 53, packet.AsSpan(0, random.Next(1, 1179)), parameters);
            sender.StartBurst();
            while (sender.WriteChunks(now, packet) > 0)
            {
            }

            now += TimeSpan.FromMilliseconds(random.Next(0, 20));
            uint cumulative = sender.NextTsn - (uint)random.Next(-1, 12);
            int start = random.Next(0, 6);
            var block = new GapBlock((ushort)start, (ushort)(start + random.Next(-1, 4)));
            int length = SackChunk.Write(bytes, cumulative, (uint)random.Next(0, 200_000), [block], []);
            Assert.True(SackChunk.TryParse(bytes.AsSpan(0, length), out SackChunk sack));
            sender.HandleSack(now, sack);
            sender.HandleDeadline(now);
            Assert.InRange(sender.FlightSize, 0, SctpLimits.MaxCongestionWindow + 2000);
            Assert.False(!sender.HasOutstanding && sender.FlightSize > 0);
            Assert.Equal(sender.HasOutstanding, !sender.NextDeadline.IsNever);
        }

        sender.Close();
        Assert.Equal(0, pool.Leased);
    }

    private static long Walk(ReadOnlySpan<byte> bytes)
    {
        long seen = DataChunk.TryParse(bytes, out DataChunk data) ? data.Payload.Length + data.Tsn : 0;
        seen += IDataChunk.TryParse(bytes, out IDataChunk interleaved) ? interleaved.Payload.Length + interleaved.FragmentSequence : 0;
        if (SackChunk.TryParse(bytes, out SackChunk sack))
        {
            for (int i = 0; i < sack.GapBlockCount; i++)
            {
                seen += sack.GapBlock(i).End;
            }

            for (int i = 0; i < sack.DuplicateCount; i++)
            {
                seen += sack.Duplicate(i);
            }
        }

        if (ForwardTsnChunk.TryParse(bytes, out ForwardTsnChunk forward))
        {
            for (int i = 0; i < forward.SkippedCount; i++)
            {
                seen += forward.Skipped(i).MessageId;
            }
        }

        if (IForwardTsnChunk.TryParse(bytes, out IForwardTsnChunk interleavedForward))
        {
            for (int i = 0; i < interleavedForward.SkippedCount; i++)
            {
                seen += interleavedForward.Skipped(i).MessageId;
            }
        }

        return seen;
    }

    private static void Feed(DataReceiver receiver, ReadOnlySpan<byte> bytes)
    {
        if (DataChunk.TryParse(bytes, out DataChunk data))
        {
            receiver.HandleData(data);
        }
        else if (IDataChunk.TryParse(bytes, out IDataChunk interleaved))
        {
            receiver.HandleData(interleaved);
        }
        else if (ForwardTsnChunk.TryParse(bytes, out ForwardTsnChunk forward))
        {
            receiver.HandleForwardTsn(forward);
        }
        else if (IForwardTsnChunk.TryParse(bytes, out IForwardTsnChunk interleavedForward))
        {
            receiver.HandleForwardTsn(interleavedForward);
        }
    }
}
