using Tureen.Tests.Engine.Ice;

namespace Tureen.Tests.Robustness;

/// <summary>A clock that stalls, jumps, or runs backwards under an ICE server.</summary>
public sealed class H32_IceClockTests
{
    private readonly IceScene _scene = new(consentSeconds: 10);

    [Fact]
    public void A_pause_of_five_seconds_between_checks_costs_nothing()
    {
        _scene.Use(0);
        for (int i = 0; i < 100; i++)
        {
            _scene.Now += TimeSpan.FromSeconds(4 + 5);
            _scene.Server.HandleDeadline(_scene.Now);
            Assert.True(_scene.Plain(0));
        }

        _scene.AssertIs(IceState.Completed, 0);
    }

    [Fact]
    public void A_pause_longer_than_consent_disconnects_once_and_the_next_check_reconnects()
    {
        _scene.Use(0);
        _scene.TakeEvents();
        _scene.Now += TimeSpan.FromHours(1);
        _scene.Server.HandleDeadline(_scene.Now);
        _scene.Server.HandleDeadline(_scene.Now);
        Assert.Equal("-0 Disconnected", _scene.TakeEvents());

        _scene.Use(0);
        _scene.AssertIs(IceState.Completed, 0);
    }

    [Fact]
    public void Time_that_runs_backwards_neither_expires_nor_breaks_anything()
    {
        _scene.Use(0);
        _scene.Now -= TimeSpan.FromHours(1);
        _scene.Server.HandleDeadline(_scene.Now);
        Assert.True(_scene.Plain(0));
        Assert.False(_scene.Handle(0, _scene.Check with { RemotePassword = "guess" }));

        _scene.AssertIs(IceState.Completed, 0);
        Assert.Equal(_scene.Now + TimeSpan.FromSeconds(10), _scene.Server.NextDeadline);
    }
}
