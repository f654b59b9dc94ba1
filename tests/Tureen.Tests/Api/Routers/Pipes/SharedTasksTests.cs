namespace Tureen.Tests.Api.Routers.Pipes;

public sealed class SharedTasksTests
{
    private readonly HashSet<int> _closed = [];
    private readonly SharedTasks<string, int> _tasks;
    private int _made;

    public SharedTasksTests()
    {
        _tasks = new SharedTasks<string, int>(_closed.Contains);
    }

    [Fact]
    public async Task One_key_is_made_once()
    {
        int[] made = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _tasks.GetOrAddAsync("a", MakeAsync)));
        Assert.Equal([1], made.Distinct());
        Assert.Equal(2, await _tasks.GetOrAddAsync("b", MakeAsync));
        Assert.Equal([("a", 1), ("b", 2)], _tasks.Living.OrderBy(static one => one.Key));
    }

    [Fact]
    public async Task What_was_closed_or_failed_is_made_anew()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => _tasks.GetOrAddAsync("a", FailAsync));
        Assert.Equal(1, await _tasks.GetOrAddAsync("a", MakeAsync));
        _closed.Add(1);
        Assert.Empty(_tasks.Living);
        Assert.Equal(2, await _tasks.GetOrAddAsync("a", MakeAsync));
    }

    [Fact]
    public async Task Only_what_is_closed_is_forgotten()
    {
        await _tasks.GetOrAddAsync("a", MakeAsync);
        _tasks.Forget("a");
        Assert.Single(_tasks.Living);
        _closed.Add(1);
        _tasks.Forget("a");
        _closed.Clear();
        Assert.Empty(_tasks.Living);
    }

    private static async Task<int> FailAsync()
    {
        await Task.Yield();
        throw new InvalidOperationException();
    }

    private async Task<int> MakeAsync()
    {
        await Task.Yield();
        return Interlocked.Increment(ref _made);
    }
}
