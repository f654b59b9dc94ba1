using Tureen.Engine.Congestion.Outgoing;

namespace Tureen.Tests.Engine.Congestion.Outgoing;

public sealed class DelayFloorTests
{
    private const double Slow = 400_000;
    private readonly DelayFloor _floor = new();
    private long _arrivedAt = 1_000_000;

    [Theory]
    [InlineData(400_000, false)]
    [InlineData(390_000, false)]
    [InlineData(5_000_000, true)]
    public void Packets_that_do_not_need_their_time_show_a_faster_path(double after, bool hasFallen)
    {
        Add(60, Slow, queue: 0);
        Add(6, after, queue: 0);
        Assert.Equal(hasFallen, _floor.HasFallen(Slow));
    }

    [Fact]
    public void One_packet_that_waited_speaks_against_it()
    {
        Add(60, Slow, queue: 0);
        Add(5, 5_000_000, queue: 0);
        Add(1, 5_000_000, queue: 20_000);
        Assert.False(_floor.HasFallen(Slow));
    }

    [Fact]
    public void Sizes_alone_do_not_move_it()
    {
        Add(60, Slow, queue: 0, length: 1200);
        Add(6, Slow, queue: 0, length: 300);
        Assert.False(_floor.HasFallen(Slow));
    }

    private void Add(int groups, double rate, long queue, int length = 1000)
    {
        for (int i = 0; i < groups; i++)
        {
            _arrivedAt += 50_000;
            _floor.Add(new GroupDelay(_arrivedAt, 20_000 + queue + (long)(length * 8_000_000.0 / rate), length));
        }
    }
}
