using System.Net;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Tureen.Rooms;
using Tureen.Rooms.Protoo;
using Tureen.Rooms.Signaling;

namespace Tureen.Tests.Rooms.Hooks;

public sealed class RoomHooksTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Channel<string> _heard = Channel.CreateUnbounded<string>();
    private WebApplication _app = null!;

    public async ValueTask InitializeAsync() => _app = await RoomsHost.StartAsync(prepare: builder =>
    {
        builder.Services.AddSingleton(_heard);
        builder.Services.AddTureenRoomHooks<StrictHooks>();
    });

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Theory]
    [InlineData("?roomId=a&peerId=mallory", "not you")]
    [InlineData("?roomId=a&peerId=broken", "internal error")]
    [InlineData("/v2?roomId=a&peerName=mallory", "not you")]
    public async Task The_application_lets_nobody_in_that_it_refuses(string query, string reason)
    {
        Uri address = RoomsHost.AddressOf(_app);

        Assert.Equal((HttpStatusCode.Forbidden, reason), await UpgradeRequest.SendAsync(address, RoomsHost.Prefix + query));
        Assert.False(_heard.Reader.TryRead(out _));
    }

    [Fact]
    public async Task The_application_decides_what_a_peer_sends()
    {
        await using DemoClient alice = await JoinAsync("alice");

        await alice.ProduceAsync("audio");
        var refusal = await Assert.ThrowsAsync<ProtooException>(() => alice.ProduceAsync("video"));

        Assert.Equal((403, "no video, Name of alice"), (refusal.Code, refusal.Message));
    }

    [Fact]
    public async Task The_application_decides_what_a_peer_receives()
    {
        await using DemoClient eve = await JoinAsync("eve");
        await using DemoClient bob = await JoinAsync("bob");
        await using DemoClient alice = await JoinAsync("alice");

        await alice.ProduceAsync("audio");
        await bob.Raw.WaitForAsync("newConsumer");

        // Eve came first, so hers would be on its way, and before this answer.
        await eve.Raw.RequestAsync("ping");
        Assert.Empty(eve.Raw.Received("newConsumer"));
    }

    [Fact]
    public async Task The_application_answers_requests_that_rooms_do_not_know()
    {
        await using RawProtooClient alice = await RoomsHost.ConnectAsync(_app, "lobby", "alice", "&agent=tester");
        var number = new JsonObject { ["number"] = 7 };
        await Assert.ThrowsAsync<ProtooException>(() => alice.RequestAsync("whoAmI", number.DeepClone()));
        await alice.RequestAsync("join", new JsonObject { ["displayName"] = "Alice" });

        JsonNode answer = await alice.RequestAsync("whoAmI", number);
        var unknown = await Assert.ThrowsAsync<ProtooException>(() => alice.RequestAsync("whatIsThis"));

        Assert.Equal("""{"id":"alice","agent":"tester","sent":7}""", answer.ToJsonString());
        Assert.Single(alice.Received("asked"));
        Assert.Contains("whatIsThis", unknown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_application_hears_of_rooms_and_peers_and_its_faults_are_its_own()
    {
        await using (RawProtooClient alice = await RoomsHost.ConnectAsync(_app, "lobby", "alice"))
        {
            await alice.RequestAsync("join", new JsonObject { ["displayName"] = "Alice" });
        }

        foreach (string expected in new[] { "opened lobby", "joined lobby alice", "left lobby alice", "closed lobby" })
        {
            Assert.Equal(expected, await _heard.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience, TestContext.Current.CancellationToken));
        }
    }

    private async Task<DemoClient> JoinAsync(string peerId)
    {
        var client = new DemoClient(await RoomsHost.ConnectAsync(_app, "lobby", peerId), Dialect.Classic);
        await client.CreateTransportsAsync();
        await client.JoinAsync(peerId);
        return client;
    }
}
