using Tureen.WorkerProcess.FlatBuffers;

namespace Tureen.Tests.WorkerProcess.FlatBuffers;

public sealed class FlatWriterTests
{
    private readonly FlatWriter _writer = new();
    private readonly FlatReading _reading = new();

    [Fact]
    public void What_is_written_is_read_again()
    {
        for (int round = 0; round < 2; round++)
        {
            FlatTable table = _reading.Open(WriteAll()[4..]);

            Assert.True(table.Bool(0));
            Assert.Equal(200, table.UInt8(1));
            Assert.Equal(-5, table.Int8(2));
            Assert.Equal(65_000, table.UInt16(3));
            Assert.Equal(4_000_000_000, table.UInt32(4));
            Assert.Equal(-6, table.Int32(5));
            Assert.Equal(ulong.MaxValue, table.UInt64(6));
            Assert.Equal(0.25, table.Double(7));
            Assert.Equal("Grüße 🥣", table.String(8));
            Assert.Equal([1, 2, 3], table.Bytes(9).ToArray());
            Assert.Equal([(ushort)7, 8], table.UInt16s(10));
            Assert.Equal([-1, 9], table.Int32s(11));
            Assert.Equal(["a", "", "ccc"], table.Strings(12));
            Assert.Equal("inner", table.Table(13).String(0));
            Assert.Equal([10u, 11u, 12u], table.Tables(14, static item => item.UInt32(0)));
            Assert.Equal(3, table.UInt8(15));
            Assert.Equal("union", table.Table(16).String(1));
            Assert.Null(_reading.Fault);
        }
    }

    [Fact]
    public void Numbers_lie_at_multiples_of_their_size()
    {
        for (int length = 0; length < 8; length++)
        {
            _writer.Clear();
            _writer.Begin();
            _writer.Bytes(0, new byte[length]);
            _writer.UInt16s(1, [0xABCD]);
            _writer.UInt64(2, 0x0807060504030201);
            ReadOnlySpan<byte> message = _writer.Finish(_writer.End());

            Assert.Equal(0, message.Length % 8);
            Assert.Equal(0, message.IndexOf((byte[])[0x01, 0x02, 0x03, 0x04]) % 8);
            Assert.Equal(0, message.IndexOf((byte[])[0xCD, 0xAB]) % 4);
        }
    }

    [Fact]
    public void Tables_with_the_same_fields_share_their_vtable()
    {
        _writer.Begin();
        _writer.Tables(0, Enumerable.Range(0, 100).ToArray(), static (writer, value) =>
        {
            writer.Begin();
            writer.UInt32(0, (uint)value);
            return writer.End();
        });

        // Each has its number, the distance to the vtable and a reference.
        Assert.InRange(_writer.Finish(_writer.End()).Length, 1200, 1260);
    }

    [Fact]
    public void The_size_stands_in_front() =>
        Assert.Equal(WriteAll().Length - 4, BitConverter.ToInt32(WriteAll()));

    private ReadOnlySpan<byte> WriteAll()
    {
        _writer.Clear();
        _writer.Begin();
        _writer.Bool(0, value: true);
        _writer.UInt8(1, 200);
        _writer.Int8(2, -5);
        _writer.UInt16(3, 65_000);
        _writer.UInt32(4, 4_000_000_000);
        _writer.Int32(5, -6);
        _writer.UInt64(6, ulong.MaxValue);
        _writer.Double(7, 0.25);
        _writer.String(8, "Grüße 🥣");
        _writer.Bytes(9, [1, 2, 3]);
        _writer.UInt16s(10, [7, 8]);
        _writer.Int32s(11, [-1, 9]);
        _writer.Strings(12, ["a", "", "ccc"]);
        _writer.Begin();
        _writer.String(0, "inner");
        _writer.Table(13, _writer.End());
        _writer.Tables(14, (uint[])[10, 11, 12], static (writer, value) =>
        {
            writer.Begin();
            writer.UInt32(0, value);
            return writer.End();
        });
        _writer.Begin();
        _writer.String(1, "union");
        _writer.Union(15, 3, _writer.End());
        return _writer.Finish(_writer.End());
    }
}
