using System.Net.WebSockets;
using System.Text.Json;
using Tureen.Rooms.Limits;
using Tureen.Rooms.Logging;

namespace Tureen.Rooms.Protoo;

internal sealed partial class ProtooConnection
{
    private async Task ReceiveLoopAsync(IProtooHandler handler)
    {
        var buffer = new byte[ProtooLimits.ReceiveBufferLength];
        var message = new MemoryStream();
        while (true)
        {
            // A cancelled read would abort the socket before the closing handshake, so reads go on until the peer ends them.
            ValueWebSocketReceiveResult result = await _socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
            if (result.MessageType == WebSocketMessageType.Close)
            {
                return;
            }

            if (IsClosed)
            {
                continue;
            }

            if (result.MessageType == WebSocketMessageType.Binary)
            {
                Close(WebSocketCloseStatus.InvalidMessageType, "protoo has no binary messages");
                continue;
            }

            if (message.Length + result.Count > ProtooLimits.MaxMessageLength)
            {
                Close(WebSocketCloseStatus.MessageTooBig, "message too big");
                continue;
            }

            message.Write(buffer, 0, result.Count);
            if (result.EndOfMessage)
            {
                await HandleMessageAsync(message, handler);
                await DelayAsync(_budget.Pay((int)message.Length));
                message = Recycle(message);
            }
        }
    }

    private static MemoryStream Recycle(MemoryStream message)
    {
        if (message.Capacity > ProtooLimits.ReceiveBufferLength)
        {
            return new MemoryStream();
        }

        message.SetLength(0);
        return message;
    }

    /// <summary>Reads more slowly from a client that sends too much, so that it fills only its own socket.</summary>
    private async Task DelayAsync(TimeSpan wait)
    {
        if (wait > TimeSpan.Zero && !IsClosed)
        {
            await Task.WhenAny(Task.Delay(wait, _budget.Time, _closingToken), _closed.Task);
        }
    }

    private async Task HandleMessageAsync(MemoryStream bytes, IProtooHandler handler)
    {
        if (!ProtooMessage.TryParse(bytes.GetBuffer().AsMemory(0, (int)bytes.Length), out ProtooMessage message))
        {
            _logger.LogDebug("Ignored a frame that is no protoo message");
            return;
        }

        switch (message.Kind)
        {
            case ProtooMessageKind.Request:
                await WaitForSlotAsync();
                _ = AnswerAsync(message, handler);
                break;
            case ProtooMessageKind.Notification:
                await WaitForSlotAsync();
                _ = HandleNotificationAsync(message, handler);
                break;
            default:
                HandleResponse(message);
                break;
        }
    }

    private async Task WaitForSlotAsync()
    {
        try
        {
            await _requestSlots.WaitAsync(_closingToken);
        }
        catch (OperationCanceledException)
        {
            // Closed: the answer goes nowhere, and the slots are not needed any more.
        }
    }

    private async Task AnswerAsync(ProtooMessage message, IProtooHandler handler)
    {
        var request = new ProtooRequest(message.Id, message.Method, message.Data, Enqueue);
        try
        {
            await handler.HandleRequestAsync(request);
            request.Accept();
        }
        catch (Exception exception)
        {
            int code = exception is ProtooException refusal ? refusal.Code : ProtooException.InternalError;
            _logger.LogDebug("Request {Method} failed: {Reason}", LogText.Of(request.Method), LogText.Of(exception.Message));
            if (!request.Reject(code, RefusalText.Of(exception)))
            {
                _logger.LogWarning(exception, "Request {Method} failed after it was answered", LogText.Of(request.Method));
            }
        }
        finally
        {
            Release(_requestSlots);
        }
    }

    private async Task HandleNotificationAsync(ProtooMessage notification, IProtooHandler handler)
    {
        try
        {
            await handler.HandleNotificationAsync(notification.Method, notification.Data);
        }
        catch (Exception exception)
        {
            _logger.LogDebug(
                "Notification {Method} failed: {Reason}", LogText.Of(notification.Method), LogText.Of(exception.Message));
        }
        finally
        {
            Release(_requestSlots);
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
