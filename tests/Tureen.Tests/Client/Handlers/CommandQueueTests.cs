using Tureen.Client;

namespace Tureen.Tests.Client.Handlers;

public sealed class CommandQueueTests
{
    [Fact]
    public async Task Commands_run_one_after_the_other_in_their_order()
    {
        var queue = new CommandQueue();
        List<string> log = [];
        TaskCompletionSource first = new();

        Task one = queue.EnqueueAsync(async () =>
        {
            log.Add("one");
            await first.Task;
            log.Add("one ends");
        });
        Task two = queue.EnqueueAsync(() =>
        {
            log.Add("two");
            return Task.CompletedTask;
        });
        first.SetResult();
        await Task.WhenAll(one, two);

        Assert.Equal(["one", "one ends", "two"], log);
    }

    [Fact]
    public async Task A_command_that_fails_does_not_stop_the_next()
    {
        var queue = new CommandQueue();
        Task failing = queue.EnqueueAsync(() => throw new InvalidOperationException());
        int answer = await queue.EnqueueAsync(() => Task.FromResult(7));

        await Assert.ThrowsAsync<InvalidOperationException>(() => failing);
        Assert.Equal(7, answer);
    }

    [Fact]
    public async Task Stopping_fails_what_runs_what_waits_and_what_comes()
    {
        var queue = new CommandQueue();
        TaskCompletionSource never = new();
        Task running = queue.EnqueueAsync(() => never.Task);
        Task waiting = queue.EnqueueAsync(() => Task.CompletedTask);

        queue.Stop();
        Task late = queue.EnqueueAsync(() => Task.CompletedTask);

        await Assert.ThrowsAsync<InvalidStateException>(() => running);
        await Assert.ThrowsAsync<InvalidStateException>(() => waiting);
        await Assert.ThrowsAsync<InvalidStateException>(() => late);
    }
}
