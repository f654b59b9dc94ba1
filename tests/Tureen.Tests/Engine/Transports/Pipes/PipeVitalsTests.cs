using Tureen.Engine.Primitives;
using Tureen.Engine.Transports.Pipes;

namespace Tureen.Tests.Engine.Transports.Pipes;

public sealed class PipeVitalsTests
{
    private static readonly Timestamp Start = new(1_000_000);

    private readonly PipeVitals _vitals = new(new PipeControlOptions
    {
        Id = Guid.NewGuid(),
        ConnectTimeout = TimeSpan.FromSeconds(30),
        PeerTimeout = TimeSpan.FromSeconds(3),
    });

    [Fact]
    public void The_ends_have_to_meet_in_time()
    {
        _vitals.Start(Start);
        Assert.Null(_vitals.FindEnd(At(29.9)));
        Assert.Equal(PipeCloseReason.NotConnected, _vitals.FindEnd(At(30)));
    }

    [Fact]
    public void Silence_ends_the_pipe_and_each_message_puts_that_off()
    {
        _vitals.Start(Start);
        _vitals.HandleHeard(At(2));
        Assert.Equal(At(5), _vitals.NextDeadline);
        _vitals.HandleHeard(At(4));
        Assert.Null(_vitals.FindEnd(At(6.9)));
        Assert.Equal(PipeCloseReason.PeerLost, _vitals.FindEnd(At(7)));
    }

    [Theory]
    [InlineData(30, 1)]
    [InlineData(6, 1)]
    [InlineData(3, 0.5)]
    [InlineData(1.2, 0.2)]
    public void Signs_are_as_frequent_as_the_other_end_needs(double peerTimeout, double interval)
    {
        _vitals.HandlePeer(Start, TimeSpan.FromSeconds(peerTimeout));
        Assert.False(_vitals.TryTakeSign(At(interval - 0.01)));
        Assert.True(_vitals.TryTakeSign(At(interval)));
        Assert.False(_vitals.TryTakeSign(At(interval * 1.5)));
        Assert.True(_vitals.TryTakeSign(At(interval * 2)));
    }

    [Fact]
    public void An_end_that_slept_itself_waits_a_little_longer_and_once()
    {
        _vitals.HandleHeard(Start);
        Assert.Null(_vitals.FindEnd(At(60)));
        Assert.Equal(At(61), _vitals.NextDeadline);
        Assert.Equal(PipeCloseReason.PeerLost, _vitals.FindEnd(At(61)));
    }

    private static Timestamp At(double seconds) => Start + TimeSpan.FromSeconds(seconds);
}
