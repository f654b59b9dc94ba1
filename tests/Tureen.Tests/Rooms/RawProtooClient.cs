using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Tureen.Rooms.Protoo;

namespace Tureen.Tests.Rooms;

/// <summary>A protoo client that keeps all that it receives, in order.</summary>
internal sealed class RawProtooClient : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly ClientWebSocket _socket = new();
    private readonly List<JsonObject> _received = [];
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonObject>> _pending = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _receiving = Task.CompletedTask;
    private int _lastId;
    private volatile bool _isLeaving;

    /// <summary>Answers a request of the server: an answer's data, or null to stay silent.</summary>
    public Func<JsonObject, JsonObject?> Answering { get; set; } = _ => [];

    public WebSocketCloseStatus? CloseStatus => _socket.CloseStatus;

    public string? CloseDescription => _socket.CloseStatusDescription;

    /// <summary>Whether neither side has ended the connection.</summary>
    public bool IsOpen => _socket.State == WebSocketState.Open && !_receiving.IsCompleted;

    public static async Task<RawProtooClient> ConnectAsync(Uri server, string roomId, string peerId, string query = "", HttpMessageInvoker? invoker = null)
    {
        var client = new RawProtooClient();
        client._socket.Options.AddSubProtocol("protoo");
        var uri = new UriBuilder(server) { Scheme = "ws", Query = $"roomId={roomId}&peerId={peerId}{query}" };
        await client._socket.ConnectAsync(uri.Uri, invoker, CancellationToken.None).WaitAsync(Patience);
        client._receiving = client.ReceiveLoopAsync();
        return client;
    }

    public IReadOnlyList<JsonObject> Received()
    {
        lock (_gate)
        {
            return [.. _received];
        }
    }

    public IReadOnlyList<JsonObject> Received(string method) => [.. Received().Where(message => Method(message) == method)];

    /// <summary>The place of the first message of a method among all received.</summary>
    public int IndexOf(string method) => Received().ToList().FindIndex(message => Method(message) == method);

    /// <summary>The data of the answer.</summary>
    /// <exception cref="ProtooException">The server refuses.</exception>
    public async Task<JsonNode> RequestAsync(string method, JsonNode? data = null)
    {
        JsonObject answer = await RequestRawAsync(method, data);
        return answer["ok"]?.GetValue<bool>() == true
            ? answer["data"]!
            : throw new ProtooException(answer["errorCode"]!.GetValue<int>(), answer["errorReason"]!.GetValue<string>());
    }

    public Task<JsonObject> RequestRawAsync(string method, JsonNode? data) =>
        RequestTextAsync(method, data?.ToJsonString() ?? "null");

    /// <summary>With data that need not be valid.</summary>
    public async Task<JsonObject> RequestTextAsync(string method, string data)
    {
        int id = Interlocked.Increment(ref _lastId);
        var completion = new TaskCompletionSource<JsonObject>(TaskCreationOptions.RunContinuationsAsynchronously);
        _pending[id] = completion;
        await SendTextAsync($$"""{"request":true,"id":{{id}},"method":"{{method}}","data":{{data}}}""");
        return await completion.Task.WaitAsync(Patience);
    }

    public Task NotifyAsync(string method, JsonNode data) =>
        SendTextAsync(new JsonObject { ["notification"] = true, ["method"] = method, ["data"] = data }.ToJsonString());

    public Task SendTextAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text);

    public Task SendAsync(byte[] bytes, WebSocketMessageType type) =>
        _socket.SendAsync(bytes, type, endOfMessage: true, CancellationToken.None);

    /// <summary>Waits for the nth message of a method and gives its data.</summary>
    public async Task<JsonObject> WaitForAsync(string method, int count = 1)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                JsonObject[] found = [.. _received.Where(message => Method(message) == method)];
                if (found.Length >= count)
                {
                    return found[count - 1]["data"]!.AsObject();
                }

                changed = _changed.Task;
            }

            await changed.WaitAsync(Patience);
        }
    }

    /// <summary>Waits until the server has closed the connection.</summary>
    public Task WaitForCloseAsync() => _receiving.WaitAsync(Patience);

    public async Task LeaveAsync()
    {
        _isLeaving = true;
        await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        await _receiving.WaitAsync(Patience);
    }

    /// <summary>Is gone without a word, as when a tab crashes.</summary>
    public void Abort()
    {
        _isLeaving = true;
        _socket.Abort();
        _socket.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        if (_socket.State == WebSocketState.Open)
        {
            await LeaveAsync();
        }

        _socket.Dispose();
    }

    private static string? Method(JsonObject message) => message["method"]?.GetValue<string>();

    private async Task ReceiveLoopAsync()
    {
        var buffer = new byte[16_384];
        var text = new MemoryStream();
        while (true)
        {
            ValueWebSocketReceiveResult result;
            try
            {
                result = await _socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
            }
            catch (WebSocketException)
            {
                return;
            }

            if (result.MessageType == WebSocketMessageType.Close)
            {
                await AnswerCloseAsync();
                return;
            }

            text.Write(buffer, 0, result.Count);
            if (result.EndOfMessage)
            {
                await HandleAsync(JsonNode.Parse(text.ToArray())!.AsObject());
                text.SetLength(0);
            }
        }
    }

    private async Task AnswerCloseAsync()
    {
        if (_isLeaving)
        {
            return;
        }

        try
        {
            await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        }
        catch (WebSocketException)
        {
            // The server did not wait.
        }
    }

    private async Task AnswerAsync(string text)
    {
        try
        {
            await SendTextAsync(text);
        }
        catch (WebSocketException) when (_isLeaving)
        {
            // The request came while this side was leaving.
        }
    }

    private async Task HandleAsync(JsonObject message)
    {
        lock (_gate)
        {
            _received.Add(message);
            TaskCompletionSource changed = _changed;
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            changed.SetResult();
        }

        if (message.ContainsKey("response") && _pending.TryRemove(message["id"]!.GetValue<int>(), out var completion))
        {
            completion.SetResult(message);
        }
        else if (message.ContainsKey("request") && Answering(message) is { } data)
        {
            bool isRefusal = data.ContainsKey("errorCode");
            var response = isRefusal ? data : new JsonObject { ["ok"] = true, ["data"] = data };
            response["response"] = true;
            response["id"] = message["id"]!.GetValue<int>();
            await AnswerAsync(response.ToJsonString());
        }
    }
}
