namespace Tureen.Tests.Engine.Ice;

/// <summary>Each row and column of the table of states.</summary>
public sealed class IceServerStateTests
{
    private readonly IceScene _scene = new();

    [Fact]
    public void A_plain_check_connects_a_new_server()
    {
        _scene.Plain(0);

        _scene.AssertIs(IceState.Connected, 0);
        Assert.Equal("+0 =0 Connected", _scene.TakeEvents());
    }

    [Theory]
    [InlineData(true, null)]
    [InlineData(false, 0u)]
    [InlineData(false, 7u)]
    [InlineData(true, 7u)]
    public void A_nominating_check_completes_a_new_server(bool useCandidate, uint? nomination)
    {
        _scene.Handle(0, _scene.Check with { UseCandidate = useCandidate, Nomination = nomination });

        _scene.AssertIs(IceState.Completed, 0);
        Assert.Equal("+0 =0 Completed", _scene.TakeEvents());
    }

    [Fact]
    public void A_plain_check_over_another_tuple_only_adds_it_while_connected()
    {
        _scene.Plain(0);
        _scene.TakeEvents();
        _scene.Plain(1);

        _scene.AssertIs(IceState.Connected, 0);
        Assert.Equal("+1", _scene.TakeEvents());
    }

    [Fact]
    public void A_nominating_check_completes_a_connected_server_on_that_tuple()
    {
        _scene.Plain(0);
        _scene.TakeEvents();
        _scene.Use(1);

        _scene.AssertIs(IceState.Completed, 1);
        Assert.Equal("+1 =1 Completed", _scene.TakeEvents());
    }

    [Fact]
    public void A_nominating_check_over_the_selected_tuple_only_completes()
    {
        _scene.Plain(0);
        _scene.TakeEvents();
        _scene.Use(0);

        Assert.Equal("Completed", _scene.TakeEvents());
    }

    [Fact]
    public void A_plain_check_only_adds_a_tuple_while_completed()
    {
        _scene.Use(0);
        _scene.TakeEvents();
        _scene.Plain(1);
        _scene.Plain(1);

        _scene.AssertIs(IceState.Completed, 0);
        Assert.Equal("+1", _scene.TakeEvents());
    }

    [Fact]
    public void Use_candidate_selects_another_tuple_while_completed()
    {
        _scene.Use(0);
        _scene.TakeEvents();
        _scene.Use(1);

        _scene.AssertIs(IceState.Completed, 1);
        Assert.Equal("+1 =1", _scene.TakeEvents());
    }

    [Theory]
    [InlineData(4u, 0)]
    [InlineData(5u, 0)]
    [InlineData(6u, 1)]
    public void Only_a_newer_nomination_selects_another_tuple(uint nomination, int selected)
    {
        _scene.Nominate(0, 5);
        _scene.Nominate(1, nomination);

        _scene.AssertIs(IceState.Completed, selected);
        Assert.True(_scene.Server.IsKnownTuple(IceScene.Tuple(1)));
    }

    [Fact]
    public void Use_candidate_does_not_help_an_old_nomination()
    {
        _scene.Nominate(0, 5);
        _scene.Handle(1, _scene.Check with { UseCandidate = true, Nomination = 4 });

        _scene.AssertIs(IceState.Completed, 0);
    }

    [Fact]
    public void Use_candidate_keeps_the_last_nomination_in_mind()
    {
        _scene.Nominate(0, 5);
        _scene.Use(1);
        _scene.Nominate(0, 5);

        _scene.AssertIs(IceState.Completed, 1);
    }

    [Fact]
    public void A_plain_check_connects_a_disconnected_server()
    {
        Disconnect();
        _scene.Plain(1);

        _scene.AssertIs(IceState.Connected, 1);
        Assert.Equal("+1 =1 Connected", _scene.TakeEvents());
    }

    [Fact]
    public void A_disconnected_server_has_forgotten_the_nomination()
    {
        _scene.Nominate(0, 9);
        Disconnect();
        _scene.Nominate(1, 1);

        _scene.AssertIs(IceState.Completed, 1);
        Assert.Equal("+1 =1 Completed", _scene.TakeEvents());
    }

    [Fact]
    public void A_closed_server_answers_nothing_and_reports_its_end_once()
    {
        _scene.Plain(0);
        _scene.TakeEvents();
        _scene.Sink.TakeAll();
        _scene.Server.Close();
        _scene.Server.Close();

        Assert.Equal("-0 discarded Closed", _scene.TakeEvents());
        Assert.False(_scene.Plain(0));
        _scene.Server.Restart(_scene.Now);
        _scene.Server.HandleDeadline(_scene.Now + TimeSpan.FromHours(1));
        Assert.Empty(_scene.Sink.TakeAll());
        Assert.Equal(string.Empty, _scene.TakeEvents());
        Assert.True(_scene.Server.NextDeadline.IsNever);
        _scene.AssertIs(IceState.Closed, null);
    }

    private void Disconnect()
    {
        _scene.Plain(0);
        _scene.Server.RemoveTuple(IceScene.Tuple(0));
        _scene.AssertIs(IceState.Disconnected, null);
        _scene.TakeEvents();
    }
}
