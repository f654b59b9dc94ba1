using System.Collections.Concurrent;

namespace Tureen.Tests.Api.Events;

public sealed class SlowHandlerWatchTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_handler_that_waits_for_an_answer_of_its_own_worker_is_named_in_the_log()
    {
        await using Scene scene = await Scene.CreateAsync();
        TaskCompletionSource<string> reported = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using CancellationTokenSource enough = new();
        SlowHandlerWatch watch = scene.Worker.Dispatcher.Watch;
        watch.Limit = TimeSpan.FromMilliseconds(50);
        watch.Report = line => reported.TrySetResult(line);
        scene.Router.Observer.OnNewTransport += Block;
        Task<DirectTransport> making = scene.Router.CreateDirectTransportAsync();

        string line = await reported.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
        await enough.CancelAsync();

        Assert.Contains("'newtransport' of RouterObserver", line, StringComparison.Ordinal);
        Assert.Contains(nameof(Block), line, StringComparison.Ordinal);
        await making.WaitAsync(Patience, TestContext.Current.CancellationToken);

        void Block(Transport transport)
        {
            try
            {
                scene.Router.DumpAsync().Wait(enough.Token);
            }
            catch (OperationCanceledException)
            {
            }
        }
    }

    [Fact]
    public async Task Handlers_that_return_are_not_reported_however_many_there_are()
    {
        await using Scene scene = await Scene.CreateAsync();
        ConcurrentQueue<string> lines = [];
        scene.Worker.Dispatcher.Watch.Limit = TimeSpan.FromSeconds(20);
        scene.Worker.Dispatcher.Watch.Report = lines.Enqueue;
        int made = 0;
        scene.Router.Observer.OnNewTransport += _ => made++;
        for (int i = 0; i < 20; i++)
        {
            await scene.Router.CreateDirectTransportAsync();
        }

        await scene.SettleAsync();
        Assert.Equal(20, made);
        Assert.Empty(lines);
    }
}
