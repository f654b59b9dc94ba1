namespace Tureen.Tests.Api.Events;

public sealed class EventDispatcherTests
{
    private readonly EventDispatcher _dispatcher = new();

    [Fact]
    public async Task Everything_runs_in_order_and_never_two_at_a_time()
    {
        var seen = new List<int>();
        for (int i = 0; i < 1000; i++)
        {
            int number = i;
            _dispatcher.PostEvent(() => seen.Add(number));
        }

        await _dispatcher.FlushAsync();

        Assert.Equal(Enumerable.Range(0, 1000), seen);
    }

    [Fact]
    public async Task An_event_waits_for_the_code_that_the_answer_before_it_woke_up()
    {
        for (int i = 0; i < 200; i++)
        {
            var answer = new TaskCompletionSource();
            bool isAttached = false;
            bool wasAttached = false;
            async Task AwaitAnswerAsync()
            {
                await answer.Task.ConfigureAwait(false);
                isAttached = true;
            }

            Task code = AwaitAnswerAsync();
            _dispatcher.PostAnswer(() => _dispatcher.Resume(answer.SetResult));
            _dispatcher.PostEvent(() => wasAttached = isAttached);
            await _dispatcher.FlushAsync();
            await code;

            Assert.True(wasAttached);
        }
    }

    [Fact]
    public async Task Traces_that_nobody_takes_in_time_are_dropped_and_counted_but_no_event_is()
    {
        using var block = new ManualResetEventSlim();
        using var isBlocked = new ManualResetEventSlim();
        int events = 0;
        int traces = 0;
        _dispatcher.PostEvent(() =>
        {
            isBlocked.Set();
            block.Wait();
        });
        isBlocked.Wait(TestContext.Current.CancellationToken);
        for (int i = 0; i < 3 * EventDispatcher.MaxWaitingTraces; i++)
        {
            Assert.Equal(i < EventDispatcher.MaxWaitingTraces, _dispatcher.TryPostTrace(() => traces++));
            _dispatcher.PostEvent(() => events++);
        }

        block.Set();
        await _dispatcher.FlushAsync();

        Assert.Equal(EventDispatcher.MaxWaitingTraces, traces);
        Assert.Equal(3 * EventDispatcher.MaxWaitingTraces, events);
        Assert.Equal(2 * EventDispatcher.MaxWaitingTraces, _dispatcher.DroppedTraces);
        Assert.True(_dispatcher.TryPostTrace(() => traces++));
    }

    [Fact]
    public async Task Packets_and_messages_that_slow_handlers_leave_waiting_are_dropped_beyond_a_bound()
    {
        using var block = new ManualResetEventSlim();
        using var isBlocked = new ManualResetEventSlim();
        const int Length = EventDispatcher.MaxWaitingData / 8;
        int delivered = 0;
        _dispatcher.PostEvent(() =>
        {
            isBlocked.Set();
            block.Wait();
        });
        isBlocked.Wait(TestContext.Current.CancellationToken);
        for (int i = 0; i < 10; i++)
        {
            Assert.Equal(i < 7, _dispatcher.TryPostData(() => delivered++, Length));
        }

        Assert.True(_dispatcher.TryPostTrace(() => delivered++));
        block.Set();
        await _dispatcher.FlushAsync();

        Assert.Equal((8, 3), (delivered, _dispatcher.DroppedData));
        Assert.True(_dispatcher.TryPostData(() => delivered++, Length));
    }

    [Fact]
    public async Task Code_that_blocks_after_an_answer_stops_nothing()
    {
        using var block = new ManualResetEventSlim();
        _dispatcher.PostAnswer(() => _dispatcher.Resume(block.Wait));
        bool isRaised = false;
        _dispatcher.PostEvent(() => isRaised = true);
        await _dispatcher.FlushAsync().WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        block.Set();

        Assert.True(isRaised);
    }
}
