using Tureen.Rooms.Hooks;
using Tureen.Rooms.Limits;

namespace Tureen.Rooms.Webhooks;

/// <summary>
/// Takes events to their receivers: those of one room one after the other, so that they arrive in their order; those of several rooms at the same time.
/// Thread-safe.
/// </summary>
internal sealed class WebhookQueues(WebhookSender sender, TureenRoomsOptions options) : IRoomEventListener, IHostedService, IDisposable
{
    private readonly Dictionary<(Uri Url, string RoomId), Queue<WebhookBody>> _queues = [];
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _places = new(WebhookLimits.MaxConcurrent);
    private readonly CancellationTokenSource _ending = new();
    private readonly HashSet<Task> _running = [];
    private int _count;
    private bool _isDisposed;

    public void Handle(RoomEvent happened)
    {
        if (options.WebhookUrls.Count == 0)
        {
            return;
        }

        WebhookBody body = WebhookBody.Of(happened);
        foreach (Uri url in options.WebhookUrls)
        {
            if (!TryEnqueue(body, url))
            {
                sender.Drop(body, url);
            }
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Gives events on their way some time, among them those of the rooms that close now.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _ending.CancelAfter(WebhookLimits.ShutdownPatience);
        Task[] running;
        lock (_gate)
        {
            running = [.. _running];
        }

        await Task.WhenAll(running);
    }

    /// <summary>The host knows it under several names, and disposes of it under each.</summary>
    public void Dispose()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        _ending.Cancel();
        _ending.Dispose();
        _places.Dispose();
    }

    private bool TryEnqueue(WebhookBody body, Uri url)
    {
        (Uri, string) key = (url, body.RoomId);
        lock (_gate)
        {
            bool isRunning = _queues.TryGetValue(key, out Queue<WebhookBody>? queue);
            queue ??= [];
            if (_count >= WebhookLimits.MaxQueued || queue.Count >= WebhookLimits.MaxQueuedPerRoom || _ending.IsCancellationRequested)
            {
                return false;
            }

            _count++;
            queue.Enqueue(body);
            if (!isRunning)
            {
                _queues[key] = queue;
                Run(key);
            }

            return true;
        }
    }

    /// <summary>Under the lock.</summary>
    private void Run((Uri Url, string RoomId) key)
    {
        Task running = Task.Run(() => SendAllAsync(key));
        _running.Add(running);
        _ = running.ContinueWith(Forget, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private void Forget(Task ended)
    {
        lock (_gate)
        {
            _running.Remove(ended);
        }
    }

    private async Task SendAllAsync((Uri Url, string RoomId) key)
    {
        while (TryTake(key, out WebhookBody? body))
        {
            try
            {
                await _places.WaitAsync(_ending.Token);
                try
                {
                    await sender.SendAsync(body, key.Url, _ending.Token);
                }
                finally
                {
                    _places.Release();
                }
            }
            catch (OperationCanceledException)
            {
                sender.Drop(body, key.Url);
            }
        }
    }

    private bool TryTake((Uri Url, string RoomId) key, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out WebhookBody? body)
    {
        lock (_gate)
        {
            if (_queues[key].TryDequeue(out body))
            {
                _count--;
                return true;
            }

            _queues.Remove(key);
            return false;
        }
    }
}
