using Tureen.Ortc;

namespace Tureen.Client;

/// <summary>A data channel from the router (mediasoup-client DataConsumer).</summary>
public sealed class DataConsumer : EventEmitter, IDisposable
{
    private readonly Action<DataConsumer> _forget;
    private readonly IDataChannel _channel;
    private readonly SctpStreamParameters _sctpStreamParameters;
    private Dictionary<string, object?> _appData;

    internal DataConsumer(Action<DataConsumer> forget, DataConsumerOptions options, SctpStreamParameters sctpStreamParameters, IDataChannel channel)
    {
        _forget = forget;
        _channel = channel;
        _sctpStreamParameters = sctpStreamParameters;
        _appData = options.AppData;
        Id = options.Id!;
        DataProducerId = options.DataProducerId!;
        _channel.OnOpen += HandleOpen;
        _channel.OnError += HandleError;
        _channel.OnClose += HandleClose;
        _channel.OnMessage += HandleMessage;
    }

    /// <summary>The transport was closed, and the data consumer with it (mediasoup <c>transportclose</c>).</summary>
    public event Action? OnTransportClose;

    /// <summary>Messages can come now (mediasoup <c>open</c>).</summary>
    public event Action? OnOpen;

    /// <summary>The channel failed (mediasoup <c>error</c>).</summary>
    public event Action<Exception>? OnError;

    /// <summary>The channel was closed, not by <see cref="Close"/>, and the data consumer with it (mediasoup <c>close</c>).</summary>
    public event Action? OnClose;

    /// <summary>A message came (mediasoup <c>message</c>).</summary>
    public event Action<DataMessage>? OnMessage;

    /// <summary>The id of the server's DataConsumer.</summary>
    public string Id { get; }

    /// <summary>The id of the DataProducer that is consumed.</summary>
    public string DataProducerId { get; }

    /// <summary>Whether it is closed.</summary>
    public bool Closed { get; private set; }

    /// <summary>The SCTP stream. A new copy each time.</summary>
    public SctpStreamParameters SctpStreamParameters => _sctpStreamParameters.Clone();

    /// <summary>The state of the channel.</summary>
    public DataChannelState ReadyState => _channel.ReadyState;

    /// <summary>The label.</summary>
    public string Label => _channel.Label;

    /// <summary>The subprotocol.</summary>
    public string Protocol => _channel.Protocol;

    /// <summary>How a browser keeps messages of bytes until they are read; they come as bytes either way.</summary>
    public DataBinaryType BinaryType
    {
        get => _channel.BinaryType;
        set => _channel.BinaryType = value;
    }

    /// <summary>The application's own data.</summary>
    /// <exception cref="MediasoupTypeException">Set to null.</exception>
    public Dictionary<string, object?> AppData
    {
        get => _appData;
        set => _appData = Check.AppData(value);
    }

    /// <summary>Reports what happens, for monitoring.</summary>
    public DataConsumerObserver Observer { get; } = new();

    private protected override string Component => "DataConsumer";

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

    private void HandleMessage(DataMessage message) => Raise("message", OnMessage, message);

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
        OnMessage = null;
        RemoveErrorListeners();
    }
}
