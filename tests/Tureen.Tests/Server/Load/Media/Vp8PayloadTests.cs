using Tureen.Server.Load.Media;

namespace Tureen.Tests.Server.Load.Media;

public sealed class Vp8PayloadTests
{
    [Fact]
    public void The_start_of_a_key_frame_says_the_height()
    {
        byte[] frame = Vp8Frames.Key(640, 360);
        byte[][] descriptors = [[0x10], [0x90, 0x80, 0x05], [0x90, 0x80, 0x85, 0x00], [0x90, 0xF0, 0x85, 0x00, 0x01, 0x20]];

        Assert.All(descriptors, descriptor =>
        {
            Assert.True(Vp8Payload.TryParse([.. descriptor, .. frame], out Vp8Payload payload));
            Assert.Equal(new Vp8Payload(IsStart: true, IsKey: true, 360), payload);
        });
    }

    [Fact]
    public void Other_packets_start_no_key_frame()
    {
        Assert.True(Vp8Payload.TryParse([0x10, .. Vp8Frames.Delta(64, 64, isReference: true)], out Vp8Payload delta));
        Assert.True(Vp8Payload.TryParse([0x00, 0x00, 0x00], out Vp8Payload rest));

        Assert.Equal(new Vp8Payload(IsStart: true, IsKey: false, 0), delta);
        Assert.Equal(default, rest);
    }

    [Fact]
    public void What_is_too_short_is_no_payload()
    {
        byte[] packet = [0x90, 0xF0, 0x85, 0x00, 0x01, 0x20, .. Vp8Frames.Key(64, 64)];

        Assert.All(Enumerable.Range(0, 6 + 10), length => Assert.False(Vp8Payload.TryParse(packet.AsSpan(0, length), out _)));
    }
}
