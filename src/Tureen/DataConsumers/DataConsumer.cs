using Microsoft.Extensions.Logging;
using Tureen.Engine.Events;
using Tureen.Engine.Forwarding;
using Tureen.Engine.Transports;
using Tureen.Ortc;

namespace Tureen;

/// <summary>What a router sends to a peer, or on a DirectTransport to the application, of one data producer (mediasoup DataConsumer).</summary>
/// <remarks>All members may be used from any thread.</remarks>
public sealed partial class DataConsumer : EventEmitter, IEngineEventTarget, IDisposable, IAsyncDisposable
{
    private readonly Transport _transport;
    private readonly TransportCore _transportCore;
    private readonly DataConsumerCore _core;
    private readonly ComponentLog _log;
    private readonly ObjectLife _life;
    private readonly PauseState _pause;
    private volatile IReadOnlyList<int> _subchannels;

    internal DataConsumer(
        Transport transport,
        TransportCore transportCore,
        DataConsumerData data,
        Dictionary<string, object?>? appData,
        ILoggerFactory? loggerFactory)
        : base(transport.Dispatcher)
    {
        _transport = transport;
        _transportCore = transportCore;
        _core = data.Core;
        _log = new ComponentLog(loggerFactory, "DataConsumer");
        _subchannels = data.Subchannels;
        Observer = new DataConsumerObserver(Dispatcher);
        _life = new ObjectLife(transport.Channel, Id, _log, appData);
        _pause = new PauseState(_life, Observer.RaisePause, Observer.RaiseResume, data.Paused, data.DataProducerPaused);
    }

    /// <summary>The transport was closed, and the data consumer with it (mediasoup <c>transportclose</c>).</summary>
    public event Action? OnTransportClose;

    /// <summary>The data producer was closed, and the data consumer with it (mediasoup <c>dataproducerclose</c>).</summary>
    public event Action? OnDataProducerClose;

    /// <summary>The data producer was paused (mediasoup <c>dataproducerpause</c>).</summary>
    public event Action? OnDataProducerPause;

    /// <summary>The data producer was resumed (mediasoup <c>dataproducerresume</c>).</summary>
    public event Action? OnDataProducerResume;

    /// <summary>
    /// A message arrived; on a DirectTransport only (mediasoup <c>message</c>). If handlers are so slow that 64 MiB wait, more are
    /// dropped, with an error in the log.
    /// </summary>
    public event Action<DataConsumerMessage>? OnMessage;

    /// <summary>
    /// A message was dropped because the SCTP send buffer is full; raised a few times per second at most (mediasoup <c>sctpsendbufferfull</c>).
    /// </summary>
    public event Action? OnSctpSendBufferFull;

    /// <summary>The buffered amount, in bytes, fell to the threshold or below (mediasoup <c>bufferedamountlow</c>).</summary>
    public event Action<long>? OnBufferedAmountLow;

    /// <summary>A random UUID.</summary>
    public string Id => _core.Id;

    /// <summary>The id of the data producer.</summary>
    public string DataProducerId => _core.Producer.Id;

    /// <summary>Whether the data consumer is closed.</summary>
    public bool Closed => _life.IsClosed;

    /// <summary>How it carries its messages.</summary>
    public DataConsumerType Type => _core.Options.Type;

    /// <summary>The SCTP stream; null for type direct. A new copy each time.</summary>
    public SctpStreamParameters? SctpStreamParameters => _core.Options.SctpStreamParameters?.Clone();

    /// <summary>The label of the data channel.</summary>
    public string Label => _core.Options.Label;

    /// <summary>The subprotocol of the data channel.</summary>
    public string Protocol => _core.Options.Protocol;

    /// <summary>Whether the data consumer itself is paused.</summary>
    public bool Paused => _pause.IsPaused;

    /// <summary>Whether the data producer is paused.</summary>
    public bool DataProducerPaused => _pause.IsSourcePaused;

    /// <summary>The subchannels that it is subscribed to, in rising order.</summary>
    public IReadOnlyList<int> Subchannels => _subchannels;

    /// <summary>Reports what happens, for monitoring.</summary>
    public DataConsumerObserver Observer { get; }

    /// <summary>The application's own data.</summary>
    /// <exception cref="MediasoupTypeException">Set to null.</exception>
    public Dictionary<string, object?> AppData
    {
        get => _life.AppData;
        set => _life.AppData = value;
    }

    internal int? StreamId => _core.Options.SctpStreamParameters?.StreamId;

    /// <summary>Closes the data consumer. Does nothing the second time.</summary>
    public void Close() => _life.Close(
        raises =>
        {
            MarkClosed(raises, isTransportClosed: false, isDataProducerClosed: false);

            // Before the stream is free for another one.
            _transport.Channel.Send((now, sink) => _transportCore.Data.CloseDataConsumer(now, _core, sink));
            _transport.Data.Remove(this);
        });

    /// <inheritdoc/>
    public void Dispose() => Close();

    /// <summary>Closes the data consumer and waits until its events have been raised.</summary>
    /// <returns>Completes when the events have been raised.</returns>
    public ValueTask DisposeAsync()
    {
        Close();
        return new ValueTask(Dispatcher.FlushAsync());
    }

    void IEngineEventTarget.HandleEngineEvent(EngineEvent engineEvent)
    {
        if (Closed)
        {
            return;
        }

        switch (engineEvent)
        {
            case DataConsumerMessageEvent message:
                Raise("message", OnMessage, message.Message);
                break;
            case DataConsumerSendBufferFullEvent:
                Raise("sctpsendbufferfull", OnSctpSendBufferFull);
                break;
            case DataConsumerBufferedAmountLowEvent low:
                Raise("bufferedamountlow", OnBufferedAmountLow, low.BufferedAmount);
                break;
            case DataConsumerProducerPausedEvent paused:
                HandleDataProducerPaused(paused.IsPaused);
                break;
            case DataConsumerProducerClosedEvent:
                HandleDataProducerClosed();
                break;
            default:
                break;
        }
    }

    /// <summary>With the gate held: marks it as closed and notes the events of that in their order.</summary>
    internal void MarkClosed(List<Action> raises, bool isTransportClosed, bool isDataProducerClosed)
    {
        _life.MarkClosed();
        if (isTransportClosed)
        {
            raises.Add(() => Raise("transportclose", OnTransportClose));
        }

        if (isDataProducerClosed)
        {
            raises.Add(() => Raise("dataproducerclose", OnDataProducerClose));
        }

        raises.Add(Observer.RaiseClose);
    }

    private void HandleDataProducerPaused(bool isPaused) => _pause.SetSource(
        isPaused,
        () => Raise(isPaused ? "dataproducerpause" : "dataproducerresume", isPaused ? OnDataProducerPause : OnDataProducerResume));

    private void HandleDataProducerClosed()
    {
        if (_life.TryClose(MarkDataProducerClosed, out List<Action> raises))
        {
            raises.ForEach(static raise => raise());
        }
    }

    private void MarkDataProducerClosed(List<Action> raises)
    {
        MarkClosed(raises, isTransportClosed: false, isDataProducerClosed: true);
        _transport.Data.Remove(this);
    }
}
