using Tureen.Engine.Events;

namespace Tureen.Tests.Api.Workers;

public sealed class ObjectLifeTests : IAsyncLifetime
{
    private readonly List<string> _seen = [];
    private Worker _worker = null!;
    private ObjectLife _life = null!;

    public async ValueTask InitializeAsync()
    {
        _worker = await Mediasoup.CreateWorkerAsync();
        _life = CreateLife("parent");
    }

    public ValueTask DisposeAsync() => _worker.DisposeAsync();

    [Fact]
    public async Task Closing_marks_the_object_then_ends_its_core_then_raises_its_events()
    {
        _life.Close(MarkParent, () => _seen.Add($"core, closed: {_life.IsClosed}"));
        await _worker.Channel.Dispatcher.FlushAsync();

        Assert.Equal(["core, closed: True", "close", "observer close"], _seen);
    }

    [Fact]
    public async Task Closing_a_second_time_does_nothing()
    {
        _life.Close(MarkParent, () => _seen.Add("core"));
        _life.Close(MarkParent, () => _seen.Add("core again"));
        await _worker.Channel.Dispatcher.FlushAsync();

        Assert.Equal(["core", "close", "observer close"], _seen);
        Assert.False(_life.TryClose(MarkParent, out List<Action> raises));
        Assert.Empty(raises);
    }

    [Fact]
    public void A_closed_object_gives_its_id_back()
    {
        _worker.Channel.Reserve("parent");
        Assert.Throws<MediasoupException>(() => _worker.Channel.Reserve("parent"));

        _life.MarkClosed();

        _worker.Channel.Reserve("parent");
    }

    [Fact]
    public void The_applications_data_is_never_null()
    {
        Assert.Empty(_life.AppData);
        _life.AppData["foo"] = 1;
        Assert.Throws<MediasoupTypeException>(() => _life.AppData = null!);
        Assert.Equal(1, _life.AppData["foo"]);
    }

    [Fact]
    public void An_adopted_object_is_kept_and_registered_before_it_is_reported()
    {
        int before = _worker.Channel.TargetCount;
        var child = new Child();

        Child adopted = _life.Adopt(
            child,
            "child",
            _ => _seen.Add($"kept, gate held: {_worker.Channel.Gate.IsHeldByCurrentThread}"),
            _ => _seen.Add($"reported, gate held: {_worker.Channel.Gate.IsHeldByCurrentThread}, targets: {_worker.Channel.TargetCount - before}"),
            "Parent closed");

        Assert.Same(child, adopted);
        Assert.Equal(["kept, gate held: True", "reported, gate held: False, targets: 1"], _seen);
    }

    [Fact]
    public void A_closed_object_adopts_nothing()
    {
        int before = _worker.Channel.TargetCount;
        _life.MarkClosed();

        NotFoundException error = Assert.Throws<NotFoundException>(() => _life.Adopt(
            new Child(), "child", _ => _seen.Add("kept"), _ => _seen.Add("reported"), "Parent closed"));

        Assert.Equal("Parent closed", error.Message);
        Assert.Empty(_seen);
        Assert.Equal(before, _worker.Channel.TargetCount);
    }

    private ObjectLife CreateLife(string id) => new(_worker.Channel, id, new ComponentLog(null, "Parent"), appData: null);

    private void MarkParent(List<Action> raises)
    {
        _life.MarkClosed();
        raises.Add(() => _seen.Add("close"));
        raises.Add(() => _seen.Add("observer close"));
    }

    private sealed class Child : IEngineEventTarget
    {
        public void HandleEngineEvent(EngineEvent engineEvent)
        {
        }
    }
}
