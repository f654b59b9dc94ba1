namespace Tureen.Tests.Api.Workers;

public sealed class PauseStateTests : IAsyncLifetime
{
    private readonly List<string> _seen = [];
    private Worker _worker = null!;
    private ObjectLife _life = null!;

    public async ValueTask InitializeAsync()
    {
        _worker = await Mediasoup.CreateWorkerAsync();
        _life = new ObjectLife(_worker.Channel, id: null, new ComponentLog(null, "Paused"), appData: null);
    }

    public ValueTask DisposeAsync() => _worker.DisposeAsync();

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void The_first_states_are_those_given(bool isPaused, bool isSourcePaused)
    {
        PauseState state = Create(isPaused, isSourcePaused);

        Assert.Equal((isPaused, isSourcePaused), (state.IsPaused, state.IsSourcePaused));
        Assert.Empty(_seen);
    }

    [Fact]
    public void Each_change_is_reported_once()
    {
        PauseState state = Create();

        Assert.True(state.Set(isPaused: true));
        Assert.True(state.Set(isPaused: true));
        Assert.False(state.Set(isPaused: false));
        Assert.False(state.Set(isPaused: false));

        Assert.Equal(["pause", "resume"], _seen);
    }

    [Fact]
    public void A_change_of_the_source_is_raised_by_the_object_before_its_observer()
    {
        PauseState state = Create();

        state.SetSource(isPaused: true, () => _seen.Add("source pause"));
        state.SetSource(isPaused: true, () => _seen.Add("source pause again"));
        state.SetSource(isPaused: false, () => _seen.Add("source resume"));

        Assert.Equal(["source pause", "pause", "source resume", "resume"], _seen);
    }

    [Fact]
    public void The_observer_reports_nothing_of_one_pause_during_the_other()
    {
        PauseState state = Create();

        // Nothing flows from the first pause to the last resume.
        state.SetSource(isPaused: true, static () => { });
        state.Set(isPaused: true);
        state.SetSource(isPaused: false, static () => { });
        state.Set(isPaused: false);

        Assert.Equal(["pause", "resume"], _seen);
        Assert.Equal((false, false), (state.IsPaused, state.IsSourcePaused));
    }

    [Fact]
    public void A_closed_object_changes_its_state_and_reports_nothing()
    {
        PauseState state = Create();
        _life.MarkClosed();

        Assert.True(state.Set(isPaused: true));

        Assert.True(state.IsPaused);
        Assert.Empty(_seen);
    }

    private PauseState Create(bool isPaused = false, bool isSourcePaused = false) =>
        new(_life, () => _seen.Add("pause"), () => _seen.Add("resume"), isPaused, isSourcePaused);
}
