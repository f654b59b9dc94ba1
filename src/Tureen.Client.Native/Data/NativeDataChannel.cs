using System.Text;

namespace Tureen.Client.Native.Data;

/// <summary>A data channel on an SCTP stream that signaling has negotiated (RFC 8832 §6, no opening message).</summary>
internal sealed class NativeDataChannel : IDataChannel
{
    private readonly Lock _gate = new();
    private readonly Action<NativeDataChannel> _onClosed;
    private readonly Tureen.DataConsumer? _sender;
    private readonly long _maxMessageSize;
    private DataChannelState _state;
    private long _posted;
    private long _waiting;
    private DataChannelCounts _counts;

    /// <param name="id">The stream.</param>
    /// <param name="names">Label and subprotocol.</param>
    /// <param name="sender">What sends to the server; null if the channel only receives.</param>
    /// <param name="maxMessageSize">Bytes that the server takes.</param>
    /// <param name="onClosed">Called when it is closed.</param>
    public NativeDataChannel(
        int id, (string Label, string Protocol) names, Tureen.DataConsumer? sender, long maxMessageSize, Action<NativeDataChannel> onClosed)
    {
        Id = id;
        (Label, Protocol) = names;
        _sender = sender;
        _maxMessageSize = maxMessageSize;
        _onClosed = onClosed;
        if (sender is not null)
        {
            sender.OnBufferedAmountLow += amount => HandleWaiting(amount, posted: 0);
        }
    }

    public event Action? OnOpen;

    public event Action<Exception>? OnError;

    public event Action? OnClose;

    public event Action? OnBufferedAmountLow;

    public event Action<DataMessage>? OnMessage;

    public int? Id { get; }

    public string Label { get; }

    public string Protocol { get; }

    public DataChannelState ReadyState
    {
        get
        {
            lock (_gate)
            {
                return _state;
            }
        }
    }

    public long BufferedAmount
    {
        get
        {
            lock (_gate)
            {
                return _posted + _waiting;
            }
        }
    }

    public DataChannelCounts Counts
    {
        get
        {
            lock (_gate)
            {
                return _counts;
            }
        }
    }

    public long BufferedAmountLowThreshold { get; set; }

    public DataBinaryType BinaryType { get; set; }

    public void Send(string text)
    {
        Tureen.DataConsumer sender = Begin(Encoding.UTF8.GetByteCount(text), out int length);
        _ = AwaitAsync(sender.SendAsync(text), length);
    }

    public void Send(ReadOnlySpan<byte> bytes)
    {
        Tureen.DataConsumer sender = Begin(bytes.Length, out int length);
        _ = AwaitAsync(sender.SendAsync(bytes), length);
    }

    public void Close()
    {
        lock (_gate)
        {
            if (_state == DataChannelState.Closed)
            {
                return;
            }

            _state = DataChannelState.Closed;
        }

        _onClosed(this);
        OnClose?.Invoke();
    }

    /// <summary>The association is up.</summary>
    public void Open()
    {
        lock (_gate)
        {
            if (_state != DataChannelState.Connecting)
            {
                return;
            }

            _state = DataChannelState.Open;
        }

        OnOpen?.Invoke();
    }

    public void Receive(DataMessage message)
    {
        lock (_gate)
        {
            if (_state != DataChannelState.Open)
            {
                return;
            }

            int length = message.IsText ? Encoding.UTF8.GetByteCount(message.Text) : message.Bytes.Length;
            _counts = _counts with { MessagesReceived = _counts.MessagesReceived + 1, BytesReceived = _counts.BytesReceived + length };
        }

        OnMessage?.Invoke(message);
    }

    private Tureen.DataConsumer Begin(int size, out int length)
    {
        if (size > _maxMessageSize)
        {
            throw new MediasoupTypeException($"a message of {size} bytes, more than the {_maxMessageSize} that the other end takes");
        }

        lock (_gate)
        {
            if (_state != DataChannelState.Open || _sender is null)
            {
                throw new InvalidStateException("data channel not open");
            }

            _posted += size;
            _counts = _counts with { MessagesSent = _counts.MessagesSent + 1, BytesSent = _counts.BytesSent + size };
        }

        length = size;
        return _sender;
    }

    private async Task AwaitAsync(Task<long> sending, int length)
    {
        try
        {
            HandleWaiting(await sending.ConfigureAwait(false), length);
        }
        catch (MediasoupException error)
        {
            lock (_gate)
            {
                _posted -= length;
            }

            OnError?.Invoke(error);
        }
    }

    /// <summary>The engine reports how much of what it took is not sent yet.</summary>
    private void HandleWaiting(long waiting, int posted)
    {
        bool isLow;
        lock (_gate)
        {
            bool wasHigh = _posted + _waiting > BufferedAmountLowThreshold;
            _posted -= posted;
            _waiting = waiting;
            isLow = wasHigh && _posted + _waiting <= BufferedAmountLowThreshold;
        }

        if (isLow)
        {
            OnBufferedAmountLow?.Invoke();
        }
    }
}
