using System.Collections.Concurrent;
using Tureen.Engine.Events;
using Tureen.Engine.Primitives;
using Tureen.Engine.Routing;
using Tureen.Net;
using Tureen.Net.Loop;

namespace Tureen;

/// <summary>
/// The way between the objects of the API and the engine of their worker: commands go in through the worker's mailbox,
/// answers and events come out through the dispatcher, in the order in which the worker's thread made them.
/// </summary>
internal sealed class WorkerChannel : IDatagramHandler
{
    private readonly ConcurrentDictionary<string, IEngineEventTarget?> _targets = new(StringComparer.Ordinal);
    private readonly WorkerHost _host;
    private readonly WorkerCore _core;
    private readonly ComponentLog _log;
    private readonly WorkerLog _engineLog;
    private readonly FaultPace _eventFaults = new();
    private readonly CongestionSamples _samples;
    private volatile bool _isClosed;
    private bool _areDroppedTracesLogged;
    private bool _isDroppedDataLogged;

    public WorkerChannel(WorkerHost host, WorkerCore core, ComponentLog log, WorkerLog engineLog)
    {
        _host = host;
        _core = core;
        _log = log;
        _engineLog = engineLog;
        _samples = new CongestionSamples(core.Context.Counters.Congestion, Dispatcher);
        Dispatcher.FaultContained = HandleEventFault;
        Dispatcher.Watch.Report = line => log.Warn(line);
    }

    /// <summary>Guards the state of all objects of the worker. Never held while a handler or a command runs.</summary>
    public Lock Gate { get; } = new();

    public EventDispatcher Dispatcher { get; } = new();

    /// <summary>Set before anything happens.</summary>
    public WorkerMeter Meter { get; set; } = null!;

    /// <summary>The worker takes no commands any more.</summary>
    public bool IsClosed => _isClosed;

    /// <summary>Objects that are alive or being made.</summary>
    public int TargetCount => _targets.Count;

    /// <summary>Completes when the worker's thread has ended, or is given up.</summary>
    public Task Ended => _host.Completion;

    public Timestamp NextDeadline => _core.NextDeadline;

    public static WorkerClosedException CreateClosedException() => new("Worker closed");

    public void Start() => _host.Start(this);

    /// <summary>Runs a command on the worker's thread, then <paramref name="onAnswer"/> on the dispatcher, before any event that the command caused.</summary>
    /// <exception cref="WorkerClosedException">The worker is closed, or closes before the answer.</exception>
    public Task<TResult> RequestAsync<TAnswer, TResult>(
        Func<Timestamp, IDatagramSink, TAnswer> command,
        Func<TAnswer, TResult> onAnswer)
    {
        var request = new WorkerRequest<TAnswer, TResult>(this, command, onAnswer);
        _host.Post(request);
        return request.Task;
    }

    /// <summary>Runs a command on the worker's thread and gives its answer.</summary>
    /// <exception cref="WorkerClosedException">The worker is closed, or closes before the answer.</exception>
    public Task<TAnswer> RequestAsync<TAnswer>(Func<Timestamp, IDatagramSink, TAnswer> command) =>
        RequestAsync(command, static answer => answer);

    /// <summary>Makes an object: a request that holds the object's id from before the command on, and frees it if the object is not made.</summary>
    /// <exception cref="MediasoupException">The worker has an object of this id.</exception>
    /// <exception cref="WorkerClosedException">The worker is closed, or closes before the answer.</exception>
    public async Task<TResult> CreateAsync<TAnswer, TResult>(
        string id, Func<Timestamp, IDatagramSink, TAnswer> command, Func<TAnswer, TResult> onAnswer)
    {
        Reserve(id);
        try
        {
            return await RequestAsync(command, onAnswer).ConfigureAwait(false);
        }
        catch
        {
            Unregister(id);
            throw;
        }
    }

    /// <summary>Runs a command that nobody waits for; its failure is logged.</summary>
    public void Send(Action<Timestamp, IDatagramSink> command) => _host.Post((now, sink) =>
    {
        try
        {
            command(now, sink);
        }
        catch (Exception error)
        {
            BrokenRuntime.ThrowIfCause(error);
            _log.Error("command failed", error);
        }
    });

    /// <summary>Takes an id for an object that is about to be made.</summary>
    /// <exception cref="MediasoupException">The worker has an object of this id.</exception>
    public void Reserve(string id)
    {
        if (!_targets.TryAdd(id, null))
        {
            throw new MediasoupException($"an object with this id already exists in the worker [id:{id}]");
        }
    }

    /// <summary>Gives the events for an id to <paramref name="target"/> from now on.</summary>
    public void Register(string id, IEngineEventTarget target) => _targets[id] = target;

    public void Unregister(string id) => _targets.TryRemove(id, out _);

    /// <summary>Ends the engine and its thread after the commands sent so far.</summary>
    public void Close()
    {
        _isClosed = true;
        Send(_core.Close);
        _host.Close();
    }

    /// <summary>The engine failed; further requests fail.</summary>
    public void HandleDied() => _isClosed = true;

    /// <summary>Further requests fail. The engine's resources are freed when its thread has ended, which may never happen.</summary>
    public void HandleEnded()
    {
        _isClosed = true;
        _targets.Clear();
        _host.ThreadEnded.ContinueWith(
            _ => _core.Dispose(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>Hands the events so far to the dispatcher. On the worker's thread.</summary>
    public void DrainEvents()
    {
        EngineLog log = _core.Context.Log;
        while (_core.TryDequeueEvent(out EngineEvent engineEvent))
        {
            try
            {
                Drain(log, engineEvent);
            }
            catch (Exception error)
            {
                // The events behind it must not be lost.
                _core.Context.Faults.Handle(MonotonicClock.Now, FaultKind.Event, engineEvent.TargetId, error);
            }
        }

        _samples.Drain(Meter);
    }

    /// <summary>Logs what was contained; the text of an exception is made on the dispatcher, because it takes time.</summary>
    public void HandleFault(EngineFaultEvent fault) => Dispatcher.TryPostTrace(() => _log.Error(fault.Text, fault.Error));

    public void HandleDatagram(Timestamp now, in TransportTuple tuple, Span<byte> datagram, IDatagramSink sink) =>
        _core.HandleDatagram(now, tuple, datagram, sink);

    public void HandleDeadline(Timestamp now, IDatagramSink sink) => _core.HandleDeadline(now, sink);

    public void HandleBatchEnd(Timestamp now, IDatagramSink sink) => DrainEvents();

    public void HandleTupleClosed(Timestamp now, in TransportTuple tuple, IDatagramSink sink) =>
        _core.HandleTupleClosed(now, tuple, sink);

    private void Drain(EngineLog log, EngineEvent engineEvent)
    {
        if (log.IsOn && engineEvent.Describe(log) is { } line)
        {
            DispatchLine(line);
        }

        if (engineEvent is EngineLogEvent logged)
        {
            DispatchLine(logged);
        }
        else if (engineEvent is EngineFaultEvent fault)
        {
            HandleFault(fault);
        }
        else if (engineEvent.DataLength >= 0)
        {
            DispatchData(engineEvent);
        }
        else if (engineEvent.Report != ReportKind.None)
        {
            Dispatcher.PostReport(engineEvent.TargetId, engineEvent.Report, () => Dispatch(engineEvent));
        }
        else if (!engineEvent.IsTrace)
        {
            Dispatcher.PostEvent(() => Dispatch(engineEvent));
        }
        else if (!Dispatcher.TryPostTrace(() => Dispatch(engineEvent)))
        {
            LogDroppedTraces();
        }
    }

    /// <summary>On the dispatcher, one after the other.</summary>
    private void HandleEventFault(Exception error)
    {
        if (_eventFaults.TryTake(MonotonicClock.Now, out long unlogged))
        {
            _log.Error(new EngineFaultEvent(string.Empty, FaultKind.Event, error, unlogged).Text, error);
        }
    }

    /// <summary>Once: an application that traces every packet would otherwise get a line for every packet.</summary>
    private void LogDroppedTraces()
    {
        if (!_areDroppedTracesLogged)
        {
            _areDroppedTracesLogged = true;
            _log.Warn("trace events are dropped: handlers are too slow for them");
        }
    }

    private void DispatchLine(EngineLogEvent line)
    {
        if (!Dispatcher.TryPostTrace(() => _engineLog.Write(line)))
        {
            LogDroppedTraces();
        }
    }

    private void DispatchData(EngineEvent engineEvent)
    {
        if (!Dispatcher.TryPostData(() => Dispatch(engineEvent), engineEvent.DataLength) && !_isDroppedDataLogged)
        {
            _isDroppedDataLogged = true;
            _log.Error("packets or messages are dropped: handlers are too slow for them");
        }
    }

    private void Dispatch(EngineEvent engineEvent)
    {
        if (engineEvent is DtlsStateEvent dtls)
        {
            TureenMetrics.Record(Meter, dtls);
        }

        if (_targets.TryGetValue(engineEvent.TargetId, out IEngineEventTarget? target))
        {
            target?.HandleEngineEvent(engineEvent);
        }
    }
}
