using Tureen.Engine.Dtls;
using Tureen.Engine.Forwarding;
using Tureen.Engine.Routing;
using Tureen.Net;
using Tureen.Net.Loop;
using Tureen.Ortc;

namespace Tureen;

/// <summary>One media thread with its sockets, which carries routers (mediasoup Worker). Made by <see cref="Mediasoup.CreateWorkerAsync"/>.</summary>
/// <remarks>All members may be used from any thread.</remarks>
public sealed partial class Worker : EventEmitter, IDisposable, IAsyncDisposable
{
    private static int _lastPid;

    private readonly WorkerHost _host;
    private readonly WorkerChannel _channel;
    private readonly WorkerSettings _settings;
    private readonly ComponentLog _log;
    private readonly WorkerMeter _meter;
    private readonly ObjectLife _life;
    private readonly TaskCompletionSource _closeRaised = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private WorkerLogLevel _logLevel;
    private IReadOnlyList<WorkerLogTag> _logTags;
    private volatile bool _died;
    private volatile bool _subprocessClosed;

    private Worker(WorkerHost host, WorkerCore core, WorkerChannel channel, WorkerSettings settings, ComponentLog log)
        : base(channel.Dispatcher)
    {
        _host = host;
        _channel = channel;
        _settings = settings;
        _log = log;
        _life = new ObjectLife(channel, id: null, log, settings.AppData);
        _logLevel = settings.LogLevel;
        _logTags = settings.LogTags;
        Observer = new WorkerObserver(channel.Dispatcher);
        Objects = new WorkerObjects(channel);
        Pid = Interlocked.Increment(ref _lastPid);
        Core = core;
        _meter = new WorkerMeter(Pid, core, host.Counters, channel.Dispatcher);
        channel.Meter = _meter;
    }

    /// <summary>The worker failed and is gone; raised before the observer's close (mediasoup <c>died</c>).</summary>
    public event Action<Exception>? OnDied;

    /// <summary>The worker's thread has ended and all is freed (mediasoup <c>subprocessclose</c>).</summary>
    public event Action? OnSubprocessClose;

    /// <summary>A number that no other worker of this process has; workers are threads and have no process id.</summary>
    public int Pid { get; }

    /// <summary>Whether the worker is closed, by the application or because it died.</summary>
    public bool Closed => _life.IsClosed;

    /// <summary>Whether the worker failed.</summary>
    public bool Died => _died;

    /// <summary>Whether the worker's thread has ended and all is freed.</summary>
    public bool SubprocessClosed => _subprocessClosed;

    /// <summary>Reports what happens, for monitoring.</summary>
    public WorkerObserver Observer { get; }

    /// <summary>The application's own data.</summary>
    /// <exception cref="MediasoupTypeException">Set to null.</exception>
    public Dictionary<string, object?> AppData
    {
        get => _life.AppData;
        set => _life.AppData = value;
    }

    /// <summary>The exceptions so far, and what became of them.</summary>
    internal WorkerFaults Faults => _meter.AllFaults;

    internal WorkerChannel Channel => _channel;

    internal WorkerCore Core { get; }

    internal WorkerObjects Objects { get; }

    /// <summary>What it carries: producers and consumers first, then routers.</summary>
    internal (long Media, long Routers) Load => (Core.Context.Counters.MediaObjects, Core.Context.Counters.Routers);

    /// <summary>Makes a router.</summary>
    /// <param name="options">Its codecs; null for none.</param>
    /// <returns>The router.</returns>
    /// <exception cref="MediasoupTypeException">A codec is invalid.</exception>
    /// <exception cref="UnsupportedException">A codec is not supported.</exception>
    /// <exception cref="WorkerClosedException">The worker is closed.</exception>
    public Task<Router> CreateRouterAsync(RouterOptions? options = null)
    {
        try
        {
            RtpCapabilities capabilities = RouterCapabilities.Generate(options?.MediaCodecs ?? []);
            return CreateRouterAsync(capabilities, RouterExtensionIds.Default, options?.AppData);
        }
        catch (MediasoupException error)
        {
            return Task.FromException<Router>(error);
        }
    }

    /// <summary>Makes a router whose capabilities are ready, with payload types and header extension ids of another table.</summary>
    internal Task<Router> CreateRouterAsync(RtpCapabilities capabilities) =>
        CreateRouterAsync(capabilities, RouterExtensionIds.Of(capabilities), appData: null);

    private async Task<Router> CreateRouterAsync(
        RtpCapabilities capabilities, RouterExtensionIds extensionIds, Dictionary<string, object?>? appData)
    {
        _log.Debug("createRouter()");
        string id = Guid.NewGuid().ToString();
        _channel.Reserve(id);
        return await _channel.RequestAsync(
            (_, _) => Core.CreateRouter(id),
            core =>
            {
                var router = new Router(this, core, capabilities, appData, _settings.LoggerFactory)
                {
                    ExtensionIds = extensionIds,
                };
                Objects.Add(router);
                Observer.RaiseNewRouter(router);
                return router;
            }).ConfigureAwait(false);
    }

    /// <summary>Gets the state of the worker.</summary>
    /// <returns>The state.</returns>
    /// <exception cref="WorkerClosedException">The worker is closed.</exception>
    public async Task<WorkerDump> DumpAsync() =>
        await _channel.RequestAsync((_, _) => Core.Dump(Pid)).ConfigureAwait(false);

    /// <summary>Gets what the worker has used.</summary>
    /// <returns>CPU times and more.</returns>
    /// <exception cref="WorkerClosedException">The worker is closed.</exception>
    public async Task<WorkerResourceUsage> GetResourceUsageAsync() =>
        await _channel.RequestAsync((_, _) => WorkerResourceUsage.From(_host.GetResourceUsage())).ConfigureAwait(false);

    /// <summary>Changes settings of the running worker.</summary>
    /// <param name="settings">What to change; null for nothing.</param>
    /// <returns>Completes when the worker has applied the change.</returns>
    /// <exception cref="MediasoupTypeException">The level is unknown.</exception>
    /// <exception cref="WorkerClosedException">The worker is closed.</exception>
    public async Task UpdateSettingsAsync(WorkerUpdateableSettings? settings = null)
    {
        Check.Defined(settings?.LogLevel ?? WorkerLogLevel.None, "logLevel");
        WorkerLogTag[]? tags = settings?.LogTags?.ToArray();
        await _channel.RequestAsync((_, _) =>
        {
            _logLevel = settings?.LogLevel ?? _logLevel;
            _logTags = tags ?? _logTags;
            Core.Context.Log.Configure(_logLevel, _logTags);
            return true;
        }).ConfigureAwait(false);
    }

    /// <summary>Closes the worker and all that it carries. Does nothing the second time.</summary>
    public void Close() => _life.Close(
        raises =>
        {
            MarkClosed(raises);
            raises.Add(Observer.RaiseClose);
            raises.Add(_closeRaised.SetResult);
        },
        _channel.Close);

    /// <inheritdoc/>
    public void Dispose() => Close();

    /// <summary>Closes the worker and waits until its thread has ended, all is freed and the events of that have been raised.</summary>
    /// <returns>Completes when all of this has happened.</returns>
    public async ValueTask DisposeAsync()
    {
        Close();
        await _ended.Task.ConfigureAwait(false);
    }

    internal static Worker Start(WorkerSettings settings)
    {
        var log = new ComponentLog(settings.LoggerFactory, "Worker");
        log.Debug("createWorker()");
        PortRange ports = WorkerSettingsCheck.Check(settings);
        AssemblyPreload.Run(typeof(Worker).Assembly);
        DtlsCertificate certificate = LoadCertificate(settings);
        Worker? worker = null;
        WorkerHost? host = null;
        try
        {
            host = new WorkerHost(new WorkerHostOptions
            {
                PortRange = ports,
                CreateClosedException = WorkerChannel.CreateClosedException,
                WatchdogTimeout = settings.WatchdogTimeout,
                Failed = error => worker!.HandleDied(error),
                FaultContained = fault => worker!._channel.HandleFault(fault),
            });
            var core = new WorkerCore(new WorkerCoreOptions
            {
                Random = host.Random,
                Ntp = MonotonicClock.CreateNtpClock(),
                Sockets = host,
                Certificate = certificate,
                WrapSocketOwner = settings.WrapSocketOwner,
            });
            core.Context.Log.Configure(settings.LogLevel, settings.LogTags);
            core.LogStart();
            worker = new Worker(host, core, new WorkerChannel(host, core, log, new WorkerLog(settings.LoggerFactory)), settings, log);
            worker._channel.Start();
            TureenMetrics.Add(worker._meter);
            _ = worker.AwaitEndAsync();
            return worker;
        }
        catch (Exception error)
        {
            host?.Dispose();
            certificate.Dispose();
            throw error as MediasoupException ?? CannotStart(error);
        }
    }

    /// <summary>Sockets and connections that the worker has open.</summary>
    internal int OpenSockets => _host.Counters.OpenSockets;

    /// <summary>Lets the worker's thread fail, for tests.</summary>
    internal void Fail(Exception error) => _host.Post((_, _) => throw error);

    private static DtlsCertificate LoadCertificate(WorkerSettings settings)
    {
        try
        {
            return WorkerSettingsCheck.LoadCertificate(settings);
        }
        catch (Exception error) when (error is not MediasoupException)
        {
            throw CannotStart(error);
        }
    }

    private static MediasoupException CannotStart(Exception error) => new("the worker cannot be started: " + error.Message, error);

    private void MarkClosed(List<Action> raises)
    {
        _life.MarkClosed();
        Objects.MarkClosed(raises);
    }

    private void HandleDied(Exception failure)
    {
        Exception error = failure is LoopStuckException stuck ? new WorkerStuckException(stuck.Message) : failure;
        _log.Error("worker died", error);
        if (!_life.TryClose(MarkDied, out List<Action> raises))
        {
            return;
        }

        TureenMetrics.CountDeath();
        if (error is WorkerStuckException)
        {
            TureenMetrics.CountStuck(_host.ThreadEnded);
        }

        raises.Add(() => Raise("died", OnDied, error));
        raises.Add(() => Raise("subprocessclose", OnSubprocessClose));
        raises.Add(Observer.RaiseClose);
        raises.Add(_closeRaised.SetResult);
        _channel.HandleDied();
        Dispatcher.PostEvents(raises);
    }

    private void MarkDied(List<Action> raises)
    {
        _died = true;
        _subprocessClosed = true;
        MarkClosed(raises);
    }

    private async Task AwaitEndAsync()
    {
        await _host.Completion.ConfigureAwait(false);
        TureenMetrics.Remove(_meter);
        _channel.HandleEnded();
        if (!_subprocessClosed)
        {
            _subprocessClosed = true;

            // The thread may end before Close has posted the events of closing.
            await _closeRaised.Task.ConfigureAwait(false);
            Dispatcher.PostEvent(() => Raise("subprocessclose", OnSubprocessClose));
        }

        await Dispatcher.FlushAsync().ConfigureAwait(false);
        _ended.SetResult();
    }
}
