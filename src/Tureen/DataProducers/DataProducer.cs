using Microsoft.Extensions.Logging;
using Tureen.Engine.Events;
using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;
using Tureen.Engine.Transports;
using Tureen.Ortc;

namespace Tureen;

/// <summary>A source of messages that a peer, or on a DirectTransport the application, sends to a router (mediasoup DataProducer).</summary>
/// <remarks>All members may be used from any thread.</remarks>
public sealed partial class DataProducer : EventEmitter, IEngineEventTarget, IDisposable, IAsyncDisposable
{
    private readonly Transport _transport;
    private readonly TransportCore _transportCore;
    private readonly DataProducerCore _core;
    private readonly ComponentLog _log;
    private readonly ObjectLife _life;
    private readonly PauseState _pause;

    internal DataProducer(
        Transport transport,
        TransportCore transportCore,
        DataProducerCore core,
        Dictionary<string, object?>? appData,
        ILoggerFactory? loggerFactory)
        : base(transport.Dispatcher)
    {
        _transport = transport;
        _transportCore = transportCore;
        _core = core;
        _log = new ComponentLog(loggerFactory, "DataProducer");
        Observer = new DataProducerObserver(Dispatcher);
        _life = new ObjectLife(transport.Channel, Id, _log, appData);
        _pause = new PauseState(_life, Observer.RaisePause, Observer.RaiseResume, core.Options.Paused);
    }

    /// <summary>The transport was closed, and the data producer with it (mediasoup <c>transportclose</c>).</summary>
    public event Action? OnTransportClose;

    /// <summary>The id that was given, else a random UUID.</summary>
    public string Id => _core.Id;

    /// <summary>Whether the data producer is closed.</summary>
    public bool Closed => _life.IsClosed;

    /// <summary>How it carries its messages.</summary>
    public DataProducerType Type => _core.Options.Type;

    /// <summary>The SCTP stream, with defaults filled in; null for type direct. A new copy each time.</summary>
    public SctpStreamParameters? SctpStreamParameters => _core.Options.SctpStreamParameters?.Clone();

    /// <summary>The label of the data channel.</summary>
    public string Label => _core.Options.Label;

    /// <summary>The subprotocol of the data channel.</summary>
    public string Protocol => _core.Options.Protocol;

    /// <summary>Whether the data producer is paused.</summary>
    public bool Paused => _pause.IsPaused;

    /// <summary>Reports what happens, for monitoring.</summary>
    public DataProducerObserver Observer { get; }

    /// <summary>The application's own data.</summary>
    /// <exception cref="MediasoupTypeException">Set to null.</exception>
    public Dictionary<string, object?> AppData
    {
        get => _life.AppData;
        set => _life.AppData = value;
    }

    /// <summary>What it was made on.</summary>
    internal Transport Transport => _transport;

    /// <summary>Gets the state of the data producer.</summary>
    /// <returns>The state.</returns>
    /// <exception cref="NotFoundException">The data producer is closed.</exception>
    /// <exception cref="WorkerClosedException">The worker is closed.</exception>
    public async Task<DataProducerDump> DumpAsync() =>
        await Request((core, _) => core.Dump()).ConfigureAwait(false);

    /// <summary>Gets the statistics of the data producer.</summary>
    /// <returns>A list of exactly one entry.</returns>
    /// <exception cref="NotFoundException">The data producer is closed.</exception>
    /// <exception cref="WorkerClosedException">The worker is closed.</exception>
    public async Task<IReadOnlyList<DataProducerStats>> GetStatsAsync() =>
        [await Request((core, now) => core.GetStats(now)).ConfigureAwait(false)];

    /// <summary>Stops forwarding; messages are counted and dropped.</summary>
    /// <returns>Completes when the worker has applied the change.</returns>
    /// <exception cref="NotFoundException">The data producer is closed.</exception>
    /// <exception cref="WorkerClosedException">The worker is closed.</exception>
    public async Task PauseAsync()
    {
        _log.Debug("pause()");
        await Request(
            (core, _) =>
            {
                core.Pause();
                return true;
            },
            _pause.Set).ConfigureAwait(false);
    }

    /// <summary>Forwards messages again.</summary>
    /// <returns>Completes when the worker has applied the change.</returns>
    /// <exception cref="NotFoundException">The data producer is closed.</exception>
    /// <exception cref="WorkerClosedException">The worker is closed.</exception>
    public async Task ResumeAsync()
    {
        _log.Debug("resume()");
        await Request(
            (core, _) =>
            {
                core.Resume();
                return false;
            },
            _pause.Set).ConfigureAwait(false);
    }

    /// <summary>Closes the data producer. Does nothing the second time.</summary>
    public void Close() => _life.Close(
        MarkRemoved,
        () => _transport.Channel.Send((now, sink) => _transportCore.Data.CloseDataProducer(now, _core, sink)));

    /// <inheritdoc/>
    public void Dispose() => Close();

    /// <summary>Closes the data producer and waits until its events have been raised.</summary>
    /// <returns>Completes when the events have been raised.</returns>
    public ValueTask DisposeAsync()
    {
        Close();
        return new ValueTask(Dispatcher.FlushAsync());
    }

    void IEngineEventTarget.HandleEngineEvent(EngineEvent engineEvent)
    {
        switch (engineEvent)
        {
            case ProducerPausedEvent paused when !Closed:
                _pause.Set(paused.IsPaused);
                break;
            case ProducerClosedEvent:
                HandleClosed();
                break;
            default:
                break;
        }
    }

    /// <summary>With the gate held: marks it as closed and notes the events of that in their order.</summary>
    internal void MarkClosed(List<Action> raises, bool isTransportClosed)
    {
        _life.MarkClosed();
        if (isTransportClosed)
        {
            raises.Add(() => Raise("transportclose", OnTransportClose));
        }

        raises.Add(Observer.RaiseClose);
    }

    /// <summary>The engine has closed it, with its original at the other end of a pipe.</summary>
    private void HandleClosed() => _life.Close(MarkRemoved);

    /// <summary>With the gate held: closed while its transport lives on.</summary>
    private void MarkRemoved(List<Action> raises)
    {
        MarkClosed(raises, isTransportClosed: false);
        _transport.Data.Remove(this);
    }

    /// <summary>On the worker's thread.</summary>
    internal DataProducerCore Alive() => _core.IsClosed ? throw new NotFoundException($"DataProducer not found [dataProducerId:{Id}]") : _core;

    private Task<T> Request<T>(Func<DataProducerCore, Timestamp, T> command, Func<T, T>? onAnswer = null) =>
        _transport.Channel.RequestAsync(
            (now, _) => command(
                Alive(), now),
            onAnswer ?? (static answer => answer));
}
