using Tureen.Engine.Primitives;
using Tureen.Engine.Sctp;
using Tureen.Engine.Sctp.Packets.Chunks;
using Tureen.Engine.Sctp.Receive;

namespace Tureen.Tests.Robustness;

/// <summary>Exhaustion of the receive buffer by a peer that is connected (RFC 8831 §6.6).</summary>
public sealed class H26_SctpReceiveBufferTests
{
    private const int Fragment = 1000;

    private static readonly byte[] Payload = new byte[Fragment];

    private readonly SctpBufferPool _pool = new();
    private readonly DataReceiver _receiver;

    public H26_SctpReceiveBufferTests()
    {
        _receiver = new DataReceiver(_pool, SctpLimits.DefaultReceiveWindow, SctpLimits.DefaultMaxMessage);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void H26_a_message_that_never_ends_holds_no_more_than_the_longest_message(bool isInterleaving)
    {
        _receiver.Establish(1, isInterleaving);
        for (uint tsn = 1; tsn <= 50_000; tsn++)
        {
            DataChunkFlags flags = tsn == 1 ? DataChunkFlags.Beginning : DataChunkFlags.None;
            Assert.Equal(DataVerdict.Accepted, Add(isInterleaving, tsn, 0, 0, tsn - 1, flags));
            Assert.InRange(_receiver.HeldBytes, 0, SctpLimits.DefaultMaxMessage);
        }

        Assert.Equal(50_000u, _receiver.CumulativeTsn);
        Assert.InRange(_pool.Leased, 0, 2);

        // Other streams are none the worse for it.
        Add(isInterleaving, 50_001, 1, 0, 0, DataChunkFlags.Beginning | DataChunkFlags.End);
        Assert.True(_receiver.TryReadMessage(out SctpMessage message));
        message.Release();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void H26_ten_thousand_partial_messages_end_at_the_window(bool isInterleaving)
    {
        _receiver.Establish(1, isInterleaving);
        DataVerdict verdict = DataVerdict.Accepted;
        uint tsn = 0;
        while (verdict == DataVerdict.Accepted && tsn < 10_000)
        {
            tsn++;
            verdict = Add(isInterleaving, tsn, (ushort)tsn, 0, 0, DataChunkFlags.Beginning);
        }

        Assert.Equal(DataVerdict.Exhausted, verdict);
        Assert.InRange(_receiver.HeldBytes, 0, SctpLimits.DefaultReceiveWindow);
        Assert.Equal(0u, _receiver.AdvertisedWindow);
        _receiver.Close();
        Assert.Equal(0, _pool.Leased);
    }

    [Fact]
    public void H26_tiny_fragments_are_bounded_by_their_number()
    {
        _receiver.Establish(1, isInterleaving: true);
        uint tsn = 0;
        DataVerdict verdict = DataVerdict.Accepted;
        while (verdict == DataVerdict.Accepted && tsn < 100_000)
        {
            tsn++;
            verdict = Add(isInterleaving: true, tsn, 0, tsn, 0, DataChunkFlags.Beginning | DataChunkFlags.Unordered, length: 1);
        }

        Assert.Equal(DataVerdict.Exhausted, verdict);
        Assert.Equal(SctpLimits.MaxHeldFragments, _receiver.PartialFragments);
    }

    [Fact]
    public void H26_whole_messages_that_wait_for_an_earlier_one_are_bounded()
    {
        _receiver.Establish(1, isInterleaving: false);
        for (uint tsn = 2; tsn < 60_000; tsn++)
        {
            Add(isInterleaving: false, tsn, 0, tsn, 0, DataChunkFlags.Beginning | DataChunkFlags.End, length: 1);
        }

        Assert.InRange(_pool.Leased, 1, SctpLimits.MaxHeldFragments);
        Assert.Equal(0u, _receiver.AdvertisedWindow);
    }

    [Fact]
    public void H26_a_slow_reader_closes_the_window_and_loses_nothing()
    {
        _receiver.Establish(1, isInterleaving: false);
        uint tsn = 1;
        while (Add(isInterleaving: false, tsn, 0, tsn - 1, 0, DataChunkFlags.Beginning | DataChunkFlags.End) == DataVerdict.Accepted)
        {
            tsn++;
        }

        Assert.InRange(_receiver.HeldBytes, SctpLimits.DefaultReceiveWindow - Fragment, SctpLimits.DefaultReceiveWindow);
        Assert.Equal(tsn - 1, _receiver.CumulativeTsn);
        uint read = 0;
        while (_receiver.TryReadMessage(out SctpMessage message))
        {
            message.Release();
            read++;
        }

        Assert.Equal(tsn - 1, read);
        Assert.Equal(DataVerdict.Accepted, Add(false, tsn, 0, tsn - 1, 0, DataChunkFlags.Beginning | DataChunkFlags.End));
    }

    private DataVerdict Add(
        bool isInterleaving, uint tsn, ushort stream, uint messageId, uint fragment, DataChunkFlags flags, int length = Fragment)
    {
        ReadOnlySpan<byte> payload = Payload.AsSpan(0, length);
        DataVerdict verdict = isInterleaving
            ? _receiver.HandleData(new IDataChunk
            {
                Flags = flags,
                Tsn = tsn,
                StreamId = stream,
                MessageId = messageId,
                FragmentSequence = fragment,
                Payload = payload,
            })
            : _receiver.HandleData(new DataChunk
            {
                Flags = flags,
                Tsn = tsn,
                StreamId = stream,
                StreamSequence = (ushort)messageId,
                Payload = payload,
            });
        _receiver.HandlePacketEnd(Timestamp.Zero);
        return verdict;
    }
}
