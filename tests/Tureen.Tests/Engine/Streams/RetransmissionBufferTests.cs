using Tureen.Engine.Codecs;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;
using Tureen.Engine.Streams;
using Tureen.Testing;

namespace Tureen.Tests.Engine.Streams;

[Collection(nameof(AllocationMeasurement))]
public sealed class RetransmissionBufferTests : IDisposable
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromMilliseconds(2000);

    private readonly PacketSlab _slab = new();
    private readonly SharedRtpPacketPool _pool;
    private readonly PacketShare _share = new();

    public RetransmissionBufferTests() => _pool = new SharedRtpPacketPool(_slab);

    public void Dispose() => _slab.Dispose();

    /// <summary>Words are <c>sequence/timestamp</c>; an underscore is a gap.</summary>
    [Theory]
    [InlineData(4, "10001/1000000000 10002/1000000000 10003/1000000200 10004/1000000200", "10001 10002 10003 10004")]
    [InlineData(4, "20004/2000000200 20001/2000000000 20003/2000000200 20002/2000000000", "20001 20002 20003 20004")]
    [InlineData(4, "30001/3000000000 30002/3000000000 30003/3000000200 40000/3000003000", "40000")]
    [InlineData(10, "40002/4000000002 40003/4000000001 40004/4000000004 40002/4000000002 40008/4000000008 40006/4000000006 40000/4000000000", "40000 _ 40002 40003 40004 _ 40006 _ 40008")]
    [InlineData(4, "10001/1000000001 10002/1000000002 10003/1000000003 40000/1000000000", "40000")]
    [InlineData(4, "10001/1000000001 10002/1000000002 10003/1000000003 10000/999819903", "10000 10001 10002 10003")]
    [InlineData(4, "24816/1024930187 24980/1025106407 18365/1026593387", "24980")]
    [InlineData(4, "33331/1000000001 33332/1000000002 33330/1000000003", "33330 33331 33332")]
    [InlineData(2500, "12645/828702743 33998/2228092928 33998/2228092928", "33998")]
    [InlineData(4, "65534/1 65535/1 0/2 1/2 2/3", "65535 0 1 2")]
    [InlineData(4, "1/4294967290 2/4 3/5", "1 2 3")]
    [InlineData(4, "1/10 3/20 2/30", "1 2 3")]
    [InlineData(4, "1/10 4/20 2/5", "1 2 _ 4")]
    [InlineData(4, "1/10 4/30 3/20 2/25", "1 2 3 4")]
    public void Packets_are_ordered_by_number_whatever_their_timestamps(int maxItems, string inserts, string expected)
    {
        var buffer = new RetransmissionBuffer(_pool, maxItems, MaxAge);
        foreach (string word in inserts.Split(' '))
        {
            string[] parts = word.Split('/');
            Insert(buffer, ushort.Parse(parts[0]), uint.Parse(parts[1]));
        }

        IEnumerable<string> stored = Enumerable.Range(0, buffer.Count).Select(index =>
        {
            RetransmissionItem item = buffer[index];
            return item.Packet is null ? "_" : $"{item.SequenceNumber}";
        });
        Assert.Equal(expected, string.Join(' ', stored));
        buffer.Clear();
        Assert.Equal(0, _pool.Leased);
    }

    [Fact]
    public void A_packet_that_is_there_is_a_duplicate()
    {
        var buffer = new RetransmissionBuffer(_pool, 10, MaxAge);
        Assert.Equal(InsertOutcome.Stored, Insert(buffer, 10, 100));
        Assert.Equal(InsertOutcome.Stored, Insert(buffer, 12, 100));
        Assert.Equal(InsertOutcome.Duplicate, Insert(buffer, 10, 100));
        Assert.Equal(InsertOutcome.Duplicate, Insert(buffer, 12, 100));
        Assert.Equal(InsertOutcome.Stored, Insert(buffer, 11, 100));
        Assert.Equal(InsertOutcome.Refused, Insert(buffer, 2, 100));
        buffer.Clear();
    }

    [Fact]
    public void A_clock_set_back_forgets_nothing()
    {
        var buffer = new RetransmissionBuffer(_pool, 100, MaxAge);
        Insert(buffer, 65_000, 5_000_000);
        Assert.Equal(InsertOutcome.Stored, Insert(buffer, 65_001, 1000));

        Assert.Equal(0, buffer.IndexOf(65_000));
        Assert.Equal(1, buffer.IndexOf(65_001));
        buffer.Clear();
    }

    [Fact]
    public void Packets_older_than_the_maximum_age_give_their_leases_back()
    {
        var buffer = new RetransmissionBuffer(_pool, 2500, MaxAge);
        Insert(buffer, 1, 0, Timestamp.FromMilliseconds(0));
        Insert(buffer, 2, 1000, Timestamp.FromMilliseconds(10));
        Insert(buffer, 3, 180_000, Timestamp.FromMilliseconds(2000));
        Assert.Equal(3, _pool.Leased);
        Insert(buffer, 4, 180_001, Timestamp.FromMilliseconds(2001));
        Assert.Equal(-1, buffer.IndexOf(1));
        Assert.Equal(0, buffer.IndexOf(2));
        Assert.Equal(3, _pool.Leased);
        Insert(buffer, 5, 1_000_000, Timestamp.FromMilliseconds(10_000));
        Assert.Equal(1, _pool.Leased);
        buffer.Clear();
    }

    [Fact]
    public void Packets_that_arrived_before_the_maximum_age_give_their_leases_back_whatever_their_timestamps()
    {
        var buffer = new RetransmissionBuffer(_pool, 2500, MaxAge);
        for (int i = 0; i < 300; i++)
        {
            Insert(buffer, (ushort)i, 7, Timestamp.FromMilliseconds(20 * i));
        }

        Assert.Equal(101, buffer.Count);
        Assert.Equal(101, _pool.Leased);
        buffer.Clear();
    }

    [Fact]
    public void Gaps_of_any_length_are_passed_and_their_ends_found()
    {
        var buffer = new RetransmissionBuffer(_pool, 2500, MaxAge);
        for (int round = 0; round < 200; round++)
        {
            ushort sequence = (ushort)(round * 2499);
            Insert(buffer, sequence, (uint)round);
            Insert(buffer, (ushort)(sequence - 1200), (uint)round);
            Insert(buffer, (ushort)(sequence - 600), (uint)round);
            Assert.NotEqual(-1, buffer.IndexOf(sequence));
            AssertSound(buffer, 2500, $"Round {round}");
        }

        buffer.RemoveOldest(2);
        AssertSound(buffer, 2500, "after two were given up");
        buffer.Clear();
        Assert.Equal(0, _pool.Leased);
    }

    [Fact]
    public void Random_packets_keep_the_order_the_bounds_and_the_leases()
    {
        for (ulong seed = 1; seed <= 30; seed++)
        {
            var random = new SeededRandomSource(seed);
            int maxItems = random.Next(1, 200);
            var buffer = new RetransmissionBuffer(_pool, maxItems, MaxAge);
            int sequence = random.Next(0, 65_535);
            uint timestamp = random.NextUInt32();
            for (int i = 0; i < 3000; i++)
            {
                sequence += random.Next(0, 30) switch { 0 => random.Next(0, 65_535), < 4 => random.Next(-100, 100), _ => 1 };
                timestamp += (uint)(random.Next(0, 40) switch { 0 => random.Next(-500_000, 500_000), < 3 => random.Next(-9000, 9000), _ => random.Next(0, 3000) });
                InsertOutcome outcome = Insert(buffer, (ushort)sequence, timestamp);
                if (outcome != InsertOutcome.Refused)
                {
                    Assert.NotEqual(-1, buffer.IndexOf((ushort)sequence));
                }

                AssertSound(buffer, maxItems, $"Seed {seed}, packet {i}");
            }

            buffer.Clear();
            Assert.Equal(0, _pool.Leased);
        }
    }

    /// <summary>Packets have their own timestamp, marker and rewriting, in runs of any length; some are sent again.</summary>
    [Fact]
    public void Each_packet_is_found_as_it_was_sent_and_as_often_as_it_was_sent_again()
    {
        for (ulong seed = 1; seed <= 20; seed++)
        {
            var random = new SeededRandomSource(seed);
            var buffer = new RetransmissionBuffer(_pool, random.Next(2, 300), MaxAge);
            var sent = new Dictionary<ushort, (RetransmissionItem Item, int Times, Timestamp At)>();
            int sequence = random.Next(0, 65_535);
            uint offset = 0;
            var rewrite = default(PayloadRewrite);
            for (int i = 0; i < 3000; i++)
            {
                sequence += random.Next(0, 20) switch { 0 => random.Next(-50, 50), 1 => 3, _ => 1 };
                offset = random.Next(0, 30) == 0 ? random.NextUInt32() : offset;
                rewrite = random.Next(0, 6) switch
                {
                    0 => new PayloadRewrite((ushort)random.Next(0, 32_767), (byte)random.Next(0, 255)),
                    1 => new PayloadRewrite { ActiveDecodeTargets = random.NextUInt32() },
                    _ => rewrite,
                };
                var at = Timestamp.FromMilliseconds(i);
                Assert.True(_pool.TryRent(_share, out SharedRtpPacket packet));
                packet.ReceivedAt = at;
                packet.RtpTimestamp = random.NextUInt32();
                var item = new RetransmissionItem
                {
                    Packet = packet,
                    SequenceNumber = (ushort)sequence,
                    RtpTimestamp = packet.RtpTimestamp + offset,
                    Marker = random.Next(0, 3) == 0,
                    Rewrite = rewrite,
                };
                if (buffer.Insert(item) == InsertOutcome.Stored)
                {
                    sent[item.SequenceNumber] = (item, 0, default);
                }

                packet.Release();
                ResendSome(random, buffer, sent, at);
                AssertAsSent(buffer, sent, $"Seed {seed}, packet {i}");
            }

            buffer.Clear();
            Assert.Equal(0, _pool.Leased);
        }
    }

    [Fact]
    public void A_packet_takes_four_bytes_where_packets_are_changed_alike_and_few_are_sent_again()
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        var buffer = new RetransmissionBuffer(_pool, EngineLimits.MaxRetransmissionItems, MaxAge);
        long empty = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.InRange(empty, 0, 128);
        Assert.True(_pool.TryRent(_share, out SharedRtpPacket packet));
        Insert(buffer, packet, 0);
        Grow(buffer, packet, 1000);
        long grown = GC.GetAllocatedBytesForCurrentThread();
        Grow(buffer, packet, EngineLimits.MaxRetransmissionItems);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - grown, EngineLimits.MaxRetransmissionItems * 4, ((2048 + EngineLimits.MaxRetransmissionItems) * 4) + 256);
        packet.Release();
        buffer.Clear();
    }

    [Fact]
    public void A_full_buffer_allocates_nothing()
    {
        var buffer = new RetransmissionBuffer(_pool, EngineLimits.MaxRetransmissionItems, MaxAge);
        ushort sequence = 0;
        uint timestamp = 0;
        for (int i = 0; i < 5000; i++)
        {
            Insert(buffer, sequence++, timestamp += 30);
        }

        long allocated = Allocations.Least(() =>
        {
            for (int i = 0; i < 10_000; i++)
            {
                Insert(buffer, sequence++, timestamp += 30);
            }
        });

        Assert.Equal(0, allocated);
        Assert.Equal(EngineLimits.MaxRetransmissionItems, buffer.Count);
        buffer.Clear();
        Assert.Equal(0, _pool.Leased);
    }

    private static void ResendSome(
        SeededRandomSource random, RetransmissionBuffer buffer, Dictionary<ushort, (RetransmissionItem Item, int Times, Timestamp At)> sent, Timestamp at)
    {
        int index = random.Next(0, 4) == 0 ? random.Next(0, buffer.Count - 1) : -1;
        if (index < 0 || buffer[index].Packet is null)
        {
            return;
        }

        buffer.CountResent(index, at);
        ushort number = buffer[index].SequenceNumber;
        sent[number] = (sent[number].Item, sent[number].Times + 1, at);
    }

    private void AssertAsSent(
        RetransmissionBuffer buffer, Dictionary<ushort, (RetransmissionItem Item, int Times, Timestamp At)> sent, string where)
    {
        int stored = 0;
        for (int index = 0; index < buffer.Count; index++)
        {
            RetransmissionItem found = buffer[index];
            if (found.Packet is null)
            {
                continue;
            }

            stored++;
            (RetransmissionItem item, int times, Timestamp at) = sent[found.SequenceNumber];
            Assert.True(
                ReferenceEquals(item.Packet, found.Packet) && item.RtpTimestamp == found.RtpTimestamp && item.Marker == found.Marker
                && item.Rewrite == found.Rewrite && buffer.GetResent(index).Times == times && (times == 0 || buffer.GetResent(index).At == at),
                where);
        }

        Assert.Equal(stored, _pool.Leased);
    }

    private static void Grow(RetransmissionBuffer buffer, SharedRtpPacket packet, int count)
    {
        for (int sequence = buffer.Count; sequence < count; sequence++)
        {
            Insert(buffer, packet, (ushort)sequence);
        }
    }

    private static void Insert(RetransmissionBuffer buffer, SharedRtpPacket packet, ushort sequence) =>
        buffer.Insert(new RetransmissionItem { Packet = packet, SequenceNumber = sequence, RtpTimestamp = packet.RtpTimestamp });

    private static void AssertSound(RetransmissionBuffer buffer, int maxItems, string where)
    {
        Assert.True(buffer.Count <= maxItems, where);
        Assert.True(buffer.Count > 0 && buffer[0].Packet is not null && buffer[buffer.Count - 1].Packet is not null, where);
        ushort first = buffer[0].SequenceNumber;
        for (int index = 0; index < buffer.Count; index++)
        {
            RetransmissionItem item = buffer[index];
            if (item.Packet is null)
            {
                continue;
            }

            Assert.True((ushort)(first + index) == item.SequenceNumber, where);
        }
    }

    private InsertOutcome Insert(RetransmissionBuffer buffer, ushort sequence, uint timestamp, Timestamp receivedAt = default)
    {
        Assert.True(_pool.TryRent(_share, out SharedRtpPacket packet));
        packet.ReceivedAt = receivedAt;
        var item = new RetransmissionItem { Packet = packet, SequenceNumber = sequence, RtpTimestamp = timestamp };
        InsertOutcome outcome = buffer.Insert(item);
        packet.Release();
        return outcome;
    }
}
