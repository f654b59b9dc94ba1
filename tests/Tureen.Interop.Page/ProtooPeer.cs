using System.Runtime.InteropServices.JavaScript;
using System.Text.Json.Nodes;

namespace Tureen.Interop.Page;

/// <summary>The client's side of protoo: requests both ways, and notifications.</summary>
internal sealed class ProtooPeer
{
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Dictionary<int, TaskCompletionSource<JsonNode>> _pending = [];
    private readonly Func<string, JsonNode, Task> _onRequest;
    private readonly Action<string, JsonNode> _onNotification;
    private readonly JSObject _socket;
    private int _lastId;

    private ProtooPeer(string url, Func<string, JsonNode, Task> onRequest, Action<string, JsonNode> onNotification)
    {
        _onRequest = onRequest;
        _onNotification = onNotification;
        _socket = Glue.OpenSocket(url, HandleSocket);
    }

    public bool IsConnected { get; private set; }

    public event Action? OnClosed;

    public static async Task<ProtooPeer> ConnectAsync(string url, Func<string, JsonNode, Task> onRequest, Action<string, JsonNode> onNotification)
    {
        ProtooPeer peer = new(url, onRequest, onNotification);
        await peer._opened.Task;
        return peer;
    }

    public Task<JsonNode> RequestAsync(string method, JsonNode? data = null)
    {
        int id = ++_lastId;
        TaskCompletionSource<JsonNode> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _pending[id] = answer;
        Send(new JsonObject { ["request"] = true, ["id"] = id, ["method"] = method, ["data"] = data ?? new JsonObject() });
        return answer.Task;
    }

    public void Close() => Glue.CloseSocket(_socket);

    private void Send(JsonObject message) => Glue.Send(_socket, message.ToJsonString());

    private void HandleSocket(string name, string text)
    {
        switch (name)
        {
            case "open":
                IsConnected = true;
                _opened.TrySetResult();
                break;
            case "close":
                IsConnected = false;
                _opened.TrySetException(new InvalidOperationException("the socket was refused"));
                foreach (TaskCompletionSource<JsonNode> pending in _pending.Values)
                {
                    pending.TrySetException(new InvalidOperationException("the socket closed"));
                }

                OnClosed?.Invoke();
                break;
            default:
                HandleMessage(JsonNode.Parse(text)!.AsObject());
                break;
        }
    }

    private void HandleMessage(JsonObject message)
    {
        if (message.ContainsKey("response"))
        {
            if (_pending.Remove(message["id"]!.GetValue<int>(), out TaskCompletionSource<JsonNode>? pending))
            {
                if (message["ok"]?.GetValue<bool>() is true)
                {
                    pending.SetResult(message["data"]?.DeepClone() ?? new JsonObject());
                }
                else
                {
                    pending.SetException(new InvalidOperationException(message["errorReason"]?.GetValue<string>()));
                }
            }
        }
        else if (message.ContainsKey("notification"))
        {
            _onNotification(message["method"]!.GetValue<string>(), message["data"]?.DeepClone() ?? new JsonObject());
        }
        else
        {
            _ = AnswerAsync(message);
        }
    }

    private async Task AnswerAsync(JsonObject request)
    {
        JsonObject answer = new() { ["response"] = true, ["id"] = request["id"]!.GetValue<int>() };
        try
        {
            await _onRequest(request["method"]!.GetValue<string>(), request["data"]!.DeepClone());
            answer["ok"] = true;
            answer["data"] = new JsonObject();
        }
        catch (Exception exception)
        {
            answer["errorCode"] = 500;
            answer["errorReason"] = exception.Message;
        }

        Send(answer);
    }
}
