using System.Net.WebSockets;
using System.Text;
using System.Threading.Channels;

namespace Tureen.Client.Protoo;

/// <summary>Text over a WebSocket of .NET's.</summary>
public sealed class ProtooWebSocket : IProtooSocket, IDisposable
{
    /// <summary>The code of an end that nobody reported.</summary>
    private const int ClosedHere = 1006;

    /// <summary>Bytes. No message of a room is longer, and a server must not fill the memory of its clients.</summary>
    private const int MaxMessageLength = 4 * 1024 * 1024;

    private const int BufferLength = 16 * 1024;

    private readonly ClientWebSocket _socket = new();
    private readonly CancellationTokenSource _ending = new();
    private readonly CancellationToken _ended;

    // Unbounded, because the messages are the answers and requests of one program, which waits for most of them.
    private readonly Channel<string> _outgoing = Channel.CreateUnbounded<string>();
    private volatile bool _isDisposed;

    /// <summary>Makes a socket that is not connected yet.</summary>
    public ProtooWebSocket()
        : this(static _ => { })
    {
    }

    /// <summary>Makes a socket that is not connected yet.</summary>
    /// <param name="configure">Sets what else a connection has, such as request headers.</param>
    public ProtooWebSocket(Action<ClientWebSocketOptions> configure)
    {
        _ended = _ending.Token;
        configure(_socket.Options);
    }

    /// <inheritdoc/>
    public void Open(string url, Action onOpen, Action<string> onText, Action<int> onClose) => _ = RunAsync(new Uri(url), onOpen, onText, onClose);

    /// <inheritdoc/>
    public void Send(string message)
    {
        if (_socket.State == WebSocketState.Open)
        {
            _outgoing.Writer.TryWrite(message);
        }
    }

    /// <inheritdoc/>
    public void Close()
    {
        if (!_isDisposed)
        {
            _ending.Cancel();
        }
    }

    /// <summary>Ends the connection.</summary>
    public void Dispose()
    {
        Close();
        _isDisposed = true;
        _ending.Dispose();
        _socket.Dispose();
    }

    private async Task RunAsync(Uri url, Action onOpen, Action<string> onText, Action<int> onClose)
    {
        try
        {
            _socket.Options.AddSubProtocol("protoo");
            await _socket.ConnectAsync(url, _ended);
            onOpen();
            _ = SendAllAsync();
            await ReceiveAllAsync(onText);
        }
        catch (Exception error) when (error is WebSocketException or OperationCanceledException or HttpRequestException or ObjectDisposedException or IOException)
        {
            ClientLog.Debug("ProtooWebSocket", $"the connection ended: {error.Message}");
        }

        _outgoing.Writer.TryComplete();
        onClose((int?)_socket.CloseStatus ?? ClosedHere);
    }

    private async Task SendAllAsync()
    {
        try
        {
            await foreach (string message in _outgoing.Reader.ReadAllAsync(_ended))
            {
                await _socket.SendAsync(Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, endOfMessage: true, _ended);
            }
        }
        catch (Exception error) when (error is WebSocketException or OperationCanceledException or ObjectDisposedException or IOException)
        {
            Close();
        }
    }

    private async Task ReceiveAllAsync(Action<string> onText)
    {
        byte[] buffer = new byte[BufferLength];
        using var message = new MemoryStream();
        while (true)
        {
            ValueWebSocketReceiveResult part = await _socket.ReceiveAsync(buffer.AsMemory(), _ended);
            if (part.MessageType == WebSocketMessageType.Close || message.Length + part.Count > MaxMessageLength)
            {
                return;
            }

            message.Write(buffer, 0, part.Count);
            if (part.EndOfMessage)
            {
                onText(Encoding.UTF8.GetString(message.GetBuffer(), 0, (int)message.Length));
                message.SetLength(0);
            }
        }
    }
}
