using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tureen.Rooms.Limits;
using Tureen.Rooms.Logging;
using Tureen.Rooms.Security;

namespace Tureen.Rooms.Protoo;

/// <summary>One peer's WebSocket with protoo's requests, responses and notifications in both directions.</summary>
internal sealed partial class ProtooConnection : IDisposable
{
    /// <summary>protoo-server's close code; clients take it as final.</summary>
    public const WebSocketCloseStatus ClosedByServer = (WebSocketCloseStatus)4000;

    /// <summary>The peer is refused, for the reason given; it may try again.</summary>
    public const WebSocketCloseStatus Refused = (WebSocketCloseStatus)4409;

    private readonly OutgoingFrames _outgoing;
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonElement>> _pending = new();
    private readonly SemaphoreSlim _requestSlots = new(ProtooLimits.MaxConcurrentRequests);
    private readonly SemaphoreSlim _turns = new(ProtooLimits.MaxOutgoingRequests);
    private readonly CancellationTokenSource _closing = new();
    private readonly CancellationToken _closingToken;
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly WebSocket _socket;
    private readonly ILogger _logger;
    private readonly ProtooBudget _budget;
    private (WebSocketCloseStatus Status, string Reason) _closeWith = (ClosedByServer, "closed by protoo-server");
    private int _isClosed;

    /// <param name="socket">The WebSocket.</param>
    /// <param name="logger">Takes what goes wrong.</param>
    /// <param name="budget">What the connection may cost; null for one that shares nothing with others.</param>
    public ProtooConnection(WebSocket socket, ILogger logger, ProtooBudget? budget = null)
    {
        _socket = socket;
        _logger = logger;
        _budget = budget ?? new ProtooBudget(TimeProvider.System, new RoomLimitOptions(), null, new SignalingMemory());
        _outgoing = new OutgoingFrames(_budget.Memory);
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

    /// <summary>Waits until a further request may go to the peer, so that a peer that does not answer holds up only itself.</summary>
    /// <returns>The turn, which ends when it is disposed.</returns>
    /// <exception cref="OperationCanceledException">The connection closes first.</exception>
    public async Task<IDisposable> WaitForTurnAsync()
    {
        await _turns.WaitAsync(_closingToken);
        return new Lease(() => Release(_turns));
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

    /// <summary>Sends a notification to the peer.</summary>
    /// <param name="method">Its method.</param>
    /// <param name="data">Its data.</param>
    /// <param name="isOptional">It may be left out when the peer reads slowly, because a later one replaces it.</param>
    public void Notify(string method, JsonNode? data, bool isOptional = false) =>
        Send(ProtooFrame.Notification(method, data), isOptional);

    /// <summary>Sends a frame that is written already. Its bytes must not change any more, because connections may share it.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="isOptional">It may be left out when the peer reads slowly, because a later one replaces it.</param>
    public void Send(byte[] frame, bool isOptional)
    {
        if (!IsClosed && !_outgoing.TryAdd(frame, isOptional) && !IsClosed)
        {
            _logger.LogWarning("A peer reads too slowly; its signaling connection is dropped");
            _socket.Abort();
            MarkClosed();
        }
    }

    /// <summary>Closes with protoo's code after what was sent so far. Idempotent, does not wait.</summary>
    public void Close() => MarkClosed();

    /// <summary>Closes with a code and a reason of the application's own.</summary>
    public void Close(WebSocketCloseStatus status, string reason)
    {
        _closeWith = (status, reason);
        MarkClosed();
    }

    public void Dispose()
    {
        MarkClosed();
        Cancel();
        _closing.Dispose();
        _requestSlots.Dispose();
        _turns.Dispose();
        _outgoing.Clear();
    }

    private static void Release(SemaphoreSlim semaphore)
    {
        try
        {
            semaphore.Release();
        }
        catch (ObjectDisposedException)
        {
            // The connection ended first.
        }
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

    private void Enqueue(byte[] frame) => Send(frame, isOptional: false);

    private void MarkClosed()
    {
        if (Interlocked.Exchange(ref _isClosed, 1) == 0)
        {
            _outgoing.Complete();
            Cancel();
            _closed.SetResult();
        }
    }

    private void Cancel()
    {
        try
        {
            _closing.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // Another call closed the connection, and cancelled it, between two steps of this one.
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
        await foreach (byte[] frame in _outgoing.TakeAllAsync())
        {
            await _socket.SendAsync(frame, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
            _outgoing.HandleSent(frame);
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
