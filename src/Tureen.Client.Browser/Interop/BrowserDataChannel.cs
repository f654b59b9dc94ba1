using System.Runtime.InteropServices.JavaScript;
using System.Runtime.Versioning;
using Tureen.Ortc;

namespace Tureen.Client.Browser.Interop;

/// <summary>An RTCDataChannel of the browser.</summary>
[SupportedOSPlatform("browser")]
internal sealed class BrowserDataChannel : IDataChannel
{
    private readonly JSObject _channel;

    public BrowserDataChannel(JSObject peer, string label, string options)
    {
        Label = label;
        _channel = PeerModule.CreateDataChannel(peer, label, options, HandleEvent, HandleMessage);
        Protocol = _channel.GetPropertyAsString("protocol") ?? "";
    }

    public event Action? OnOpen;

    public event Action<Exception>? OnError;

    public event Action? OnClose;

    public event Action? OnBufferedAmountLow;

    public event Action<DataMessage>? OnMessage;

    public int? Id => _channel.HasProperty("id") ? _channel.GetPropertyAsInt32("id") : null;

    public string Label { get; }

    public string Protocol { get; }

    public DataChannelState ReadyState => WireEnum.Parse<DataChannelState>(_channel.GetPropertyAsString("readyState"));

    public long BufferedAmount => (long)_channel.GetPropertyAsDouble("bufferedAmount");

    public long BufferedAmountLowThreshold
    {
        get => (long)_channel.GetPropertyAsDouble("bufferedAmountLowThreshold");
        set => _channel.SetProperty("bufferedAmountLowThreshold", (double)value);
    }

    public DataBinaryType BinaryType
    {
        get => WireEnum.Parse<DataBinaryType>(_channel.GetPropertyAsString("binaryType"));
        set => _channel.SetProperty("binaryType", value.ToWireString());
    }

    public void Send(string text)
    {
        EnsureOpen();
        BrowserError.Run($"cannot send a text of {text.Length} characters", () => PeerModule.SendText(_channel, text));
    }

    public void Send(ReadOnlySpan<byte> bytes)
    {
        EnsureOpen();
        byte[] copy = bytes.ToArray();
        BrowserError.Run($"cannot send a message of {copy.Length} bytes", () => PeerModule.SendBytes(_channel, copy));
    }

    public void SendObject(object message)
    {
        EnsureOpen();
        JSObject native = message as JSObject
            ?? throw new MediasoupTypeException($"message is a {message.GetType().Name}, not a JSObject that is a Blob, an ArrayBuffer or a view");
        BrowserError.Run("cannot send the message", () => PeerModule.SendObject(_channel, native));
    }

    public void Close() => PeerModule.CloseDataChannel(_channel);

    private void EnsureOpen()
    {
        if (ReadyState != DataChannelState.Open)
        {
            throw new InvalidStateException("not open");
        }
    }

    private void HandleEvent(string name, string detail)
    {
        switch (name)
        {
            case "open":
                OnOpen?.Invoke();
                break;
            case "close":
                OnClose?.Invoke();
                break;
            case "bufferedamountlow":
                OnBufferedAmountLow?.Invoke();
                break;
            case "error":
                OnError?.Invoke(new MediasoupException(detail.Length > 0 ? detail : "unknown DataChannel error"));
                break;
            default:
                break;
        }
    }

    private void HandleMessage(string? text, JSObject? bytes)
    {
        if (bytes is null)
        {
            OnMessage?.Invoke(new DataMessage(text ?? ""));
        }
        else
        {
            using (bytes)
            {
                OnMessage?.Invoke(new DataMessage(PeerModule.BytesOf(bytes)));
            }
        }
    }
}
