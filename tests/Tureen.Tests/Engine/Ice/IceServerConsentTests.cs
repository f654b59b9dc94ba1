namespace Tureen.Tests.Engine.Ice;

public sealed class IceServerConsentTests
{
    [Theory]
    [InlineData(1, 10)]
    [InlineData(10, 10)]
    [InlineData(30, 30)]
    [InlineData(60, 60)]
    [InlineData(3_600, 60)]
    public void The_timeout_is_brought_into_ten_to_sixty_seconds(int option, int seconds)
    {
        var scene = new IceScene(option);
        Assert.True(scene.Server.NextDeadline.IsNever);
        scene.Plain(0);

        Assert.Equal(scene.Now + TimeSpan.FromSeconds(seconds), scene.Server.NextDeadline);
    }

    [Fact]
    public void Zero_never_expires()
    {
        var scene = new IceScene(consentSeconds: 0);
        scene.Plain(0);
        scene.Server.HandleDeadline(scene.Now + TimeSpan.FromDays(1));

        Assert.True(scene.Server.NextDeadline.IsNever);
        scene.AssertIs(IceState.Connected, 0);
    }

    [Fact]
    public void Expiry_removes_all_tuples_and_disconnects()
    {
        var scene = new IceScene();
        scene.Use(0);
        scene.Plain(1);
        scene.TakeEvents();
        scene.Server.HandleDeadline(scene.Server.NextDeadline - TimeSpan.FromMicroseconds(1));
        scene.AssertIs(IceState.Completed, 0);

        scene.Server.HandleDeadline(scene.Server.NextDeadline);

        Assert.Equal("-1 -0 Disconnected", scene.TakeEvents());
        scene.AssertIs(IceState.Disconnected, null);
        Assert.Equal(0, scene.Server.TupleCount);
        Assert.True(scene.Server.NextDeadline.IsNever);
    }

    [Fact]
    public void Each_valid_check_starts_the_timer_again()
    {
        var scene = new IceScene();
        scene.Plain(0);
        for (int i = 0; i < 10; i++)
        {
            scene.Now += TimeSpan.FromSeconds(29);
            scene.Server.HandleDeadline(scene.Now);
            Assert.True(scene.Plain(0));
        }

        scene.AssertIs(IceState.Connected, 0);
        Assert.Equal(scene.Now + TimeSpan.FromSeconds(30), scene.Server.NextDeadline);
    }

    [Fact]
    public void A_restart_starts_a_running_timer_again_and_no_other()
    {
        var scene = new IceScene();
        scene.Server.Restart(scene.Now);
        Assert.True(scene.Server.NextDeadline.IsNever);

        scene.Plain(0);
        scene.Now += TimeSpan.FromSeconds(20);
        scene.Server.Restart(scene.Now);

        Assert.Equal(scene.Now + TimeSpan.FromSeconds(30), scene.Server.NextDeadline);
    }
}
