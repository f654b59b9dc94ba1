using Tureen.Engine.Primitives;
using Tureen.Engine.Streams;

namespace Tureen.Tests.Engine.Streams;

public sealed class RemoteCaptureClocksTests
{
    private readonly RemoteCaptureClocks _clocks = new(new NtpClock(Timestamp.Zero, new NtpTime(1UL << 63)));

    [Fact]
    public void Producers_of_one_cname_share_a_clock_and_others_do_not()
    {
        RemoteCaptureClock alice = _clocks.Join("alice", hasAbsCaptureTime: true);
        Assert.Same(alice, _clocks.Join("alice", hasAbsCaptureTime: true));
        Assert.NotSame(alice, _clocks.Join("bob", hasAbsCaptureTime: true));
        Assert.Equal(CaptureTimeSource.AbsCaptureTime, alice.Source);
    }

    [Fact]
    public void A_clock_lives_as_long_as_a_producer_uses_it()
    {
        RemoteCaptureClock first = _clocks.Join("alice", hasAbsCaptureTime: false);
        _clocks.Join("alice", hasAbsCaptureTime: true);
        _clocks.Leave("alice");
        Assert.Equal(1, _clocks.Count);
        _clocks.Leave("alice");
        Assert.Equal(0, _clocks.Count);
        Assert.NotSame(first, _clocks.Join("alice", hasAbsCaptureTime: true));
    }
}
