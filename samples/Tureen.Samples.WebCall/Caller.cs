using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace Tureen.Samples.WebCall;

/// <summary>
/// One person with a WebSocket. The page sends <c>{ id, method, data }</c> and gets <c>{ id, data }</c> or <c>{ id, error }</c>; the server
/// also sends <c>{ method, data }</c> by itself. One message is handled after the other.
/// </summary>
internal sealed class Caller : IAsyncDisposable
{
    /// <summary>Bytes. A longer message ends the connection; RTP capabilities have some 15,000.</summary>
    private const int MaxMessageLength = 128 * 1024;

    /// <summary>Messages that wait for a page that does not read; beyond them the connection is closed.</summary>
    private const int MaxWaiting = 1_000;

    private readonly Channel<string> _outgoing = Channel.CreateBounded<string>(MaxWaiting);
    private readonly WebSocket _socket;
    private readonly CallRoom _room;
    private readonly CallerMedia _media;

    public Caller(WebSocket socket, CallRoom room)
    {
        _socket = socket;
        _room = room;
        _media = new CallerMedia(this, room);
    }

    public IEnumerable<Producer> Producers => _media.Producers;

    /// <summary>Serves the page until it goes.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        Task sending = SendAllAsync(cancellation);
        try
        {
            while (await ReceiveAsync(cancellation) is { } message)
            {
                await HandleAsync(message);
            }
        }
        catch (Exception error) when (error is WebSocketException or OperationCanceledException or JsonException)
        {
            // The page is gone, or speaks something else.
        }

        _outgoing.Writer.TryComplete();
        await sending;
    }

    /// <summary>Sends a notification to the page. From any thread.</summary>
    public void Notify(string method, object data) => Send(new { method, data });

    public ValueTask DisposeAsync()
    {
        _room.Leave(this);
        _media.Close();
        return ValueTask.CompletedTask;
    }

    private async Task HandleAsync(JsonNode message)
    {
        int id = (int?)message["id"] ?? 0;
        try
        {
            Send(new { id, data = await _media.HandleAsync((string?)message["method"] ?? "", message["data"] ?? new JsonObject()) });
        }
        catch (Exception error) when (error is MediasoupException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            Send(new { id, error = error.Message });
        }
    }

    private void Send(object message)
    {
        // Parameters of the library write mediasoup's JSON by themselves.
        if (!_outgoing.Writer.TryWrite(JsonSerializer.Serialize(message)) && !_outgoing.Reader.Completion.IsCompleted)
        {
            _socket.Abort();
        }
    }

    private async Task SendAllAsync(CancellationToken cancellation)
    {
        try
        {
            await foreach (string message in _outgoing.Reader.ReadAllAsync(cancellation))
            {
                await _socket.SendAsync(System.Text.Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, true, cancellation);
            }
        }
        catch (Exception error) when (error is WebSocketException or OperationCanceledException)
        {
            // The page is gone, which the reader notices, too.
        }
    }

    private async Task<JsonNode?> ReceiveAsync(CancellationToken cancellation)
    {
        using var message = new MemoryStream();
        byte[] buffer = new byte[16 * 1024];
        while (true)
        {
            ValueWebSocketReceiveResult part = await _socket.ReceiveAsync(buffer.AsMemory(), cancellation);
            if (part.MessageType == WebSocketMessageType.Close || message.Length + part.Count > MaxMessageLength)
            {
                return null;
            }

            message.Write(buffer, 0, part.Count);
            if (part.EndOfMessage)
            {
                return JsonNode.Parse(message.GetBuffer().AsSpan(0, (int)message.Length));
            }
        }
    }
}
