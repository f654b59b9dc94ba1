using System.Net.WebSockets;
using System.Text.Json.Nodes;
using Tureen.Rooms.Limits;
using Tureen.Rooms.Protoo;
using Tureen.Rooms.Signaling;

namespace Tureen.Tests.Rooms.Rooms;

/// <summary>What clients may not do. The connection lives on after each of them.</summary>
[Collection(RoomServerCollection.Name)]
public sealed class BadInputTests(RoomServerFixture server)
{
    private readonly string _roomId = RoomServerFixture.NewRoomId();

    [Fact]
    public async Task An_unknown_method_is_an_error()
    {
        await using RawProtooClient client = await server.ConnectAsync(_roomId, "alice");

        ProtooException error = await Assert.ThrowsAsync<ProtooException>(() => client.RequestAsync("dance"));

        Assert.Equal(500, error.Code);
        Assert.Equal("unknown request.method \"dance\"", error.Message);
        await AssertAliveAsync(client);
    }

    [Theory]
    [InlineData("produce")]
    [InlineData("produceData")]
    [InlineData("closeProducer")]
    [InlineData("pauseConsumer")]
    [InlineData("changeDisplayName")]
    public async Task Media_before_join_is_an_error(string method)
    {
        await using RawProtooClient client = await server.ConnectAsync(_roomId, "alice");

        ProtooException error = await Assert.ThrowsAsync<ProtooException>(() => client.RequestAsync(method));

        Assert.Equal(500, error.Code);
        Assert.Contains("not yet joined", error.Message, StringComparison.Ordinal);
        await AssertAliveAsync(client);
    }

    [Fact]
    public async Task A_second_join_is_an_error()
    {
        await using DemoClient client = await DemoClient.JoinAsync(server, _roomId, "alice");

        ProtooException error = await Assert.ThrowsAsync<ProtooException>(() => client.Raw.RequestAsync("join"));

        Assert.Equal("Peer already joined", error.Message);
        await AssertAliveAsync(client.Raw);
    }

    [Theory]
    [InlineData("connectWebRtcTransport", "transportId")]
    [InlineData("restartIce", "transportId")]
    [InlineData("produce", "transportId")]
    [InlineData("getTransportStats", "transportId")]
    [InlineData("getProducerStats", "producerId")]
    [InlineData("getConsumerStats", "consumerId")]
    [InlineData("getDataProducerStats", "dataProducerId")]
    [InlineData("getDataConsumerStats", "dataConsumerId")]
    [InlineData("closeProducer", "producerId")]
    [InlineData("pauseProducer", "producerId")]
    [InlineData("resumeConsumer", "consumerId")]
    [InlineData("setConsumerPreferredLayers", "consumerId")]
    [InlineData("setConsumerPriority", "consumerId")]
    [InlineData("requestConsumerKeyFrame", "consumerId")]
    public async Task An_unknown_id_is_an_error(string method, string member)
    {
        await using DemoClient client = await DemoClient.JoinAsync(server, _roomId, "alice");

        ProtooException unknown = await Assert.ThrowsAsync<ProtooException>(
            () => client.Raw.RequestAsync(method, new JsonObject { [member] = "nobody" }));
        ProtooException missing = await Assert.ThrowsAsync<ProtooException>(() => client.Raw.RequestAsync(method));

        Assert.Equal(500, unknown.Code);
        Assert.Contains("not found", unknown.Message, StringComparison.Ordinal);
        Assert.Contains("not found", missing.Message, StringComparison.Ordinal);
        await AssertAliveAsync(client.Raw);
    }

    [Fact]
    public async Task The_id_of_another_peers_object_is_not_found()
    {
        await using DemoClient alice = await DemoClient.JoinAsync(server, _roomId, "alice");
        await using DemoClient bob = await DemoClient.JoinAsync(server, _roomId, "bob");
        string producerId = await alice.ProduceAsync("audio");

        ProtooException error = await Assert.ThrowsAsync<ProtooException>(
            () => bob.Raw.RequestAsync("pauseProducer", new JsonObject { ["producerId"] = producerId }));

        Assert.Contains("not found", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"kind":"smell"}""")]
    [InlineData("""{"kind":"audio"}""")]
    [InlineData("""{"kind":"audio","rtpParameters":5}""")]
    [InlineData("""{"kind":"audio","rtpParameters":{"codecs":[]}}""")]
    [InlineData("""{"kind":"audio","rtpParameters":{"codecs":[{"mimeType":"audio/unheard","payloadType":100,"clockRate":8000}],"encodings":[{"ssrc":1}]}}""")]
    public async Task Malformed_media_is_an_error(string json)
    {
        await using DemoClient client = await DemoClient.JoinAsync(server, _roomId, "alice");
        JsonObject data = JsonNode.Parse(json)!.AsObject();
        data["transportId"] = client.SendTransportId;

        ProtooException error = await Assert.ThrowsAsync<ProtooException>(() => client.Raw.RequestAsync("produce", data));

        Assert.Equal(500, error.Code);
        Assert.NotEmpty(error.Message);
        await AssertAliveAsync(client.Raw);
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"dtlsParameters":[]}""")]
    [InlineData("""{"dtlsParameters":{"fingerprints":[]}}""")]
    [InlineData("""{"dtlsParameters":{"role":"captain","fingerprints":[{"algorithm":"sha-256","value":"00"}]}}""")]
    public async Task Malformed_DTLS_parameters_are_an_error(string json)
    {
        await using DemoClient client = await DemoClient.JoinAsync(server, _roomId, "alice");
        JsonObject data = JsonNode.Parse(json)!.AsObject();
        data["transportId"] = client.SendTransportId;

        ProtooException error = await Assert.ThrowsAsync<ProtooException>(
            () => client.Raw.RequestAsync("connectWebRtcTransport", data));

        Assert.Equal(500, error.Code);
        await AssertAliveAsync(client.Raw);
    }

    [Theory]
    [InlineData(false, 403)]
    [InlineData(true, 500)]
    public async Task A_network_throttle_is_refused(bool isModern, int code)
    {
        await using DemoClient client = await DemoClient.JoinAsync(server, _roomId, "alice", isModern ? Dialect.Modern : Dialect.Classic);

        ProtooException error = await Assert.ThrowsAsync<ProtooException>(
            () => client.Raw.RequestAsync("applyNetworkThrottle", new JsonObject { ["secret"] = "guess" }));

        Assert.Equal(code, error.Code);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"request":true,"id":1}""")]
    [InlineData("""{"request":true,"id":"1","method":"join"}""")]
    [InlineData("""{"request":true,"method":"join"}""")]
    [InlineData("""{"request":true,"id":1,"method":7}""")]
    [InlineData("""{"response":true,"id":12345,"ok":true}""")]
    [InlineData("""{"notification":true,"method":"dance"}""")]
    [InlineData("""{"notification":true,"method":"pauseProducer","data":{"producerId":"nobody"}}""")]
    public async Task Broken_messages_are_ignored(string text)
    {
        await using RawProtooClient client = await server.ConnectAsync(_roomId, "alice");

        await client.SendTextAsync(text);
        await AssertAliveAsync(client);
        Assert.Single(client.Received(), message => message.ContainsKey("response"));
    }

    [Fact]
    public async Task A_binary_message_closes_the_connection_with_1003()
    {
        await using RawProtooClient client = await server.ConnectAsync(_roomId, "alice");

        await client.SendAsync([1, 2, 3], WebSocketMessageType.Binary);
        await client.WaitForCloseAsync();

        Assert.Equal(WebSocketCloseStatus.InvalidMessageType, client.CloseStatus);
    }

    [Fact]
    public async Task A_message_that_is_too_long_closes_the_connection_with_1009()
    {
        await using RawProtooClient client = await server.ConnectAsync(_roomId, "alice");

        await client.SendAsync(new byte[ProtooLimits.MaxMessageLength + 1], WebSocketMessageType.Text);
        await client.WaitForCloseAsync();

        Assert.Equal(WebSocketCloseStatus.MessageTooBig, client.CloseStatus);
    }

    [Theory]
    [InlineData("""{"device":{"name":"\ud800"}}""")]
    [InlineData("""{"device":{"name":"a","name":"b"}}""")]
    [InlineData("""{"displayName":"\ud800"}""")]
    public async Task Text_that_could_not_be_sent_to_anybody_is_an_error_and_harms_nobody(string json)
    {
        await using RawProtooClient client = await server.ConnectAsync(_roomId, "alice");

        JsonObject answer = await client.RequestTextAsync("join", json);
        await using DemoClient bob = await DemoClient.JoinAsync(server, _roomId, "bob");

        Assert.Equal(500, answer["errorCode"]!.GetValue<int>());
        Assert.Empty(bob.Joined["peers"]!.AsArray());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{ "streamId": -1 }""")]
    [InlineData("""{ "streamId": 70000 }""")]
    [InlineData("""{ "streamId": 1, "ordered": true, "maxRetransmits": 1 }""")]
    [InlineData("7")]
    public async Task A_data_channel_with_wrong_parameters_is_refused(string sctpStreamParameters)
    {
        await using DemoClient client = await DemoClient.JoinAsync(server, _roomId, "alice");
        JsonNode transport = await client.Raw.RequestAsync(
            "createWebRtcTransport", new JsonObject { ["producing"] = true, ["sctpCapabilities"] = new JsonObject() });

        await Assert.ThrowsAsync<ProtooException>(() => client.Raw.RequestAsync("produceData", new JsonObject
        {
            ["transportId"] = transport["id"]!.GetValue<string>(),
            ["sctpStreamParameters"] = JsonNode.Parse(sctpStreamParameters),
            ["label"] = "chat",
        }));
        await AssertAliveAsync(client.Raw);
    }

    private static async Task AssertAliveAsync(RawProtooClient client) =>
        Assert.NotNull((await client.RequestAsync("getRouterRtpCapabilities"))["codecs"]);
}
