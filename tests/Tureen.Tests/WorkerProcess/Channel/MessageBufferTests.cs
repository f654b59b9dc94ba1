using System.Buffers.Binary;
using Tureen.WorkerProcess.Channel;

namespace Tureen.Tests.WorkerProcess.Channel;

public sealed class MessageBufferTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(1_000_000)]
    public void Messages_are_cut_out_of_pieces_of_any_size(int piece)
    {
        int[] lengths = [0, 1, 7, 300_000, 2];
        byte[] stream = [.. lengths.SelectMany(static (length, i) => Frame([.. Enumerable.Repeat((byte)i, length)]))];

        List<byte[]> messages = Cut(new MessageBuffer(), stream, piece);

        Assert.Equal(lengths, messages.Select(static message => message.Length));
        Assert.All(messages, (message, i) => Assert.All(message, value => Assert.Equal(i, value)));
    }

    [Fact]
    public void A_message_of_the_greatest_size_is_taken()
    {
        byte[] message = Assert.Single(Cut(new MessageBuffer(), Frame(new byte[ChannelLimits.MessageLength]), int.MaxValue));

        Assert.Equal(ChannelLimits.MessageLength, message.Length);
    }

    [Theory]
    [InlineData(ChannelLimits.MessageLength + 1L)]
    [InlineData(uint.MaxValue)]
    public void A_greater_size_breaks_the_channel(long length)
    {
        var buffer = new MessageBuffer();
        byte[] stream = new byte[8];
        BinaryPrimitives.WriteUInt32LittleEndian(stream, (uint)length);

        Assert.Empty(Cut(buffer, stream, int.MaxValue));
        Assert.True(buffer.IsBroken);
    }

    private static byte[] Frame(byte[] message)
    {
        byte[] frame = new byte[4 + message.Length];
        BinaryPrimitives.WriteInt32LittleEndian(frame, message.Length);
        message.CopyTo(frame, 4);
        return frame;
    }

    private static List<byte[]> Cut(MessageBuffer buffer, byte[] stream, int piece)
    {
        List<byte[]> messages = [];
        for (int read = 0; read < stream.Length;)
        {
            Span<byte> free = buffer.GetFree();
            int count = Math.Min(Math.Min(piece, free.Length), stream.Length - read);
            stream.AsSpan(read, count).CopyTo(free);
            buffer.Add(count);
            read += count;
            while (buffer.TryTake(out ReadOnlySpan<byte> message))
            {
                messages.Add(message.ToArray());
            }
        }

        return messages;
    }
}
