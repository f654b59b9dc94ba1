using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace Tureen.Rooms.Protoo;

/// <summary>One peer's WebSocket with protoo's requests, responses and notifications in both directions.</summary>
internal sealed class ProtooConnection(WebSocket socket, ILogger logger) : IDisposable
{
    /// <summary>protoo-server's close code; clients take it as final.</summary>
    public const WebSocketCloseStatus ClosedByServer = (WebSocketCloseStatus)4000;

    private readonly Channel<byte[]> _outgoing =
        Channel.CreateBounded<byte[]>(new BoundedChannelOptions(ProtooLimits.MaxQueuedMessages) { SingleReader = true });

    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonElement>> _pending = new();
    private readonly SemaphoreSlim _requestSlots = new(ProtooLimits.MaxConcurrentRequests);
    private readonly CancellationTokenSource _closing = new();
    private int _isClosed;

    /// <summary>Cancelled when the connection is over, for whatever reason.</summary>
    public CancellationToken Closing => _closing.Token;

    public bool IsClosed => Volatile.Read(ref _isClosed) != 0;

    /// <summary>Serves the connection until it ends.</summary>
    public async Task RunAsync(IProtooHandler handler)
    {
        Task sending = SendLoopAsync();
        try
        {
            await ReceiveLoopAsync(handler);
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or IOException)
        {
            logger.LogDebug("Signaling connection lost: {Reason}", exception.Message);
        }
        finally
        {
            MarkClosed();
            await sending;
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
            return await completion.Task.WaitAsync(timeout, _closing.Token);
        }
        finally
        {
            _pending.TryRemove(id, out _);
        }
    }

    public void Notify(string method, JsonNode? data) => Enqueue(ProtooFrame.Notification(method, data));

    /// <summary>Closes with protoo's code. Idempotent, does not wait.</summary>
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
        if (!_outgoing.Writer.TryWrite(frame) && !IsClosed)
        {
            logger.LogWarning("A peer reads nothing; its signaling connection is dropped");
            socket.Abort();
            MarkClosed();
        }
    }

    private void MarkClosed()
    {
        if (Interlocked.Exchange(ref _isClosed, 1) == 0)
        {
            _outgoing.Writer.TryComplete();
            _closing.Cancel();
        }
    }

    private async Task SendLoopAsync()
    {
        try
        {
            await foreach (byte[] frame in _outgoing.Reader.ReadAllAsync())
            {
                await socket.SendAsync(frame, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
            }

            await CloseSocketAsync();
        }
        catch (Exception exception) when (exception is WebSocketException or ObjectDisposedException or InvalidOperationException or IOException)
        {
            logger.LogDebug("Signaling connection lost while sending: {Reason}", exception.Message);
            MarkClosed();
        }
    }

    private async Task CloseSocketAsync()
    {
        if (socket.State is not (WebSocketState.Open or WebSocketState.CloseReceived))
        {
            return;
        }

        using var timeout = new CancellationTokenSource(ProtooLimits.CloseTimeout);
        try
        {
            await socket.CloseOutputAsync(ClosedByServer, "closed by protoo-server", timeout.Token);
        }
        catch (OperationCanceledException)
        {
            socket.Abort();
        }
    }

    private async Task ReceiveLoopAsync(IProtooHandler handler)
    {
        var buffer = new byte[16_384];
        using var message = new MemoryStream();
        while (!IsClosed)
        {
            ValueWebSocketReceiveResult result = await socket.ReceiveAsync(buffer.AsMemory(), _closing.Token);
            if (result.MessageType == WebSocketMessageType.Close)
            {
                return;
            }

            if (message.Length + result.Count > ProtooLimits.MaxMessageLength)
            {
                await socket.CloseOutputAsync(WebSocketCloseStatus.MessageTooBig, "message too big", CancellationToken.None);
                return;
            }

            message.Write(buffer, 0, result.Count);
            if (!result.EndOfMessage)
            {
                continue;
            }

            if (result.MessageType == WebSocketMessageType.Text)
            {
                await HandleFrameAsync(message.GetBuffer().AsMemory(0, (int)message.Length), handler);
            }

            message.SetLength(0);
        }
    }

    private async Task HandleFrameAsync(ReadOnlyMemory<byte> frame, IProtooHandler handler)
    {
        if (!ProtooMessage.TryParse(frame, out ProtooMessage message))
        {
            logger.LogDebug("Ignored a frame that is no protoo message");
            return;
        }

        switch (message.Kind)
        {
            case ProtooMessageKind.Request:
                await _requestSlots.WaitAsync(_closing.Token);
                _ = AnswerAsync(message, handler);
                break;
            case ProtooMessageKind.Notification:
                HandleNotification(message, handler);
                break;
            default:
                HandleResponse(message);
                break;
        }
    }

    private async Task AnswerAsync(ProtooMessage request, IProtooHandler handler)
    {
        try
        {
            JsonNode? data = await handler.HandleRequestAsync(request.Method, request.Data);
            Enqueue(ProtooFrame.Success(request.Id, data));
        }
        catch (ProtooException refusal)
        {
            Enqueue(ProtooFrame.Error(request.Id, refusal.Code, refusal.Message));
        }
        catch (Exception exception)
        {
            logger.LogDebug(exception, "Request {Method} failed", request.Method);
            Enqueue(ProtooFrame.Error(request.Id, 500, exception.Message));
        }
        finally
        {
            ReleaseSlot();
        }
    }

    private void ReleaseSlot()
    {
        try
        {
            _requestSlots.Release();
        }
        catch (ObjectDisposedException)
        {
            // The connection ended while the request was being answered.
        }
    }

    private void HandleNotification(ProtooMessage notification, IProtooHandler handler)
    {
        try
        {
            handler.HandleNotification(notification.Method, notification.Data);
        }
        catch (Exception exception)
        {
            logger.LogDebug(exception, "Notification {Method} failed", notification.Method);
        }
    }

    private void HandleResponse(ProtooMessage response)
    {
        if (!_pending.TryRemove(response.Id, out TaskCompletionSource<JsonElement>? completion))
        {
            return;
        }

        if (response.IsOk)
        {
            completion.TrySetResult(response.Data);
        }
        else
        {
            completion.TrySetException(new ProtooException(response.ErrorCode, response.ErrorReason));
        }
    }
}
