namespace Tureen;

/// <summary>
/// Where one handler runs. It catches what the handler throws, and what an <c>async void</c> handler throws after its
/// first await: the runtime posts that to the context in which the handler began, and else ends the process.
/// </summary>
internal sealed class HandlerContext(EventEmitter emitter, string eventName) : SynchronizationContext
{
    public override void Post(SendOrPostCallback d, object? state) =>
        ThreadPool.QueueUserWorkItem(static work => work.self.Run(work.d, work.state), (self: this, d, state), preferLocal: false);

    public override void Send(SendOrPostCallback d, object? state) => Run(d, state);

    public override SynchronizationContext CreateCopy() => this;

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
            // A listener of listenererror that throws itself has nobody left to be told.
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
