using System.Text;

namespace Tureen.Client.Testing;

/// <summary>A data channel without a peer; a test opens it and lets messages come.</summary>
/// <param name="id">The SCTP stream.</param>
/// <param name="label">The label.</param>
/// <param name="protocol">The subprotocol.</param>
public sealed class FakeDataChannel(int id, string label, string protocol) : IDataChannel
{
    private readonly List<DataMessage> _sent = [];

    /// <inheritdoc/>
    public event Action? OnOpen;

    /// <inheritdoc/>
    public event Action<Exception>? OnError;

    /// <inheritdoc/>
    public event Action? OnClose;

    /// <inheritdoc/>
    public event Action? OnBufferedAmountLow;

    /// <inheritdoc/>
    public event Action<DataMessage>? OnMessage;

    /// <inheritdoc/>
    public int? Id => id;

    /// <inheritdoc/>
    public string Label => label;

    /// <inheritdoc/>
    public string Protocol => protocol;

    /// <inheritdoc/>
    public DataChannelState ReadyState { get; private set; }

    /// <inheritdoc/>
    public long BufferedAmount { get; private set; }

    /// <inheritdoc/>
    public long BufferedAmountLowThreshold { get; set; }

    /// <inheritdoc/>
    public DataBinaryType BinaryType { get; set; }

    /// <summary>What was sent, in order.</summary>
    public IReadOnlyList<DataMessage> Sent => _sent;

    /// <inheritdoc/>
    public void Send(string text) => Send(new DataMessage(text));

    /// <inheritdoc/>
    public void Send(ReadOnlySpan<byte> bytes) => Send(new DataMessage(bytes.ToArray()));

    /// <inheritdoc/>
    public void Close()
    {
        if (ReadyState != DataChannelState.Closed)
        {
            ReadyState = DataChannelState.Closed;
            OnClose?.Invoke();
        }
    }

    /// <summary>Opens it.</summary>
    public void Open()
    {
        ReadyState = DataChannelState.Open;
        OnOpen?.Invoke();
    }

    /// <summary>Raises an error; the state stays as it is.</summary>
    /// <param name="error">The reason.</param>
    public void Fail(Exception error) => OnError?.Invoke(error);

    /// <summary>Delivers a message.</summary>
    /// <param name="message">The message.</param>
    public void Receive(DataMessage message) => OnMessage?.Invoke(message);

    /// <summary>Empties the send buffer.</summary>
    public void Drain()
    {
        bool isLow = BufferedAmount > BufferedAmountLowThreshold;
        BufferedAmount = 0;
        if (isLow)
        {
            OnBufferedAmountLow?.Invoke();
        }
    }

    private void Send(DataMessage message)
    {
        if (ReadyState != DataChannelState.Open)
        {
            throw new InvalidStateException("data channel not open");
        }

        _sent.Add(message);
        BufferedAmount += message.IsText ? Encoding.UTF8.GetByteCount(message.Text) : message.Bytes.Length;
    }
}
