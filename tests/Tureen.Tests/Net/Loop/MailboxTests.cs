using Tureen.Engine.Primitives;
using Tureen.Net.Loop;

namespace Tureen.Tests.Net.Loop;

public sealed class MailboxTests
{
    private readonly Mailbox _mailbox;
    private int _wakes;

    public MailboxTests() =>
        _mailbox = new Mailbox(() => Interlocked.Increment(ref _wakes), static () => new TimeZoneNotFoundException());

    [Fact]
    public void Commands_come_out_in_the_order_in_which_they_went_in()
    {
        List<int> ran = [];
        for (int i = 0; i < 3; i++)
        {
            int number = i;
            _mailbox.Post((_, _) => ran.Add(number));
        }

        Run();
        Assert.Equal([0, 1, 2], ran);
        Assert.False(_mailbox.HasCommands);
    }

    [Fact]
    public void Only_a_command_into_an_empty_box_wakes_the_reader()
    {
        _mailbox.Post(static (_, _) => { });
        _mailbox.Post(static (_, _) => { });
        Assert.Equal(1, _wakes);
        Run();
        _mailbox.Post(static (_, _) => { });
        Assert.Equal(2, _wakes);
    }

    [Fact]
    public async Task The_end_fails_what_waits_and_what_comes()
    {
        Task<int> taken = _mailbox.InvokeAsync(static (_, _) => 1);
        Task<int> waiting = _mailbox.InvokeAsync(static (_, _) => 2);
        _mailbox.TryTake()!.Complete();
        _mailbox.Close();
        _mailbox.Close();
        Task<int> late = _mailbox.InvokeAsync(static (_, _) => 3);
        Assert.True(taken.IsCompletedSuccessfully);
        await Assert.ThrowsAsync<TimeZoneNotFoundException>(() => waiting);
        await Assert.ThrowsAsync<TimeZoneNotFoundException>(() => late);
        Assert.Null(_mailbox.TryTake());
    }

    [Fact]
    public async Task Continuations_do_not_run_where_the_answer_is_given()
    {
        Task<int> task = _mailbox.InvokeAsync(static (_, _) => 1);
        using ManualResetEventSlim answered = new();

        // Run in place, it would wait in vain for what the answering thread does only afterwards.
        Task<bool> continuation = task.ContinueWith(
            _ => answered.Wait(TimeSpan.FromSeconds(10)),
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        Run();
        answered.Set();
        Assert.True(await continuation);
    }

    [Fact]
    public async Task Many_writers_lose_nothing_and_each_keeps_its_order()
    {
        const int Writers = 4;
        const int Each = 5_000;
        int[] next = new int[Writers];
        int errors = 0;
        Task writing = Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(() =>
        {
            for (int i = 0; i < Each; i++)
            {
                int number = i;
                _mailbox.Post((_, _) => errors += next[writer]++ == number ? 0 : 1);
            }
        })));

        SpinWait spin = default;
        while (!writing.IsCompleted || _mailbox.HasCommands)
        {
            Run();
            spin.SpinOnce();
        }

        await writing;
        Assert.Equal(0, errors);
        Assert.All(next, count => Assert.Equal(Each, count));
    }

    private void Run()
    {
        while (_mailbox.TryTake() is { } command)
        {
            command.Execute(Timestamp.Zero, null!);
            command.Complete();
        }
    }
}
