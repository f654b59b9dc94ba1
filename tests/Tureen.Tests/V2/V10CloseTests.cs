using System.Text.Json.Nodes;

namespace Tureen.Tests.V2;

/// <summary>Conformance check 10: what closes what, in which order, and who is notified.</summary>
public sealed class V10CloseTests
{
    [Fact]
    public async Task The_room_closes()
    {
        await using V2Pair pair = await V2Pair.CreateAsync();
        pair.Scene.Room.OnClose += appData => pair.Events.Add($"room close {appData}");
        pair.Bob.Peer.OnClose += (originator, _) => pair.Events.Add($"bob close {originator}");

        pair.Scene.Room.Close(JsonValue.Create("r"));

        Assert.Equal(
            [
                "room close r", "alice< closed", "bob< peerClosed", "peer close Local", "producer close Local", "consumer close Local",
                "transport close Local", "bob< closed", "bob close Local",
            ],
            pair.Take());
        Assert.Empty(pair.Scene.Room.Peers);
    }

    [Fact]
    public async Task A_peer_is_kicked()
    {
        await using V2Pair pair = await V2Pair.CreateAsync();

        pair.Alice.Peer.Close(JsonValue.Create("k"));
        pair.Alice.Peer.Close();

        Assert.Equal(
            [
                "alice< closed \"k\"", "bob< peerClosed \"k\"", "peer close Local \"k\"", "producer close Local", "consumer close Local",
                "transport close Local",
            ],
            pair.Take());
        await Assert.ThrowsAsync<InvalidStateException>(() => pair.Alice.NotifyAsync("leave"));
        await Assert.ThrowsAsync<InvalidStateException>(() => pair.Alice.CreateTransportAsync(9));
    }

    [Fact]
    public async Task A_peer_leaves()
    {
        await using V2Pair pair = await V2Pair.CreateAsync();

        await pair.Alice.NotifyAsync("leave", new JsonObject { ["appData"] = "l" });

        Assert.Equal(
            [
                "bob< peerClosed \"l\"", "peer close Remote \"l\"", "producer close Remote", "consumer close Remote",
                "transport close Remote",
            ],
            pair.Take());
    }

    [Fact]
    public async Task A_receiver_leaves()
    {
        await using V2Pair pair = await V2Pair.CreateAsync();

        await pair.Bob.NotifyAsync("leave");

        Assert.Equal(["alice< peerClosed", "consumer close Remote"], pair.Take());
    }

    [Fact]
    public async Task The_server_closes_the_transport_of_the_sender()
    {
        await using V2Pair pair = await V2Pair.CreateAsync();

        pair.Alice.Peer.Transports[0].Close(JsonValue.Create("t"));

        Assert.Equal(
            [
                "alice< transportClosed \"t\"", "producer close Local", "bob< consumerClosed", "consumer close Local",
                "transport close Local \"t\"",
            ],
            pair.Take());
    }

    [Fact]
    public async Task The_client_closes_the_transport_of_the_sender()
    {
        await using V2Pair pair = await V2Pair.CreateAsync();

        await pair.Alice.NotifyAsync("closeTransport", new JsonObject { ["id"] = 1, ["appData"] = "t" });

        Assert.Equal(
            ["producer close Local", "bob< consumerClosed", "consumer close Local", "transport close Remote \"t\""], pair.Take());
    }

    [Fact]
    public async Task The_server_closes_a_producer()
    {
        await using V2Pair pair = await V2Pair.CreateAsync();

        pair.Producer.Close(JsonValue.Create("p"));

        Assert.Equal(
            ["alice< producerClosed \"p\"", "producer close Local \"p\"", "bob< consumerClosed", "consumer close Local"], pair.Take());
    }

    [Fact]
    public async Task The_client_closes_a_producer_and_one_that_is_not_there()
    {
        await using V2Pair pair = await V2Pair.CreateAsync();

        await pair.Alice.NotifyAsync("closeProducer", new JsonObject { ["id"] = 1 });
        await pair.Alice.NotifyAsync("closeProducer", new JsonObject { ["id"] = pair.Producer.Id, ["appData"] = "p" });

        Assert.Equal(["producer close Remote \"p\"", "bob< consumerClosed", "consumer close Remote"], pair.Take());
    }

    [Fact]
    public async Task The_server_closes_a_consumer()
    {
        await using V2Pair pair = await V2Pair.CreateAsync();

        pair.Consumer.Close(JsonValue.Create("c"));
        pair.Consumer.Close();

        Assert.Equal(["bob< consumerClosed", "consumer close Local \"c\""], pair.Take());
        Assert.False(pair.Producer.Closed);
    }

    [Fact]
    public async Task A_handler_that_throws_harms_nobody()
    {
        await using V2Pair pair = await V2Pair.CreateAsync();
        pair.Producer.OnClose += (_, _) => throw new InvalidOperationException("test");

        pair.Producer.Close();

        Assert.Contains("consumer close Local", pair.Take());
    }

    [Theory]
    [InlineData("""{"method":"pauseProducer","notification":true,"id":404}""", null)]
    [InlineData("""{"method":"explode","notification":true,"id":404}""", null)]
    [InlineData("""{"method":"updateTransport","notification":true,"id":{}}""", null)]
    [InlineData("""{"method":"setConsumerPreferredProfile","notification":true,"id":1,"profile":[]}""", null)]
    [InlineData("""{"method":"leave"}""", typeof(MediasoupTypeException))]
    [InlineData("""{"method":"leave","notification":1}""", typeof(MediasoupTypeException))]
    [InlineData("""{"notification":true}""", typeof(MediasoupTypeException))]
    [InlineData("""{"method":"leave","notification":true,"notification":true}""", typeof(MediasoupTypeException))]
    public async Task Wrong_notifications_are_logged_or_refused_and_the_peer_lives(string notification, Type? error)
    {
        await using V2Pair pair = await V2Pair.CreateAsync();

        Exception? thrown = await Record.ExceptionAsync(
            () => pair.Alice.Peer.ReceiveNotificationAsync(JsonNode.Parse(notification)!.AsObject()));

        Assert.Equal(error, thrown?.GetType());
        Assert.False(pair.Alice.Peer.Closed);
        Assert.Empty(pair.Take());
    }
}
