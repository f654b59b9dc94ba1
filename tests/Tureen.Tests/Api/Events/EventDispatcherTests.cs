using Tureen.Engine.Events;

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
    public async Task Of_reports_that_wait_for_slow_handlers_the_last_of_each_object_arrives()
    {
        using var block = new ManualResetEventSlim();
        using var isBlocked = new ManualResetEventSlim();
        const int Objects = EventDispatcher.MaxWaitingReports + 100;
        var last = new Dictionary<string, int>();
        int delivered = 0;
        int events = 0;
        _dispatcher.PostEvent(() =>
        {
            isBlocked.Set();
            block.Wait();
        });
        isBlocked.Wait(TestContext.Current.CancellationToken);
        for (int round = 0; round < 20; round++)
        {
            for (int i = 0; i < Objects; i++)
            {
                (string id, int value) = ($"object-{i}", round);
                _dispatcher.PostReport(id, ReportKind.Score, () =>
                {
                    delivered++;
                    last[id] = value;
                });
            }

            _dispatcher.PostEvent(() => events++);
        }

        // Another kind of the same object has a place of its own.
        _dispatcher.PostReport("object-0", ReportKind.Layers, () => delivered++);
        block.Set();
        await _dispatcher.FlushAsync();

        Assert.Equal(Objects + 1, delivered);
        Assert.Equal(20, events);
        Assert.Equal(Objects, last.Count);
        Assert.All(last.Values, static value => Assert.Equal(19, value));
        Assert.Equal(19 * Objects, _dispatcher.DroppedReports);
    }

    [Fact]
    public async Task Handlers_that_keep_up_get_every_report()
    {
        var seen = new List<int>();
        for (int i = 0; i < 5000; i++)
        {
            int value = i;
            _dispatcher.PostReport("object", ReportKind.Score, () => seen.Add(value));
            if (i % 500 == 0)
            {
                await _dispatcher.FlushAsync();
            }
        }

        await _dispatcher.FlushAsync();
        Assert.Equal(Enumerable.Range(0, 5000), seen);
    }

    [Fact]
    public async Task An_event_that_throws_is_counted_and_loses_none_of_the_others()
    {
        var errors = new List<string>();
        _dispatcher.FaultContained = error =>
        {
            errors.Add(error.Message);
            throw new InvalidOperationException("and so does the logger");
        };
        int events = 0;
        _dispatcher.PostEvents([() => events++, () => throw new InvalidOperationException("first"), () => events++]);
        _dispatcher.PostEvent(() => throw new InvalidOperationException("second"));
        _dispatcher.PostEvent(() => events++);
        await _dispatcher.FlushAsync();

        Assert.Equal(3, events);
        Assert.Equal(["first", "second"], errors);
        Assert.Equal(2, _dispatcher.Faults);
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
