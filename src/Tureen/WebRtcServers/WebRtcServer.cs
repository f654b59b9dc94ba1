using Microsoft.Extensions.Logging;
using Tureen.Engine.Transports;

namespace Tureen;

/// <summary>UDP and TCP ports that many WebRtcTransports of one worker share (mediasoup WebRtcServer).</summary>
/// <remarks>All members may be used from any thread.</remarks>
public sealed class WebRtcServer : EventEmitter, IDisposable, IAsyncDisposable
{
    private readonly Worker _worker;
    private readonly WebRtcServerCore _core;
    private readonly ComponentLog _log;
    private readonly HashSet<WebRtcTransport> _transports = [];
    private readonly ObjectLife _life;

    internal WebRtcServer(Worker worker, WebRtcServerCore core, Dictionary<string, object?>? appData, ILoggerFactory? loggerFactory)
        : base(worker.Channel.Dispatcher)
    {
        _worker = worker;
        _core = core;
        _log = new ComponentLog(loggerFactory, "WebRtcServer");
        Observer = new WebRtcServerObserver(Dispatcher);
        _life = new ObjectLife(worker.Channel, id: null, _log, appData);
    }

    /// <summary>The worker was closed or died, and the server with it (mediasoup <c>workerclose</c>).</summary>
    public event Action? OnWorkerClose;

    /// <summary>A random UUID.</summary>
    public string Id => _core.Id;

    /// <summary>Whether the server is closed.</summary>
    public bool Closed => _life.IsClosed;

    /// <summary>Reports what happens, for monitoring.</summary>
    public WebRtcServerObserver Observer { get; }

    /// <summary>The application's own data.</summary>
    /// <exception cref="MediasoupTypeException">Set to null.</exception>
    public Dictionary<string, object?> AppData
    {
        get => _life.AppData;
        set => _life.AppData = value;
    }

    internal Worker Worker => _worker;

    /// <summary>Gets the state of the server.</summary>
    /// <returns>The state.</returns>
    /// <exception cref="NotFoundException">The server is closed.</exception>
    /// <exception cref="WorkerClosedException">The worker is closed.</exception>
    public async Task<WebRtcServerDump> DumpAsync() =>
        await _worker.Channel.RequestAsync((_, _) => Alive().Dump()).ConfigureAwait(false);

    /// <summary>Closes the server and every transport that uses it. Does nothing the second time.</summary>
    public void Close() => _life.Close(
        MarkClosed, () => _worker.Channel.Send((now, sink) => _worker.Core.CloseWebRtcServer(now, _core, sink)));

    /// <inheritdoc/>
    public void Dispose() => Close();

    /// <summary>Closes the server and waits until its events have been raised.</summary>
    /// <returns>Completes when the events have been raised.</returns>
    public ValueTask DisposeAsync()
    {
        Close();
        return new ValueTask(Dispatcher.FlushAsync());
    }

    /// <summary>On the worker's thread.</summary>
    internal WebRtcServerCore Alive() =>
        _core.IsClosed ? throw new NotFoundException($"WebRtcServer not found [webRtcServerId:{Id}]") : _core;

    internal void Add(WebRtcTransport transport)
    {
        bool isClosed;
        lock (_worker.Channel.Gate)
        {
            isClosed = Closed;
            if (!isClosed && !transport.Closed)
            {
                _transports.Add(transport);
            }
        }

        // Closed while the answer was on its way: the engine has closed the transport by itself.
        if (isClosed)
        {
            transport.Close();
            return;
        }

        Observer.RaiseHandled(transport);
    }

    /// <summary>With the gate held.</summary>
    internal void Remove(WebRtcTransport transport, List<Action> raises)
    {
        if (_transports.Remove(transport))
        {
            raises.Add(() => Observer.RaiseUnhandled(transport));
        }
    }

    /// <summary>With the gate held: the worker is closed. The server reports nothing of its transports any more.</summary>
    internal void MarkWorkerClosed(List<Action> raises)
    {
        _life.MarkClosed();
        _transports.Clear();
        raises.Add(() => Raise("workerclose", OnWorkerClose));
        raises.Add(Observer.RaiseClose);
    }
    private void MarkClosed(List<Action> raises)
    {
        _life.MarkClosed();
        foreach (WebRtcTransport transport in _transports)
        {
            transport.MarkListenServerClosed(raises);
            raises.Add(() => Observer.RaiseUnhandled(transport));
        }

        _transports.Clear();
        _worker.Objects.Remove(this);
        raises.Add(Observer.RaiseClose);
    }
}
