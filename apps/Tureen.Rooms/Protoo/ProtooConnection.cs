using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Tureen.Rooms.Logging;

namespace Tureen.Rooms.Protoo;

/// <summary>One peer's WebSocket with protoo's requests, responses and notifications in both directions.</summary>
internal sealed partial class ProtooConnection : IDisposable
{
    /// <summary>protoo-server's close code; clients take it as final.</summary>
    public const WebSocketCloseStatus ClosedByServer = (WebSocketCloseStatus)4000;

    private readonly Channel<byte[]> _outgoing =
        Channel.CreateBounded<byte[]>(new BoundedChannelOptions(ProtooLimits.MaxQueuedMessages) { SingleReader = true });

    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonElement>> _pending = new();
    private readonly SemaphoreSlim _requestSlots = new(ProtooLimits.MaxConcurrentRequests);
    private readonly CancellationTokenSource _closing = new();
    private readonly CancellationToken _closingToken;
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly WebSocket _socket;
    private readonly ILogger _logger;
    private (WebSocketCloseStatus Status, string Reason) _closeWith = (ClosedByServer, "closed by protoo-server");
    private long _queuedBytes;
    private int _isClosed;

    public ProtooConnection(WebSocket socket, ILogger logger)
    {
        _socket = socket;
        _logger = logger;
        _closingToken = _closing.Token;
    }

    public bool IsClosed => Volatile.Read(ref _isClosed) != 0;

    /// <summary>Serves the connection until it ends.</summary>
    public async Task RunAsync(IProtooHandler handler)
    {
        Task sending = GuardAsync(SendLoopAsync());
        Task receiving = GuardAsync(ReceiveLoopAsync(handler));
        await Task.WhenAny(sending, receiving, _closed.Task);
        MarkClosed();
        try
        {
            await Task.WhenAll(sending, receiving).WaitAsync(ProtooLimits.CloseTimeout);
        }
        catch (TimeoutException)
        {
            _socket.Abort();
            await Task.WhenAll(sending, receiving);
        }
    }

    /// <summary>Asks the peer and waits for its answer.</summary>
    /// <exception cref="ProtooException">The peer refuses.</exception>
    /// <exception cref="TimeoutException">The peer does not answer in time.</exception>
    /// <exception cref="OperationCanceledException">The connection closes first.</exception>
    public async Task<JsonElement> RequestAsync(string method, JsonNode? data)
    {
        var completion = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        int id = Register(completion);
        try
        {
            Enqueue(ProtooFrame.Request(id, method, data));
            TimeSpan timeout = ProtooLimits.RequestTimeout + (ProtooLimits.RequestTimeoutPerPending * _pending.Count);
            return await completion.Task.WaitAsync(timeout, _closingToken);
        }
        finally
        {
            _pending.TryRemove(id, out _);
        }
    }

    public void Notify(string method, JsonNode? data) => Enqueue(ProtooFrame.Notification(method, data));

    /// <summary>Closes with protoo's code after what was sent so far. Idempotent, does not wait.</summary>
    public void Close() => MarkClosed();

    public void Dispose()
    {
        MarkClosed();
        _closing.Dispose();
        _requestSlots.Dispose();
    }

    private int Register(TaskCompletionSource<JsonElement> completion)
    {
        while (true)
        {
            int id = Random.Shared.Next(ProtooLimits.MaxRequestId + 1);
            if (_pending.TryAdd(id, completion))
            {
                return id;
            }
        }
    }

    private void Enqueue(byte[] frame)
    {
        bool hasRoom = Interlocked.Add(ref _queuedBytes, frame.Length) <= ProtooLimits.MaxQueuedBytes;
        if (!(hasRoom && _outgoing.Writer.TryWrite(frame)) && !IsClosed)
        {
            _logger.LogWarning("A peer reads nothing; its signaling connection is dropped");
            _socket.Abort();
            MarkClosed();
        }
    }

    private void MarkClosed()
    {
        if (Interlocked.Exchange(ref _isClosed, 1) == 0)
        {
            _outgoing.Writer.TryComplete();
            _closing.Cancel();
            _closed.SetResult();
        }
    }

    private async Task GuardAsync(Task loop)
    {
        try
        {
            await loop;
        }
        catch (Exception exception)
            when (exception is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            _logger.LogDebug("Signaling connection lost: {Reason}", LogText.Of(exception.Message));
        }
    }

    private async Task SendLoopAsync()
    {
        await foreach (byte[] frame in _outgoing.Reader.ReadAllAsync())
        {
            await _socket.SendAsync(frame, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
            Interlocked.Add(ref _queuedBytes, -frame.Length);
        }

        if (_socket.State == WebSocketState.Open)
        {
            await _socket.CloseOutputAsync(_closeWith.Status, _closeWith.Reason, CancellationToken.None);
        }
        else if (_socket.State == WebSocketState.CloseReceived)
        {
            await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        }
    }
}
