using Microsoft.Extensions.Logging.Abstractions;
using Tureen.Rooms.Cluster.Shares;

namespace Tureen.Tests.Rooms.Cluster.Shares;

public sealed class SharePumpTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Changes_that_come_while_a_message_is_on_its_way_make_one_more()
    {
        var first = new TaskCompletionSource();
        var second = new TaskCompletionSource();
        int count = 0;
        var pump = new SharePump(
            () =>
            {
                if (Interlocked.Increment(ref count) == 1)
                {
                    return first.Task;
                }

                second.TrySetResult();
                return Task.CompletedTask;
            },
            TimeProvider.System,
            NullLogger.Instance);

        for (int change = 0; change < 100; change++)
        {
            pump.Request();
        }

        first.SetResult();
        await second.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
        await pump.RunAsync(() => Task.FromResult(true));

        Assert.Equal(2, count);
    }

    [Fact]
    public async Task What_fails_is_sent_again()
    {
        var done = new TaskCompletionSource();
        int count = 0;
        var pump = new SharePump(
            () =>
            {
                if (Interlocked.Increment(ref count) < 3)
                {
                    throw new TimeoutException("nobody answers");
                }

                done.TrySetResult();
                return Task.CompletedTask;
            },
            TimeProvider.System,
            NullLogger.Instance);

        pump.Request();
        await done.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);

        Assert.Equal(3, count);
    }

    [Fact]
    public async Task Nothing_follows_the_last_message()
    {
        int count = 0;
        var pump = new SharePump(
            () =>
            {
                count++;
                return Task.CompletedTask;
            },
            TimeProvider.System,
            NullLogger.Instance);

        pump.Close();
        pump.Close();
        pump.Request();
        await pump.RunAsync(() => Task.FromResult(true));

        Assert.Equal(1, count);
    }
}
