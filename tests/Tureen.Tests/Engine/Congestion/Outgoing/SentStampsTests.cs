using Tureen.Engine.Congestion.Outgoing;

namespace Tureen.Tests.Engine.Congestion.Outgoing;

public sealed class SentStampsTests
{
    private readonly SentStamps _stamps = new(capacity: 16);

    [Fact]
    public void What_was_written_is_found_again_until_newer_packets_take_its_place()
    {
        Assert.False(_stamps.TryGet(0, out _, out _));
        for (int i = 0; i < 20; i++)
        {
            _stamps.Set((ushort)(65_530 + i), (ushort)(100 + i), (uint)(1000 + i));
        }

        Assert.False(_stamps.TryGet(65_533, out _, out _));
        Assert.True(_stamps.TryGet(65_534, out ushort number, out uint sendTime));
        Assert.Equal((104, 1004u), (number, sendTime));
        Assert.True(_stamps.TryGet(13, out number, out _));
        Assert.Equal(119, number);
        Assert.False(_stamps.TryGet(14, out _, out _));
    }
}
