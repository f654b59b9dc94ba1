using System.Runtime.Versioning;
using System.Text.Json.Nodes;
using Tureen.Client.Protoo;

namespace Tureen.Tests.Client.Protoo;

[SupportedOSPlatform("browser")]
public sealed class ProtooClientTests
{
    private readonly FakeProtooSocket _socket = new();
    private readonly ProtooClient _client;

    public ProtooClientTests()
    {
        _client = new ProtooClient(_socket);
    }

    [Fact]
    public async Task A_request_is_answered_by_the_response_with_its_id()
    {
        Connect();
        Task<JsonNode> first = _client.RequestAsync("first");
        Task<JsonNode> second = _client.RequestAsync("second", new JsonObject { ["a"] = 1 });
        Assert.Equal("""{"request":true,"id":1,"method":"second","data":{"a":1}}""", _socket.Sent[1].ToJsonString());

        _socket.Say("""{"response":true,"id":1,"ok":true,"data":{"b":2}}""");
        _socket.Say("""{"response":true,"id":0,"ok":true}""");
        Assert.Equal("""{"b":2}""", (await second).ToJsonString());
        Assert.Equal("{}", (await first).ToJsonString());
    }

    [Fact]
    public async Task A_refusal_is_thrown_with_its_code_and_reason()
    {
        Connect();
        Task<JsonNode> request = _client.RequestAsync("join");
        _socket.Say("""{"response":true,"id":0,"errorCode":403,"errorReason":"no"}""");
        ProtooException refused = await Assert.ThrowsAsync<ProtooException>(() => request);
        Assert.Equal((403, "no"), (refused.Code, refused.Message));
    }

    [Fact]
    public async Task Requests_end_with_the_connection()
    {
        Connect();
        List<int> codes = [];
        _client.OnClose = codes.Add;
        Task<JsonNode> request = _client.RequestAsync("join");
        _socket.Drop(1006);
        await Assert.ThrowsAsync<ProtooException>(() => request);
        await Assert.ThrowsAsync<ProtooException>(() => _client.RequestAsync("join"));
        Assert.Equal([1006], codes);
    }

    [Fact]
    public async Task Closing_ends_requests_at_once_although_the_other_side_is_gone()
    {
        _socket.IsDeaf = true;
        Connect();
        List<int> codes = [];
        _client.OnClose = codes.Add;
        Task<JsonNode> request = _client.RequestAsync("join");
        _client.Close();
        Assert.Equal([ProtooClient.ClosedHere], codes);
        await Assert.ThrowsAsync<ProtooException>(() => request);

        // What the browser reports of the old socket later is no second end, and its messages are nobody's.
        _client.OnNotification = (_, _) => Assert.Fail("a message of a connection that has ended");
        _socket.Say("""{"notification":true,"method":"newPeer","data":{}}""");
        _socket.Drop(1006);
        Assert.Single(codes);
    }

    [Fact]
    public void A_ping_is_a_request_whose_answer_is_a_sign_of_life()
    {
        Connect();
        int heard = 0;
        _client.OnHeard = () => heard++;
        _client.Ping();
        Assert.Equal("ping", _socket.Sent[0]["method"]!.GetValue<string>());
        _socket.Say("""{"response":true,"id":0,"ok":true}""");
        Assert.Equal(1, heard);
        _client.Close();
        _client.Ping();
        Assert.Single(_socket.Sent);
    }

    [Fact]
    public async Task A_server_that_cannot_be_reached_is_reported()
    {
        Task opened = _client.OpenAsync("ws://nowhere");
        _socket.Drop(1006);
        await Assert.ThrowsAsync<ProtooException>(() => opened);
    }

    [Fact]
    public void What_the_server_asks_is_answered_or_refused()
    {
        Connect();
        _client.OnRequest = (method, _) => method == "newConsumer"
            ? Task.FromResult<JsonNode?>(null)
            : throw new ProtooException(404, "unknown");
        _socket.Say("""{"request":true,"id":7,"method":"newConsumer","data":{}}""");
        _socket.Say("""{"request":true,"id":8,"method":"other"}""");
        Assert.Equal("""{"response":true,"id":7,"data":{},"ok":true}""", _socket.Sent[0].ToJsonString());
        Assert.Equal("""{"response":true,"id":8,"errorCode":404,"errorReason":"unknown"}""", _socket.Sent[1].ToJsonString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[1]")]
    [InlineData("3")]
    [InlineData("{}")]
    [InlineData("""{"response":true}""")]
    [InlineData("""{"response":true,"id":"x"}""")]
    [InlineData("""{"response":true,"id":99,"ok":true}""")]
    [InlineData("""{"notification":true,"method":5}""")]
    [InlineData("""{"request":true,"method":"x"}""")]
    [InlineData("""{"request":true,"id":1}""")]
    public void What_is_not_protoo_is_ignored(string message)
    {
        Connect();
        List<string> received = [];
        _client.OnNotification = (method, _) => received.Add(method);
        _socket.Say(message);
        _socket.Say("""{"notification":true,"method":"newPeer","data":{}}""");
        Assert.Equal(["newPeer"], received);
        Assert.Empty(_socket.Sent);
    }

    private void Connect()
    {
        Task opened = _client.OpenAsync("ws://here");
        _socket.Accept();
        Assert.True(opened.IsCompletedSuccessfully);
    }
}
