using System.Net;
using System.Text.Json.Nodes;
using Tureen.Tests.V2;
using Tureen.V2;

namespace Tureen.Tests.Robustness;

/// <summary>S2a, the second way in: plain transports of mediasoup v2 obey the rules of the application.</summary>
public sealed class S2_V2TransportTests
{
    [Fact]
    public async Task S2a_a_stranger_makes_no_plain_transport()
    {
        await using V2Scene scene = new();
        V2Client alice = await scene.JoinAsync("alice");
        alice.Peer.TransportRules = new TransportRules { AllowPlain = false };

        await Assert.ThrowsAsync<UnsupportedException>(() => CreateAsync(alice, 1, "127.0.0.1"));
        Assert.Empty(alice.Peer.Transports);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task S2a_media_goes_nowhere_that_is_not_allowed_neither_at_once_nor_later(bool isLater)
    {
        await using V2Scene scene = new();
        V2Client alice = await scene.JoinAsync("alice");
        alice.Peer.TransportRules = new TransportRules { AllowDestination = static address => !IPAddress.IsLoopback(address) };
        if (!isLater)
        {
            await Assert.ThrowsAsync<MediasoupException>(() => CreateAsync(alice, 1, "127.0.0.1"));
            Assert.Empty(alice.Peer.Transports);
            return;
        }

        await CreateAsync(alice, 1, null);
        var plain = (PlainRtpTransport)alice.Peer.Transports[0];
        await alice.NotifyAsync("updateTransport", new JsonObject { ["id"] = 1, ["plainRtpParameters"] = Plain("127.0.0.1") });
        Assert.True(plain.Closed);
        Assert.Null(plain.Tuple);
    }

    [Fact]
    public async Task S2a_places_are_taken_and_given_back_and_the_server_says_where_it_listens()
    {
        await using V2Scene scene = new();
        V2Client alice = await scene.JoinAsync("alice");
        int left = 1;
        List<IPAddress> asked = [];
        alice.Peer.TransportRules = new TransportRules
        {
            TakePlace = () => left-- > 0 ? new MemoryStream() : null,
            ConfirmDestination = address =>
            {
                asked.Add(address);
                return true;
            },
        };

        JsonObject parameters = Plain("127.0.0.1");
        parameters["localIP"] = "127.0.0.2";
        await alice.RequestAsync("createTransport", Request(1, parameters));
        Assert.Equal("127.0.0.1", ((PlainRtpTransport)alice.Peer.Transports[0]).LocalIP);
        Assert.Equal([IPAddress.Loopback], asked);
        MediasoupException refusal = await Assert.ThrowsAsync<MediasoupException>(() => CreateAsync(alice, 2, "127.0.0.1"));
        Assert.Equal("too many transports", refusal.Message);
    }

    private static Task<JsonObject?> CreateAsync(V2Client client, int id, string? ip) =>
        client.RequestAsync("createTransport", Request(id, ip is null ? [] : Plain(ip)));

    private static JsonObject Request(int id, JsonObject plain) =>
        new() { ["id"] = id, ["direction"] = "send", ["options"] = new JsonObject(), ["plainRtpParameters"] = plain };

    private static JsonObject Plain(string ip) => new() { ["ip"] = ip, ["port"] = 9 };
}
