using Tureen.Engine.Rtcp;
using static Tureen.Tests.Engine.Rtcp.RtcpBytes;

namespace Tureen.Tests.Engine.Rtcp;

public sealed class GenericNackTests
{
    private const string Bytes = "81cd0003 00000001 0330bdee 0b8f0003";

    [Fact]
    public void Three_requested_packets_are_read()
    {
        Assert.True(GenericNack.TryParse(Single(Hex(Bytes)), out GenericNack nack));

        Assert.Equal(1u, nack.SenderSsrc);
        Assert.Equal(0x0330BDEEu, nack.MediaSsrc);
        NackItemEnumerator items = nack.Items;
        Assert.True(items.MoveNext());
        Assert.Equal(new NackItem(2959, 3), items.Current);
        Assert.Equal(3, items.Current.Count);
        Assert.False(items.MoveNext());
        Assert.Equal<ushort>([2959, 2960, 2961], ToArray(nack));
    }

    [Fact]
    public void Writing_the_sequence_numbers_gives_the_same_bytes()
    {
        var destination = new byte[16];

        Assert.Equal(16, GenericNack.Write(destination, 1, 0x0330BDEE, [2959, 2960, 2961], out int taken));
        Assert.Equal(3, taken);
        Assert.Equal(Hex(Bytes), destination);
    }

    [Theory]
    [InlineData(new[] { 7 }, 1)]
    [InlineData(new[] { 7, 8, 23 }, 1)]
    [InlineData(new[] { 7, 24 }, 2)]
    [InlineData(new[] { 65534, 65535, 0, 14 }, 1)]
    [InlineData(new[] { 65534, 65535, 0, 15 }, 2)]
    [InlineData(new[] { 1, 100, 200, 216, 217 }, 4)]
    [InlineData(new[] { 5, 5 }, 2)]
    public void Sequence_numbers_are_packed_and_come_back(int[] sequenceNumbers, int items)
    {
        ushort[] wanted = Array.ConvertAll(sequenceNumbers, static n => (ushort)n);
        var destination = new byte[100];

        int length = GenericNack.Write(destination, 0, 1, wanted, out int taken);

        Assert.Equal(wanted.Length, taken);
        Assert.True(GenericNack.TryParse(Single(destination.AsSpan(0, length)), out GenericNack nack));
        Assert.Equal(items, nack.Items.Count);
        Assert.Equal(wanted, ToArray(nack));
    }

    [Fact]
    public void What_does_not_fit_is_left_for_the_next_packet()
    {
        var destination = new byte[12 + 8 + 3];

        Assert.Equal(20, GenericNack.Write(destination, 0, 1, [0, 1, 20, 40], out int taken));
        Assert.Equal(3, taken);
        Assert.Equal(0, GenericNack.Write(destination.AsSpan(0, 15), 0, 1, [1], out taken));
        Assert.Equal(0, taken);
        Assert.Equal(0, GenericNack.Write(destination, 0, 1, [], out taken));
    }

    [Theory]
    [InlineData("81cd0001 00000001")]
    [InlineData("81cd0002 00000001 00000002")]
    [InlineData("82cd0003 00000001 00000002 00000000")]
    [InlineData("81ce0003 00000001 00000002 00000000")]
    public void A_nack_without_items_or_of_another_kind_is_refused(string hex) =>
        Assert.False(GenericNack.TryParse(Single(Hex(hex)), out _));

    private static ushort[] ToArray(GenericNack nack)
    {
        var all = new List<ushort>();
        foreach (ushort sequence in nack.SequenceNumbers)
        {
            all.Add(sequence);
        }

        return [.. all];
    }
}
