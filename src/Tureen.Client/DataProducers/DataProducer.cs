using Tureen.Ortc;

namespace Tureen.Client;

/// <summary>A data channel to the router (mediasoup-client DataProducer).</summary>
public sealed class DataProducer : EventEmitter, IDisposable
{
    private readonly Action<DataProducer> _forget;
    private readonly IDataChannel _channel;
    private readonly SctpStreamParameters _sctpStreamParameters;
    private Dictionary<string, object?> _appData;

    internal DataProducer(Action<DataProducer> forget, string id, HandlerSendDataChannelResult sent, Dictionary<string, object?> appData)
    {
        _forget = forget;
        _channel = sent.DataChannel;
        _sctpStreamParameters = sent.SctpStreamParameters;
        _appData = appData;
        Id = id;
        _channel.OnOpen += HandleOpen;
        _channel.OnError += HandleError;
        _channel.OnClose += HandleClose;
        _channel.OnBufferedAmountLow += HandleBufferedAmountLow;
        _channel.OnMessage += HandleMessage;
    }

    /// <summary>The transport was closed, and the data producer with it (mediasoup <c>transportclose</c>).</summary>
    public event Action? OnTransportClose;

    /// <summary>Messages can be sent now (mediasoup <c>open</c>).</summary>
    public event Action? OnOpen;

    /// <summary>The channel failed (mediasoup <c>error</c>).</summary>
    public event Action<Exception>? OnError;

    /// <summary>The channel was closed, not by <see cref="Close"/>, and the data producer with it (mediasoup <c>close</c>).</summary>
    public event Action? OnClose;

    /// <summary>What waits to be sent fell to the threshold or below it (mediasoup <c>bufferedamountlow</c>).</summary>
    public event Action? OnBufferedAmountLow;

    /// <summary>The id of the server's DataProducer.</summary>
    public string Id { get; }

    /// <summary>Whether it is closed.</summary>
    public bool Closed { get; private set; }

    /// <summary>The SCTP stream. A new copy each time.</summary>
    public SctpStreamParameters SctpStreamParameters => _sctpStreamParameters.Clone();

    /// <summary>The state of the channel; messages can be sent while it is open.</summary>
    public DataChannelState ReadyState => _channel.ReadyState;

    /// <summary>The label.</summary>
    public string Label => _channel.Label;

    /// <summary>The subprotocol.</summary>
    public string Protocol => _channel.Protocol;

    /// <summary>Bytes that wait to be sent.</summary>
    public long BufferedAmount => _channel.BufferedAmount;

    /// <summary>Bytes at which <see cref="OnBufferedAmountLow"/> is raised.</summary>
    public long BufferedAmountLowThreshold
    {
        get => _channel.BufferedAmountLowThreshold;
        set => _channel.BufferedAmountLowThreshold = value;
    }

    /// <summary>The application's own data.</summary>
    /// <exception cref="MediasoupTypeException">Set to null.</exception>
    public Dictionary<string, object?> AppData
    {
        get => _appData;
        set => _appData = Check.AppData(value);
    }

    /// <summary>Reports what happens, for monitoring.</summary>
    public DataProducerObserver Observer { get; } = new();

    private protected override string Component => "DataProducer";

    /// <summary>Closes the channel. Does nothing the second time.</summary>
    public void Close()
    {
        if (Closed)
        {
            return;
        }

        ClientLog.Debug(Component, "close()");
        Closed = true;
        LeaveChannel();
        _forget(this);
        RaiseClosed();
    }

    /// <inheritdoc/>
    public void Dispose() => Close();

    /// <summary>Sends text.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="InvalidStateException">Closed, or the channel is not open.</exception>
    /// <exception cref="MediasoupTypeException">It is missing, or longer than the other end takes.</exception>
    public void Send(string text)
    {
        Check.State(!Closed, "closed");
        Check.Given(text, "text");
        _channel.Send(text);
    }

    /// <summary>Sends bytes.</summary>
    /// <param name="bytes">The bytes, which are copied.</param>
    /// <exception cref="InvalidStateException">Closed, or the channel is not open.</exception>
    /// <exception cref="MediasoupTypeException">They are more than the other end takes.</exception>
    public void Send(ReadOnlySpan<byte> bytes)
    {
        Check.State(!Closed, "closed");
        _channel.Send(bytes);
    }

    /// <summary>Sends a message that the media stack holds in a form of its own, such as a browser's Blob.</summary>
    /// <param name="message">The message.</param>
    /// <exception cref="InvalidStateException">Closed, or the channel is not open.</exception>
    /// <exception cref="MediasoupTypeException">It is missing, of a kind that the media stack does not know, or longer than the other end takes.</exception>
    public void SendObject(object message)
    {
        Check.State(!Closed, "closed");
        _channel.SendObject(Check.Given(message, "message"));
    }

    internal void HandleTransportClosed()
    {
        if (Closed)
        {
            return;
        }

        Closed = true;
        LeaveChannel();
        Raise("transportclose", OnTransportClose);
        RaiseClosed();
    }

    private void HandleOpen() => Raise("open", OnOpen);

    private void HandleError(Exception error)
    {
        ClientLog.Error(Component, "channel failed", error);
        Raise("error", OnError, error);
    }

    private void HandleBufferedAmountLow() => Raise("bufferedamountlow", OnBufferedAmountLow);

    private void HandleMessage(DataMessage message) => ClientLog.Warn(Component, "message discarded: a data producer does not receive");

    private void HandleClose()
    {
        if (Closed)
        {
            return;
        }

        ClientLog.Warn(Component, "channel was closed");
        Closed = true;
        LeaveChannel();
        _forget(this);
        Raise("close", OnClose);
        RaiseClosed();
    }

    private void LeaveChannel()
    {
        _channel.OnOpen -= HandleOpen;
        _channel.OnError -= HandleError;
        _channel.OnClose -= HandleClose;
        _channel.OnBufferedAmountLow -= HandleBufferedAmountLow;
        _channel.OnMessage -= HandleMessage;
        _channel.Close();
    }

    private void RaiseClosed()
    {
        Observer.RaiseClose();
        OnTransportClose = null;
        OnOpen = null;
        OnError = null;
        OnClose = null;
        OnBufferedAmountLow = null;
        RemoveErrorListeners();
    }
}
