using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tureen.Client.Protoo;

/// <summary>protoo over one connection: requests both ways and notifications. Any thread may use it.</summary>
/// <param name="socket">What carries the messages.</param>
public sealed class ProtooClient(IProtooSocket socket)
{
    /// <summary>The server's own close code, which means that it does not want us back.</summary>
    public const int ClosedByServer = 4000;

    /// <summary>The code of an end that nobody reported.</summary>
    public const int ClosedHere = 1006;

    private static readonly TimeSpan RequestLimit = TimeSpan.FromSeconds(25);

    /// <summary>A browser itself gives up after minutes.</summary>
    private static readonly TimeSpan OpenLimit = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly Dictionary<int, TaskCompletionSource<JsonNode>> _pending = [];
    private TaskCompletionSource? _opened;
    private int _lastId = -1;
    private volatile bool _isOpen;
    private bool _hasEnded;

    /// <summary>A request of the server's: the method, its data, and the answer that is awaited.</summary>
    public Func<string, JsonNode, Task<JsonNode?>>? OnRequest { get; set; }

    /// <summary>A notification of the server's: the method and its data.</summary>
    public Action<string, JsonNode>? OnNotification { get; set; }

    /// <summary>The server sent any message.</summary>
    public Action? OnHeard { get; set; }

    /// <summary>The connection ended, with the close code.</summary>
    public Action<int>? OnClose { get; set; }

    /// <summary>Connects.</summary>
    /// <param name="url">The address of the server.</param>
    /// <returns>Completes when messages can be sent.</returns>
    /// <exception cref="ProtooException">The server cannot be reached.</exception>
    public async Task OpenAsync(string url)
    {
        var opened = new TaskCompletionSource();
        _opened = opened;
        socket.Open(
            url,
            () =>
            {
                _isOpen = true;
                opened.TrySetResult();
            },
            HandleText,
            HandleClose);
        try
        {
            await opened.Task.WaitAsync(OpenLimit);
        }
        catch (TimeoutException)
        {
            Close();
            await opened.Task;
        }
    }

    /// <summary>Ends the connection at once. The other side may be gone, and then a browser waits long for the end of its socket.</summary>
    public void Close()
    {
        socket.Close();
        HandleClose(ClosedHere);
    }

    /// <summary>Asks for a sign of life; see <see cref="OnHeard"/>.</summary>
    public void Ping()
    {
        if (_isOpen)
        {
            Send(new JsonObject { ["request"] = true, ["id"] = NextId(), ["method"] = "ping" });
        }
    }

    /// <summary>Asks the server.</summary>
    /// <param name="method">The method.</param>
    /// <param name="data">Its data; none if not given.</param>
    /// <returns>The data of the answer.</returns>
    /// <exception cref="ProtooException">The request was refused, or the connection is gone.</exception>
    public async Task<JsonNode> RequestAsync(string method, JsonObject? data = null)
    {
        if (!_isOpen)
        {
            throw new ProtooException(0, "not connected");
        }

        int id = NextId();
        var answer = new TaskCompletionSource<JsonNode>();
        lock (_gate)
        {
            _pending.Add(id, answer);
        }

        Send(new JsonObject { ["request"] = true, ["id"] = id, ["method"] = method, ["data"] = data ?? [] });
        try
        {
            return await answer.Task.WaitAsync(RequestLimit);
        }
        catch (TimeoutException)
        {
            throw new ProtooException(0, $"{method} was not answered in time");
        }
        finally
        {
            TryTake(id, out _);
        }
    }

    /// <summary>Sends a notification, which is not answered.</summary>
    /// <param name="method">The method.</param>
    /// <param name="data">Its data.</param>
    public void Notify(string method, JsonObject data) =>
        Send(new JsonObject { ["notification"] = true, ["method"] = method, ["data"] = data });

    private static JsonNode DataOf(JsonObject message) => message["data"] ?? new JsonObject();

    private int NextId() => Interlocked.Increment(ref _lastId);

    private bool TryTake(int id, [NotNullWhen(true)] out TaskCompletionSource<JsonNode>? answer)
    {
        lock (_gate)
        {
            return _pending.Remove(id, out answer);
        }
    }

    private void Send(JsonObject message) => socket.Send(message.ToJsonString());

    /// <summary>A request's or response's number; null for anything else.</summary>
    private static int? IdOf(JsonObject message) => message["id"] is JsonValue id && id.TryGetValue(out int number) ? number : null;

    private static string? MethodOf(JsonObject message) =>
        message["method"] is JsonValue method && method.TryGetValue(out string? name) ? name : null;

    private static bool TryParse(string text, out JsonObject message)
    {
        try
        {
            message = JsonNode.Parse(text) as JsonObject ?? [];
            return message.Count > 0;
        }
        catch (JsonException)
        {
            message = [];
            return false;
        }
    }

    private void HandleText(string text)
    {
        OnHeard?.Invoke();
        if (_hasEnded || !TryParse(text, out JsonObject message))
        {
            return;
        }

        if (message.ContainsKey("response"))
        {
            HandleResponse(message);
        }
        else if (MethodOf(message) is string method)
        {
            HandleCall(message, method);
        }
    }

    private void HandleCall(JsonObject message, string method)
    {
        if (!message.ContainsKey("request"))
        {
            OnNotification?.Invoke(method, DataOf(message));
        }
        else if (IdOf(message) is int id)
        {
            _ = AnswerAsync(id, method, DataOf(message));
        }
    }

    private void HandleResponse(JsonObject message)
    {
        if (IdOf(message) is not int id || !TryTake(id, out TaskCompletionSource<JsonNode>? answer))
        {
            return;
        }

        if (message["ok"] is JsonValue ok && ok.TryGetValue(out bool isOk) && isOk)
        {
            answer.TrySetResult(DataOf(message));
        }
        else
        {
            answer.TrySetException(new ProtooException(
                message["errorCode"]?.GetValue<int>() ?? 0, message["errorReason"]?.GetValue<string>() ?? "refused"));
        }
    }

    private async Task AnswerAsync(int id, string method, JsonNode data)
    {
        var answer = new JsonObject { ["response"] = true, ["id"] = id };
        try
        {
            if (OnRequest is null)
            {
                throw new ProtooException(404, "nobody answers requests");
            }

            answer["data"] = await OnRequest(method, data) ?? new JsonObject();
            answer["ok"] = true;
        }
        catch (Exception exception)
        {
            answer["errorCode"] = exception is ProtooException { Code: > 0 } refused ? refused.Code : 500;
            answer["errorReason"] = exception.Message;
        }

        Send(answer);
    }

    private void HandleClose(int code)
    {
        List<TaskCompletionSource<JsonNode>> lost;
        lock (_gate)
        {
            if (_hasEnded)
            {
                return;
            }

            _hasEnded = true;
            _isOpen = false;
            lost = [.. _pending.Values];
            _pending.Clear();
        }

        _opened?.TrySetException(new ProtooException(0, "the server cannot be reached"));
        foreach (TaskCompletionSource<JsonNode> answer in lost)
        {
            answer.TrySetException(new ProtooException(0, "the connection was lost"));
        }

        OnClose?.Invoke(code);
    }
}
