using System.Collections.Concurrent;

namespace Tureen.Tests.Client;

/// <summary>Runs a test as a browser would: on one thread, each continuation in a later turn.</summary>
internal sealed class OneThread : SynchronizationContext
{
    private readonly BlockingCollection<(SendOrPostCallback Callback, object? State)> _turns = [];

    public static Task RunAsync(Func<Task> test)
    {
        SynchronizationContext? previous = Current;
        var context = new OneThread();
        SetSynchronizationContext(context);
        try
        {
            Task task = test();
            task.ContinueWith(_ => context._turns.CompleteAdding(), TaskScheduler.Default);
            foreach ((SendOrPostCallback callback, object? state) in context._turns.GetConsumingEnumerable())
            {
                callback(state);
            }

            return task;
        }
        finally
        {
            SetSynchronizationContext(previous);
        }
    }

    public override void Post(SendOrPostCallback d, object? state) => _turns.Add((d, state));
}
