using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Tureen.Bench.Rooms;

/// <summary>The least client of a room: one request at a time, and notifications that nobody reads.</summary>
internal sealed class RoomClient
{
    private readonly ClientWebSocket _socket = new();
    private TaskCompletionSource _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _lastId;

    private RoomClient()
    {
    }

    public static async Task<RoomClient> ConnectAsync(string address, string roomId, string peerId)
    {
        var client = new RoomClient();
        client._socket.Options.AddSubProtocol("protoo");
        await client._socket.ConnectAsync(
            new Uri($"{address.Replace("http", "ws", StringComparison.Ordinal)}/rooms?roomId={roomId}&peerId={peerId}"), CancellationToken.None);
        _ = client.ReadAsync();
        return client;
    }

    /// <summary>Completes with the answer.</summary>
    public async Task RequestAsync(string method, string data)
    {
        _answered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        byte[] text = Encoding.UTF8.GetBytes($$"""{"request":true,"id":{{++_lastId}},"method":"{{method}}","data":{{data}}}""");
        await _socket.SendAsync(text, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        await _answered.Task;
    }

    private async Task ReadAsync()
    {
        var buffer = new byte[16_384];
        using var message = new MemoryStream();
        while (await _socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None) is { MessageType: WebSocketMessageType.Text } part)
        {
            message.Write(buffer, 0, part.Count);
            if (part.EndOfMessage)
            {
                Take(message);
                message.SetLength(0);
            }
        }
    }

    private void Take(MemoryStream message)
    {
        using JsonDocument document = JsonDocument.Parse(message.GetBuffer().AsMemory(0, (int)message.Length));
        if (!document.RootElement.TryGetProperty("response", out _))
        {
            return;
        }

        if (document.RootElement.TryGetProperty("ok", out _))
        {
            _answered.TrySetResult();
        }
        else
        {
            _answered.TrySetException(new InvalidOperationException(document.RootElement.GetRawText()));
        }
    }
}
