using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Tureen.Rooms.Limits;
using Tureen.Rooms.Protoo;

namespace Tureen.Tests.Rooms.Protoo;

public sealed class ProtooConnectionTests : IDisposable
{
    private readonly WebSocketPair _pair = new();
    private readonly ProtooConnection _connection;
    private readonly RecordingProtooHandler _handler;
    private readonly Task _running;

    public ProtooConnectionTests()
    {
        _handler = new RecordingProtooHandler(Answer);
        _connection = new ProtooConnection(_pair.Server, NullLogger.Instance);
        _running = _connection.RunAsync(_handler);
    }

    public void Dispose()
    {
        _connection.Dispose();
        _pair.Dispose();
    }

    [Fact]
    public async Task A_request_is_answered_with_its_id()
    {
        await SendAsync("""{"request":true,"id":42,"method":"echo","data":{"a":1}}""");

        JsonNode answer = await ReceiveAsync();

        Assert.Equal("""{"response":true,"id":42,"ok":true,"data":{"a":1}}""", answer.ToJsonString());
    }

    [Fact]
    public async Task An_answer_without_content_has_empty_data()
    {
        await SendAsync("""{"request":true,"id":1,"method":"nothing"}""");

        Assert.Equal("""{"response":true,"id":1,"ok":true,"data":{}}""", (await ReceiveAsync()).ToJsonString());
    }

    [Theory]
    [InlineData("refuse", 403, "no")]
    [InlineData("fail", 500, "internal error")]
    public async Task An_exception_becomes_an_error(string method, int code, string reason)
    {
        await SendAsync($$"""{"request":true,"id":7,"method":"{{method}}"}""");

        JsonNode answer = await ReceiveAsync();

        Assert.Equal(7, answer["id"]!.GetValue<int>());
        Assert.Equal(code, answer["errorCode"]!.GetValue<int>());
        Assert.Equal(reason, answer["errorReason"]!.GetValue<string>());
        Assert.Null(answer["ok"]);
    }

    [Fact]
    public async Task A_request_to_the_peer_gets_its_answer_and_no_other()
    {
        Task<JsonElement> asking = _connection.RequestAsync("newConsumer", new JsonObject { ["x"] = 1 });
        JsonNode request = await ReceiveAsync();
        int id = request["id"]!.GetValue<int>();

        await SendAsync($$$"""{"response":true,"id":{{{id + 1}}},"ok":true,"data":{"wrong":1}}""");
        await SendAsync($$$"""{"response":true,"id":{{{id}}},"ok":true,"data":{"right":1}}""");

        Assert.Equal("newConsumer", request["method"]!.GetValue<string>());
        Assert.Equal("""{"right":1}""", (await asking).GetRawText());
    }

    [Fact]
    public async Task A_refusal_of_the_peer_is_an_exception()
    {
        Task<JsonElement> asking = _connection.RequestAsync("newConsumer", null);
        int id = (await ReceiveAsync())["id"]!.GetValue<int>();

        await SendAsync($$"""{"response":true,"id":{{id}},"errorCode":403,"errorReason":"I do not want"}""");

        ProtooException refusal = await Assert.ThrowsAsync<ProtooException>(() => asking);
        Assert.Equal((403, "I do not want"), (refusal.Code, refusal.Message));
    }

    [Fact]
    public async Task Closing_sends_what_was_said_before_and_then_4000()
    {
        _connection.Notify("last", new JsonObject());
        _connection.Close();

        JsonNode last = await ReceiveAsync();
        WebSocketReceiveResult closed = await _pair.Client.ReceiveAsync(new byte[16], TestContext.Current.CancellationToken);
        await _pair.Client.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, TestContext.Current.CancellationToken);
        await _running;

        Assert.Equal("last", last["method"]!.GetValue<string>());
        Assert.Equal((WebSocketCloseStatus)4000, closed.CloseStatus);
        Assert.Equal("closed by protoo-server", closed.CloseStatusDescription);
    }

    [Fact]
    public async Task A_closed_connection_fails_what_was_asked()
    {
        Task<JsonElement> asking = _connection.RequestAsync("newConsumer", null);

        await _pair.Client.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, TestContext.Current.CancellationToken);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        await _running;
        Assert.True(_connection.IsClosed);
    }

    [Fact]
    public async Task A_message_in_fragments_is_one_message()
    {
        byte[] bytes = Encoding.UTF8.GetBytes("""{"notification":true,"method":"hello"}""");
        await _pair.Client.SendAsync(bytes.AsMemory(0, 9), WebSocketMessageType.Text, false, TestContext.Current.CancellationToken);
        await _pair.Client.SendAsync(bytes.AsMemory(9), WebSocketMessageType.Text, true, TestContext.Current.CancellationToken);
        await SendAsync("""{"request":true,"id":1,"method":"nothing"}""");
        await ReceiveAsync();

        Assert.Equal(["hello"], _handler.Notifications);
    }

    [Fact]
    public async Task A_message_that_is_too_long_closes_with_1009()
    {
        Task sending = SendAsync(new string(' ', ProtooLimits.MaxMessageLength + 1));

        WebSocketReceiveResult closed = await _pair.Client.ReceiveAsync(new byte[16], TestContext.Current.CancellationToken);
        await sending;

        Assert.Equal(WebSocketCloseStatus.MessageTooBig, closed.CloseStatus);
    }

    private static JsonNode? Answer(ProtooRequest request) => request.Method switch
    {
        "echo" => JsonNode.Parse(request.Data.GetRawText()),
        "refuse" => throw new ProtooException(403, "no"),
        "fail" => throw new InvalidOperationException("broken"),
        _ => null,
    };

    private Task SendAsync(string text) => _pair.Client.SendAsync(
        Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, TestContext.Current.CancellationToken);

    private async Task<JsonNode> ReceiveAsync()
    {
        var buffer = new byte[4096];
        WebSocketReceiveResult result = await _pair.Client.ReceiveAsync(buffer, TestContext.Current.CancellationToken);
        return JsonNode.Parse(buffer.AsSpan(0, result.Count))!;
    }
}
