using Tureen.Net.Tcp;

namespace Tureen.Tests.Net.Tcp;

public sealed class TcpFrameBufferTests
{
    private readonly TcpFrameBuffer _buffer = new(LengthFraming.Instance, maxFrameLength: 100, capacity: 128);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void Frames_come_whole_however_the_bytes_come(int step)
    {
        byte[] stream = [0, 3, 1, 2, 3, 0, 0, 0, 1, 9, 0, 2, 4, 5];
        List<byte[]> frames = [];
        for (int offset = 0; offset < stream.Length; offset += step)
        {
            Give(stream.AsSpan(offset, Math.Min(step, stream.Length - offset)), frames);
        }

        Assert.Equal([[1, 2, 3], [9], [4, 5]], frames);
        Assert.False(_buffer.IsBroken);
    }

    [Fact]
    public void A_frame_that_is_too_long_breaks_the_stream_at_once()
    {
        List<byte[]> frames = [];
        Give([0, 1, 7, 0, 101], frames);
        Assert.Equal([[7]], frames);
        Assert.True(_buffer.IsBroken);
        Give([0, 1, 7], frames);
        Assert.Single(frames);
    }

    [Fact]
    public void There_is_always_room_for_the_rest_of_a_frame()
    {
        List<byte[]> frames = [];
        byte[] frame = [0, 100, .. new byte[100]];
        for (int i = 0; i < 1000; i++)
        {
            foreach (byte one in frame)
            {
                Give([one], frames);
            }
        }

        Assert.Equal(1000, frames.Count);
    }

    private void Give(ReadOnlySpan<byte> bytes, List<byte[]> frames)
    {
        bytes.CopyTo(_buffer.Free);
        _buffer.Advance(bytes.Length);
        while (_buffer.TryRead(out ReadOnlySpan<byte> frame))
        {
            frames.Add(frame.ToArray());
        }
    }
}
