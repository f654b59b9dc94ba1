using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Tureen.Engine.Events;

namespace Tureen;

/// <summary>
/// Runs the answers and events of one worker one after the other on the thread pool, in the order in which the worker's
/// thread made them. An event waits until the code that awaited the answer before it has run to its next await. Therefore
/// handlers attached right after an await miss nothing; it does not wait long, because code that blocks would stop everything.
/// </summary>
internal sealed class EventDispatcher : IThreadPoolWorkItem
{
    /// <summary>The longest time that an event waits for the code that an answer woke up.</summary>
    public static readonly TimeSpan ResumeLimit = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// Events. Traces that wait for slow handlers; more are dropped, because a trace may come with every packet.
    /// </summary>
    public const int MaxWaitingTraces = 4096;

    /// <summary>
    /// Events. Reports of a state (scores, layers, volumes and the like) that wait for slow handlers; from then on a new one takes the place
    /// of the one that waits for the same object, so that each object has at most one more. No event of another kind is dropped: the
    /// application or the number of its objects bounds them.
    /// </summary>
    public const int MaxWaitingReports = 1024;

    /// <summary>
    /// Bytes, with <see cref="DataOverhead"/> for each event. RTP, RTCP and messages that wait for slow handlers; more are dropped, because
    /// peers decide how much they send.
    /// </summary>
    public const int MaxWaitingData = 64 * 1024 * 1024;

    /// <summary>Bytes. What one waiting event costs besides its data, about.</summary>
    public const int DataOverhead = 256;

    private readonly Lock _gate = new();
    private readonly Queue<(Action Action, Delivery Delivery, int Cost, PendingReport? Report)> _queue = new();
    private readonly Dictionary<(string TargetId, ReportKind Kind), PendingReport> _reports = [];
    private Task _resumed = Task.CompletedTask;
    private int _waitingTraces;
    private int _waitingReports;
    private long _faults;
    private int _waitingData;
    private bool _isRunning;

    /// <summary>Reports handlers that do not return.</summary>
    public SlowHandlerWatch Watch { get; } = new();

    /// <summary>Traces that were dropped.</summary>
    public long DroppedTraces { get; private set; }

    /// <summary>Packets and messages that were dropped.</summary>
    public long DroppedData { get; private set; }

    /// <summary>Reports that a newer one replaced before they were delivered.</summary>
    public long DroppedReports { get; private set; }

    /// <summary>Deliveries that threw. Handlers are guarded one by one, so these are faults of the product.</summary>
    public long Faults => Interlocked.Read(ref _faults);

    /// <summary>Called on the dispatcher for each delivery that threw.</summary>
    public Action<Exception>? FaultContained { get; set; }

    /// <summary>Queues something that raises events.</summary>
    public void PostEvent(Action action) => Post(action, Delivery.Event);

    /// <summary>Queues a trace, unless too many wait already.</summary>
    public bool TryPostTrace(Action action) => Post(action, Delivery.Trace);

    /// <summary>Queues a packet or message of <paramref name="length"/> bytes, unless too many wait already.</summary>
    public bool TryPostData(Action action, int length) => Post(action, Delivery.Data, DataOverhead + length);

    /// <summary>Queues several things that raise events, in this order.</summary>
    public void PostEvents(List<Action> actions) => PostEvent(() => actions.ForEach(Run));

    /// <summary>Queues a report, in place of one of the same kind and object that waits if too many do.</summary>
    public void PostReport(string targetId, ReportKind kind, Action action)
    {
        lock (_gate)
        {
            var key = (targetId, kind);
            if (_waitingReports >= MaxWaitingReports && _reports.TryGetValue(key, out PendingReport? waiting))
            {
                waiting.Action = action;
                DroppedReports++;
                return;
            }

            var report = new PendingReport(key, action);
            _reports[key] = report;
            _waitingReports++;
            _queue.Enqueue((action, Delivery.Report, 0, report));
            if (_isRunning)
            {
                return;
            }

            _isRunning = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    /// <summary>Queues the delivery of an answer; it completes its task through <see cref="Resume"/>.</summary>
    public void PostAnswer(Action action) => Post(action, Delivery.Answer);

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

    private bool Post(Action action, Delivery delivery, int cost = 0)
    {
        lock (_gate)
        {
            if (delivery == Delivery.Trace && ++_waitingTraces > MaxWaitingTraces)
            {
                _waitingTraces--;
                DroppedTraces++;
                return false;
            }

            if (_waitingData > MaxWaitingData - cost)
            {
                DroppedData++;
                return false;
            }

            _waitingData += cost;
            _queue.Enqueue((action, delivery, cost, null));
            if (_isRunning)
            {
                return true;
            }

            _isRunning = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        return true;
    }

    private async Task RunAsync()
    {
        while (TryTake(out Action? action, out Delivery delivery))
        {
            if (delivery != Delivery.Answer && !_resumed.IsCompleted)
            {
                await Task.WhenAny(_resumed, Task.Delay(ResumeLimit)).ConfigureAwait(false);
                _resumed = Task.CompletedTask;
            }

            Run(action);
        }
    }

    private void Run(Action action)
    {
        try
        {
            action();
        }
        catch (Exception error)
        {
            Interlocked.Increment(ref _faults);
            HandleFault(error);
        }
    }

    private void HandleFault(Exception error)
    {
        try
        {
            FaultContained?.Invoke(error);
        }
        catch (Exception second)
        {
            // For example a logger threw. The events behind this one must not be lost.
            Trace.TraceError($"an event failed: {error}; it could not be logged: {second.Message}");
        }
    }

    private bool TryTake([NotNullWhen(true)] out Action? action, out Delivery delivery)
    {
        lock (_gate)
        {
            bool isTaken = _queue.TryDequeue(out (Action Action, Delivery Delivery, int Cost, PendingReport? Report) item);
            _isRunning = isTaken;
            action = item.Report?.Action ?? item.Action;
            delivery = item.Delivery;
            if (item.Report is { } report)
            {
                _waitingReports--;
                if (_reports.TryGetValue(report.Key, out PendingReport? last) && last == report)
                {
                    _reports.Remove(report.Key);
                }
            }

            _waitingData -= item.Cost;
            _waitingTraces -= isTaken && delivery == Delivery.Trace ? 1 : 0;
            return isTaken;
        }
    }
}
