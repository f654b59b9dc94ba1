using Tureen.Net.Tcp;

namespace Tureen.Tests.Net.Tcp;

public sealed class TurnFramingTests
{
    private static readonly byte[] Stun = [0, 1, 0, 4, 0x21, 0x12, 0xA4, 0x42, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 0x80, 0x22, 0, 0];
    private static readonly byte[] Channel = [0x40, 1, 0, 5, 1, 2, 3, 4, 5, 0, 0, 0];

    private readonly TcpFrameBuffer _buffer = new(TurnFraming.Instance, maxFrameLength: 100, capacity: 128);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(40)]
    public void Messages_and_padded_channel_data_come_whole_however_the_bytes_come(int step)
    {
        byte[] stream = [.. Stun, .. Channel, .. Stun];
        List<byte[]> frames = [];
        for (int offset = 0; offset < stream.Length; offset += step)
        {
            byte[] piece = stream[offset..Math.Min(stream.Length, offset + step)];
            piece.CopyTo(_buffer.Free);
            _buffer.Advance(piece.Length);
            while (_buffer.TryRead(out ReadOnlySpan<byte> frame))
            {
                frames.Add(frame.ToArray());
            }
        }

        Assert.Equal([Stun, Channel, Stun], frames);
    }

    [Theory]
    [InlineData(0x80)]
    [InlineData(0xC0)]
    public void Anything_else_breaks_the_stream(byte first)
    {
        new byte[] { first, 0, 0, 1 }.CopyTo(_buffer.Free);
        _buffer.Advance(4);

        Assert.False(_buffer.TryRead(out _));
        Assert.True(_buffer.IsBroken);
    }
}
