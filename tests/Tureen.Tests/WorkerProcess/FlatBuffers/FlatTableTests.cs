using Tureen.WorkerProcess.Dispatch;
using Tureen.WorkerProcess.FlatBuffers;
using Tureen.WorkerProcess.Messages;

namespace Tureen.Tests.WorkerProcess.FlatBuffers;

public sealed class FlatTableTests
{
    /// <summary>Written by the FlatBuffers library for JavaScript: request 7, update settings to level warn with the tags info and rtp.</summary>
    private static readonly byte[] UpdateSettings = Convert.FromHexString(
        "0c00000008000a0009000400080000001400000000010e001800140013000c000b0004000e00000024000000000000010c000000000000020700000000" +
        "0000000000000008000c0008000400080000000800000024000000020000001000000004000000030000007274700004000000696e666f000000000400" +
        "00007761726e00000000");

    private readonly FlatReading _reading = new();

    [Fact]
    public void A_message_of_another_library_is_read()
    {
        Assert.True(IncomingMessage.TryParse(UpdateSettings, _reading, out IncomingMessage message));
        IncomingRequest request = IncomingRequest.Read(message.Table, RequestTable.BodyOf);

        Assert.Equal(7u, request.Id);
        Assert.Equal(RequestMethod.WorkerUpdateSettings, request.Method);
        Assert.Equal("", request.HandlerId);
        Assert.Equal("warn", request.Body.String(0));
        Assert.Equal(["info", "rtp"], request.Body.Strings(1));
        Assert.Null(_reading.Fault);
    }

    [Fact]
    public void A_message_that_is_cut_anywhere_is_refused()
    {
        for (int length = 0; length < UpdateSettings.Length - 3; length++)
        {
            Read(UpdateSettings.AsSpan(0, length));

            Assert.NotNull(_reading.Fault);
        }
    }

    [Fact]
    public void Fields_that_are_not_there_have_their_default()
    {
        var writer = new FlatWriter();
        writer.Begin();
        FlatTable table = _reading.Open(writer.Finish(writer.End())[4..]);

        Assert.False(table.Bool(0));
        Assert.True(table.Bool(0, defaultValue: true));
        Assert.Null(table.OptionalUInt16(1));
        Assert.Null(table.String(2));
        Assert.Empty(table.Strings(3));
        Assert.True(table.Table(4).IsEmpty);
        Assert.Null(_reading.Fault);
    }

    [Fact]
    public void A_required_field_that_is_not_there_is_a_fault()
    {
        var writer = new FlatWriter();
        writer.Begin();
        FlatTable table = _reading.Open(writer.Finish(writer.End())[4..]);

        Assert.Equal("", table.RequiredString(3));
        Assert.Equal("field 3 is missing", _reading.Fault);
    }

    [Fact]
    public void A_string_that_is_not_UTF_8_is_a_fault()
    {
        byte[] bytes = [.. UpdateSettings];
        bytes[^8] = 0xFF;
        Read(bytes);

        Assert.Equal("a string is not UTF-8", _reading.Fault);
    }

    [Fact]
    public void A_body_of_another_kind_than_the_method_demands_is_a_fault()
    {
        byte[] bytes = [.. UpdateSettings];
        bytes[UpdateSettings.AsSpan().IndexOf(new byte[] { 0, 0, 1, 0x0c, 0 }) + 2] = (byte)RequestBody.WorkerCreateRouter;
        Read(bytes);

        Assert.Equal("the body is not that of the method", _reading.Fault);
    }

    [Fact]
    public void A_small_message_cannot_refer_to_one_string_until_memory_is_gone()
    {
        // 16,000 references to one string of 64,000 characters: it must not become a gigabyte.
        const int References = 16_000;
        byte[] bytes = new byte[16 + 4 + (4 * References) + 4 + 64_001 + 3];
        bytes[0] = 10;
        bytes[4] = 6;
        bytes[6] = 8;
        bytes[8] = 4;
        bytes[10] = 6;
        bytes[14] = 4;
        int vector = 18;
        int text = vector + 4 + (4 * References);
        BitConverter.TryWriteBytes(bytes.AsSpan(vector), References);
        for (int i = 0; i < References; i++)
        {
            int at = vector + 4 + (4 * i);
            BitConverter.TryWriteBytes(bytes.AsSpan(at), text - at);
        }

        BitConverter.TryWriteBytes(bytes.AsSpan(text), 64_000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        string[] strings = _reading.Open(bytes).Strings(0);

        Assert.Equal(References, strings.Length);
        Assert.Equal("the message refers to its parts too often", _reading.Fault);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 2_000_000);
    }

    private void Read(ReadOnlySpan<byte> bytes)
    {
        if (IncomingMessage.TryParse(bytes, _reading, out IncomingMessage message))
        {
            IncomingRequest request = IncomingRequest.Read(message.Table, RequestTable.BodyOf);
            request.Body.String(0);
            request.Body.Strings(1);
        }
    }
}
