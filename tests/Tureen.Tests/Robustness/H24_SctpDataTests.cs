using Tureen.Engine.Primitives;
using Tureen.Engine.Sctp;
using Tureen.Engine.Sctp.Packets.Chunks;
using Tureen.Engine.Sctp.Receive;
using static Tureen.Tests.Engine.Sctp.SctpBytes;

namespace Tureen.Tests.Robustness;

/// <summary>Hostile DATA, SACK and FORWARD-TSN of a peer that is connected.</summary>
public sealed class H24_SctpDataTests
{
    private readonly SctpBufferPool _pool = new();
    private readonly DataReceiver _receiver;

    public H24_SctpDataTests()
    {
        _receiver = new DataReceiver(_pool, SctpLimits.DefaultReceiveWindow, SctpLimits.DefaultMaxMessage);
        _receiver.Establish(1, isInterleaving: false);
    }

    [Theory]
    [InlineData("0003")]
    [InlineData("00030000 00000001 00000000 00000033 01")]
    [InlineData("00030001 00000001 00000000 00000033 01")]
    [InlineData("00030003 00000001 00000000 00000033 01")]
    [InlineData("0003FFFF 00000001 00000000 00000033 01")]
    public void H24_a_chunk_length_that_lies_is_refused(string wire) => Assert.False(DataChunk.TryParse(Hex(wire), out _));

    [Theory]
    [InlineData("03000010 00000000 00000000 FFFFFFFF")]
    [InlineData("03000010 00000000 00000000 FFFF0000")]
    [InlineData("03000010 00000000 00000000 0000FFFF")]
    public void H24_a_sack_that_claims_65535_blocks_is_refused(string wire) => Assert.False(SackChunk.TryParse(Hex(wire), out _));

    [Fact]
    public void H24_a_million_fragments_out_of_order_stay_within_the_bounds()
    {
        byte[] payload = [1];
        var random = new SeededRandomSource(24);
        for (int i = 0; i < 1_000_000; i++)
        {
            uint tsn = (uint)random.Next(2, 200_000);
            _receiver.HandleData(new DataChunk
            {
                Tsn = tsn,
                Flags = DataChunkFlags.Unordered,
                StreamId = (ushort)random.Next(0, 65_535),
                Payload = payload,
            });
        }

        Assert.InRange(_receiver.PartialFragments, 1, SctpLimits.MaxHeldFragments);
        Assert.Equal(0u, _receiver.CumulativeTsn);
    }

    [Fact]
    public void H24_a_leap_of_the_forward_tsn_is_ignored()
    {
        Assert.True(ForwardTsnChunk.TryParse(Hex("C0000008 70000000"), out ForwardTsnChunk leap));
        Assert.False(_receiver.HandleForwardTsn(leap));
        Assert.Equal(0u, _receiver.CumulativeTsn);

        Assert.True(ForwardTsnChunk.TryParse(Hex("C0000008 80000001"), out ForwardTsnChunk back));
        Assert.False(_receiver.HandleForwardTsn(back));
        Assert.Equal(0u, _receiver.CumulativeTsn);
    }

    [Fact]
    public void H24_forward_tsns_cost_little_however_much_is_held()
    {
        // Every stream that is named holds some fifty fragments of messages that are not given up.
        const int Held = 14_000;
        const int Named = 280;
        byte[] payload = [1];
        for (uint i = 0; i < Held; i++)
        {
            _receiver.HandleData(new DataChunk
            {
                Tsn = 10_000 + i,
                StreamId = (ushort)(i % Named),
                StreamSequence = (ushort)(1000 + i),
                Payload = payload,
                Flags = DataChunkFlags.Beginning,
            });
        }

        byte[] bytes = new byte[8 + (4 * Named)];
        for (uint tsn = 1; tsn < 500; tsn++)
        {
            ForwardTsnChunk.Write(bytes, tsn, [.. Enumerable.Range(0, Named).Select(i => new SkippedMessage((ushort)i, false, tsn))]);
            Assert.True(ForwardTsnChunk.TryParse(bytes, out ForwardTsnChunk chunk));
            long before = StepCounter.Steps;
            Assert.True(_receiver.HandleForwardTsn(chunk));
            Assert.InRange(StepCounter.Steps - before, Named, bytes.Length);
            Assert.Equal(Held, _receiver.PartialFragments);
        }

        Assert.Equal(499u, _receiver.CumulativeTsn);
    }

    [Fact]
    public void H24_the_same_tsn_again_and_again_is_held_once()
    {
        byte[] payload = new byte[1000];
        for (int i = 0; i < 100_000; i++)
        {
            _receiver.HandleData(new DataChunk { Tsn = 5, Payload = payload, Flags = DataChunkFlags.Beginning });
        }

        Assert.Equal(1000, _receiver.HeldBytes);
    }
}
