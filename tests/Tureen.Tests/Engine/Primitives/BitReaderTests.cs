using Tureen.Engine.Primitives;

namespace Tureen.Tests.Engine.Primitives;

public sealed class BitReaderTests
{
    [Fact]
    public void What_was_written_is_read()
    {
        var random = new SeededRandomSource(1);
        byte[] bytes = new byte[256];
        for (int round = 0; round < 200; round++)
        {
            random.Fill(bytes);
            var values = new List<(uint Value, int Bits)>();
            var writer = new BitWriter(bytes);
            for (int i = 0; i < 50; i++)
            {
                int bits = random.Next(1, 32);
                uint value = (uint)random.Next(0, int.MaxValue) & (uint.MaxValue >> (32 - bits));
                writer.Write(value, bits);
                values.Add((value, bits));
            }

            var reader = new BitReader(bytes.AsSpan(0, writer.Length));
            foreach ((uint value, int bits) in values)
            {
                Assert.Equal(value, reader.Read(bits));
            }

            Assert.Equal(writer.Position, reader.Position);
            Assert.False(reader.IsPastEnd);
            Assert.Equal(0u, reader.Read((writer.Length * 8) - writer.Position));
        }
    }

    [Fact]
    public void Past_the_end_are_zeros()
    {
        var reader = new BitReader([0xFF]);
        Assert.Equal(0b1111_1111_0000u, reader.Read(12));
        Assert.True(reader.IsPastEnd);
        Assert.False(reader.ReadFlag());
    }

    [Theory]
    [InlineData(1, 0x00, 0, 0)]
    [InlineData(5, 0b0000_0000, 0, 2)]
    [InlineData(5, 0b1000_0000, 2, 2)]
    [InlineData(5, 0b1100_0000, 3, 3)]
    [InlineData(5, 0b1110_0000, 4, 3)]
    [InlineData(4, 0b1100_0000, 3, 2)]
    [InlineData(33, 0b1111_0000, 30, 5)]
    [InlineData(33, 0b1111_1000, 31, 6)]
    [InlineData(33, 0b1111_1100, 32, 6)]
    public void Numbers_below_a_count_take_as_few_bits_as_they_need(int count, byte bits, uint expected, int length)
    {
        var reader = new BitReader([bits]);
        Assert.Equal(expected, reader.ReadNonSymmetric((uint)count));
        Assert.Equal(length, reader.Position);
    }
}
