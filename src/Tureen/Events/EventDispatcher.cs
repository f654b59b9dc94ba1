using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace Tureen;

/// <summary>
/// Runs the answers and events of one worker one after the other on the thread pool, in the order in which the worker's
/// thread made them. An event waits until whoever awaited the answer before it has run on to its next await, so that
/// handlers attached right after an await miss nothing; it does not wait long, lest code that blocks stop everything.
/// </summary>
internal sealed class EventDispatcher : IThreadPoolWorkItem
{
    /// <summary>The longest time that an event waits for the code that an answer woke up.</summary>
    public static readonly TimeSpan ResumeLimit = TimeSpan.FromMilliseconds(50);

    private readonly Lock _gate = new();
    private readonly Queue<(Action Action, bool IsEvent)> _queue = new();
    private Task _resumed = Task.CompletedTask;
    private bool _isRunning;

    /// <summary>Queues something that raises events.</summary>
    public void PostEvent(Action action) => Post(action, isEvent: true);

    /// <summary>Queues several things that raise events, in this order.</summary>
    public void PostEvents(List<Action> actions) => PostEvent(() => actions.ForEach(static action => action()));

    /// <summary>Queues the delivery of an answer; it completes its task through <see cref="Resume"/>.</summary>
    public void PostAnswer(Action action) => Post(action, isEvent: false);

    /// <summary>Runs the code that waits for an answer. Only within a delivery.</summary>
    public void Resume(Action complete)
    {
        Task task = Task.Run(complete);
        _resumed = _resumed.IsCompleted ? task : Task.WhenAll(_resumed, task);
    }

    /// <summary>Done when all that was queued before has run.</summary>
    public Task FlushAsync()
    {
        TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        PostEvent(done.SetResult);
        return done.Task;
    }

    void IThreadPoolWorkItem.Execute() => _ = RunAsync();

    private void Post(Action action, bool isEvent)
    {
        lock (_gate)
        {
            _queue.Enqueue((action, isEvent));
            if (_isRunning)
            {
                return;
            }

            _isRunning = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    private async Task RunAsync()
    {
        while (TryTake(out Action? action, out bool isEvent))
        {
            if (isEvent && !_resumed.IsCompleted)
            {
                await Task.WhenAny(_resumed, Task.Delay(ResumeLimit)).ConfigureAwait(false);
                _resumed = Task.CompletedTask;
            }

            try
            {
                action();
            }
            catch (Exception error)
            {
                // Handlers are guarded one by one, so this is a fault of ours; the worker goes on.
                Debug.Fail(error.ToString());
            }
        }
    }

    private bool TryTake([NotNullWhen(true)] out Action? action, out bool isEvent)
    {
        lock (_gate)
        {
            bool isTaken = _queue.TryDequeue(out (Action Action, bool IsEvent) item);
            _isRunning = isTaken;
            action = item.Action;
            isEvent = item.IsEvent;
            return isTaken;
        }
    }
}
