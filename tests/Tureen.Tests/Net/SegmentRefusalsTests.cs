using Tureen.Engine.Primitives;
using Tureen.Net;

namespace Tureen.Tests.Net;

public sealed class SegmentRefusalsTests
{
    private readonly SegmentRefusals _refusals = new();

    [Fact]
    public void A_refusal_counts_for_all_ports_of_its_host_alone_and_the_least_counts()
    {
        _refusals.Add(default, Host(1, port: 1), 1300);
        _refusals.Add(default, Host(1, port: 2), 1200);
        _refusals.Add(default, Host(1, port: 2), 1250);
        Assert.Equal(1200, _refusals.LimitOf(Host(1, port: 3), 1500));
        Assert.Equal(500, _refusals.LimitOf(Host(1, port: 3), 500));
        Assert.Equal(1500, _refusals.LimitOf(Host(2, port: 1), 1500));
    }

    [Fact]
    public void It_ends_after_its_time_whatever_came_later()
    {
        Timestamp end = default(Timestamp) + NetLimits.SegmentRefusalMemory;
        _refusals.Add(default, Host(1), 1200);
        _refusals.Add(new Timestamp(1), Host(2), 1200);
        _refusals.Add(new Timestamp(2), Host(1), 1100);
        _refusals.Expire(new Timestamp(end.Microseconds - 1));
        Assert.Equal(2, _refusals.Count);
        _refusals.Expire(end);
        Assert.Equal(1500, _refusals.LimitOf(Host(1), 1500));
        Assert.Equal(1200, _refusals.LimitOf(Host(2), 1500));
    }

    [Fact]
    public void There_are_at_most_so_many_and_the_oldest_goes_first()
    {
        for (uint i = 0; i <= NetLimits.SegmentRefusals; i++)
        {
            _refusals.Add(default, Host(i), 1200);
        }

        Assert.Equal(NetLimits.SegmentRefusals, _refusals.Count);
        Assert.Equal(1500, _refusals.LimitOf(Host(0), 1500));
        Assert.Equal(1200, _refusals.LimitOf(Host(1), 1500));
    }

    private static NetworkAddress Host(uint number, ushort port = 9) => NetworkAddress.FromIPv4(0x0A000000 + number, port);
}
