namespace Tureen;

/// <summary>
/// Where one handler runs. It catches what the handler throws, and what an <c>async void</c> handler throws after its
/// first await: the runtime posts that to the context in which the handler began, and else ends the process.
/// </summary>
internal sealed class HandlerContext(EventEmitter emitter, string eventName, Delegate handler) : SynchronizationContext
{
    /// <summary>Names the handler, for people.</summary>
    public string Description =>
        $"the handler {handler.Method.DeclaringType?.FullName}.{handler.Method.Name} of '{eventName}' of {emitter.GetType().Name}";

    /// <summary>The timestamp at which the handler began.</summary>
    public long Since { get; set; }

    /// <summary>Whether its running too long was reported.</summary>
    public bool IsReported { get; set; }

    public override void Post(SendOrPostCallback d, object? state) =>
        ThreadPool.QueueUserWorkItem(static work => work.self.Run(work.d, work.state), (self: this, d, state), preferLocal: false);

    public override void Send(SendOrPostCallback d, object? state) => Run(d, state);

    public override SynchronizationContext CreateCopy() => this;

    /// <summary>Runs the handler itself, watched.</summary>
    public void RunWatched<TState>(Action<TState> action, TState state)
    {
        SlowHandlerWatch watch = emitter.Dispatcher.Watch;
        watch.Enter(this);
        Run(action, state);
        watch.Leave(this);
    }

    public void Run<TState>(Action<TState> action, TState state)
    {
        SynchronizationContext? previous = Current;
        SetSynchronizationContext(this);
        try
        {
            action(state);
        }
        catch (Exception error)
        {
            // Nobody is left to report to when a listener of listenererror throws.
            if (eventName != nameof(EventEmitter.OnListenerError))
            {
                emitter.Dispatcher.PostEvent(() => emitter.HandleListenerError(eventName, error));
            }
        }
        finally
        {
            SetSynchronizationContext(previous);
        }
    }

    private void Run(SendOrPostCallback callback, object? state) =>
        Run(static work => work.callback(work.state), (callback, state));
}
