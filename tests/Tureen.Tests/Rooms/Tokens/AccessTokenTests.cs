using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Tureen.Rooms;
using Tureen.Rooms.Protoo;
using Tureen.Rooms.Signaling;

namespace Tureen.Tests.Rooms.Tokens;

/// <summary>Nobody gets more than a token allows, on any endpoint.</summary>
public sealed class AccessTokenTests : IAsyncLifetime
{
    private const string Key = "a key of 32 bytes, or even more..";

    private WebApplication _app = null!;

    private Uri Address => RoomsHost.AddressOf(_app);

    public async ValueTask InitializeAsync() => _app = await RoomsHost.StartAsync(static options => options.TokenKey = Key);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Theory]
    [InlineData("?roomId=lobby&peerId=ann")]
    [InlineData("/v2?roomId=lobby&peerName=ann")]
    public async Task A_WebSocket_opens_with_a_token_for_its_room_alone(string query)
    {
        string path = RoomsHost.Prefix + query;

        Assert.Equal(HttpStatusCode.Forbidden, (await UpgradeRequest.SendAsync(Address, path)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await UpgradeRequest.SendAsync(Address, path, token: "wrong")).Status);
        Assert.Equal(
            (HttpStatusCode.Forbidden, "the token is for another room"),
            await UpgradeRequest.SendAsync(Address, path, token: Token("ann", room: "attic")));
        Assert.Equal(
            (HttpStatusCode.Forbidden, "the token has expired, is not valid yet, or has no end"),
            await UpgradeRequest.SendAsync(Address, path, token: Token("ann", validFor: TimeSpan.FromMinutes(-1))));
        Assert.Equal(
            (HttpStatusCode.Forbidden, "the token does not grant join"),
            await UpgradeRequest.SendAsync(Address, path, token: Token("ann", RoomGrants.Admin)));
        Assert.Equal(HttpStatusCode.SwitchingProtocols, (await UpgradeRequest.SendAsync(Address, path, token: Token("ann"))).Status);
        Assert.Equal(HttpStatusCode.SwitchingProtocols, (await UpgradeRequest.SendAsync(Address, $"{path}&token={Token("ann")}")).Status);
    }

    [Theory]
    [InlineData("GET", "/lobby")]
    [InlineData("POST", "/lobby/broadcasters")]
    [InlineData("DELETE", "/lobby/broadcasters/a")]
    [InlineData("POST", "/lobby/broadcasters/a/transports")]
    [InlineData("DELETE", "/lobby/broadcasters/a/transports/b")]
    [InlineData("POST", "/lobby/broadcasters/a/transports/b/connect")]
    [InlineData("POST", "/lobby/broadcasters/a/transports/b/producers")]
    [InlineData("POST", "/lobby/broadcasters/a/transports/b/consume")]
    [InlineData("POST", "/lobby/broadcasters/a/transports/b/consume/data")]
    [InlineData("POST", "/lobby/broadcasters/a/transports/b/produce/data")]
    [InlineData("POST", "/lobby/broadcasters/a/consumers/b/resume")]
    [InlineData("DELETE", "/lobby/broadcasters/a/producers/b")]
    [InlineData("DELETE", "/lobby/broadcasters/a/consumers/b")]
    public async Task The_HTTP_API_answers_to_a_token_for_its_room_alone(string method, string path)
    {
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(method, path, null));
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(method, path, "wrong"));
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(method, path, Token("ann")));
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(method, path, Token("ann", RoomGrants.Record, room: "attic")));
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(method, path, Token("ann", RoomGrants.Record, validFor: TimeSpan.FromMinutes(-1))));
        Assert.NotEqual(HttpStatusCode.Unauthorized, await SendAsync(method, path, Token("ann", RoomGrants.Record)));
        Assert.NotEqual(HttpStatusCode.Unauthorized, await SendAsync(method, path, Token("ann", RoomGrants.Admin)));
    }

    [Fact]
    public async Task A_peer_sends_what_its_token_grants()
    {
        await using DemoClient ann = await JoinAsync("ann", Token("ann", RoomGrants.Join | RoomGrants.Audio | RoomGrants.Screen));

        await ann.ProduceAsync("audio");
        await ann.ProduceAsync("video", new JsonObject { ["share"] = true });
        var refusal = await Assert.ThrowsAsync<ProtooException>(() => ann.ProduceAsync("video"));

        Assert.Equal((403, "the token does not grant video"), (refusal.Code, refusal.Message));
    }

    [Fact]
    public async Task A_peer_receives_only_if_its_token_grants_it()
    {
        await using DemoClient deaf = await JoinAsync("deaf", Token("deaf", RoomGrants.Join));
        await using DemoClient bob = await JoinAsync("bob", Token("bob"));
        await using DemoClient ann = await JoinAsync("ann", Token("ann"));

        await ann.ProduceAsync("audio");
        await bob.Raw.WaitForAsync("newConsumer");

        // The deaf one came first, so its consumer would be on its way, and before this answer.
        await deaf.Raw.RequestAsync("ping");
        Assert.Empty(deaf.Raw.Received("newConsumer"));
    }

    [Fact]
    public async Task A_hidden_peer_is_not_seen_and_sends_nothing()
    {
        await using DemoClient ann = await JoinAsync("ann", Token("ann"));
        await using DemoClient spy = await JoinAsync("spy", Token("spy", RoomGrants.Participant | RoomGrants.Hidden));
        await using DemoClient bob = await JoinAsync("bob", Token("bob"));
        await Assert.ThrowsAsync<ProtooException>(() => spy.ProduceAsync("audio"));
        await ann.ProduceAsync("audio");
        await spy.Raw.WaitForAsync("newConsumer");
        await spy.DisposeAsync();
        await ann.Raw.WaitForAsync("newPeer");

        Assert.Equal(["ann"], bob.Joined["peers"]!.AsArray().Select(peer => peer!["id"]!.GetValue<string>()));
        Assert.Equal(["bob"], ann.Raw.Received("newPeer").Select(message => message["data"]!["id"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_peer_id_belongs_to_its_identity()
    {
        await using DemoClient ann = await JoinAsync("seat", Token("ann"));
        string secret = ann.Joined["reconnectToken"]!.GetValue<string>();
        string path = $"{RoomsHost.Prefix}?roomId=lobby&peerId=seat&reconnectToken={secret}";

        Assert.Equal(HttpStatusCode.Conflict, (await UpgradeRequest.SendAsync(Address, path, token: Token("mallory"))).Status);
        Assert.True(ann.Raw.IsOpen);
        await using DemoClient again = await JoinAsync("seat", Token("ann"));
        await ann.Raw.WaitForCloseAsync();
        Assert.True(again.Raw.IsOpen);
    }

    [Fact]
    public async Task The_name_of_the_token_is_the_one_that_others_see()
    {
        await using DemoClient bob = await JoinAsync("bob", Token("bob"));
        await using DemoClient ann = await JoinAsync("ann", new RoomToken { Identity = "ann", Name = "Ann of accounting" }.Write(Key));

        JsonObject seen = await bob.Raw.WaitForAsync("newPeer");
        var refusal = await Assert.ThrowsAsync<ProtooException>(
            () => ann.Raw.RequestAsync("changeDisplayName", new JsonObject { ["displayName"] = "The boss" }));

        Assert.Equal("Ann of accounting", seen["displayName"]!.GetValue<string>());
        Assert.Equal(403, refusal.Code);
    }

    [Fact]
    public async Task Without_a_key_rooms_are_open_to_this_machine_or_to_all_who_are_let_in_on_purpose()
    {
        const string Path = RoomsHost.Prefix + "?roomId=lobby&peerId=ann";
        const string Elsewhere = "192.0.2.5:4443";
        await using WebApplication local = await RoomsHost.StartAsync();
        await using WebApplication open = await RoomsHost.StartAsync(static options => options.AllowAnonymous = true);

        Assert.Equal(HttpStatusCode.SwitchingProtocols, (await UpgradeRequest.SendAsync(RoomsHost.AddressOf(local), Path)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await UpgradeRequest.SendAsync(RoomsHost.AddressOf(local), Path, host: Elsewhere)).Status);
        Assert.Equal(HttpStatusCode.SwitchingProtocols, (await UpgradeRequest.SendAsync(RoomsHost.AddressOf(open), Path, host: Elsewhere)).Status);
    }

    private static string Token(
        string identity, RoomGrants grants = RoomGrants.Participant, string room = "lobby", TimeSpan? validFor = null)
    {
        // A token that has expired began before it did.
        TimeProvider time = validFor < TimeSpan.Zero ? new ManualTime { Start = DateTimeOffset.UtcNow.AddHours(-1) } : TimeProvider.System;
        return new RoomToken
        {
            Identity = identity,
            Grants = grants,
            Room = room,
            ValidFor = validFor < TimeSpan.Zero ? TimeSpan.FromMinutes(1) : validFor ?? TimeSpan.FromHours(1),
        }.Write(Key, time);
    }

    private async Task<DemoClient> JoinAsync(string peerId, string token)
    {
        var client = new DemoClient(await RoomsHost.ConnectAsync(_app, "lobby", peerId, "&token=" + token), Dialect.Classic);
        await client.CreateTransportsAsync();
        await client.JoinAsync(peerId);
        return client;
    }

    private async Task<HttpStatusCode> SendAsync(string method, string path, string? token)
    {
        using var http = new HttpClient { BaseAddress = Address };
        using var request = new HttpRequestMessage(new HttpMethod(method), RoomsHost.Prefix + path);
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        using HttpResponseMessage response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
