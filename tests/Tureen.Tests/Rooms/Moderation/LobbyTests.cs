using System.Text.Json.Nodes;
using Tureen.Rooms;
using Tureen.Rooms.Protoo;

namespace Tureen.Tests.Rooms.Moderation;

/// <summary>Guests wait until a host lets them in.</summary>
public sealed class LobbyTests : IAsyncLifetime
{
    private static readonly JsonObject Aware = new() { ["displayName"] = "Gus", ["waitsInLobby"] = true };

    private ModerationScene _scene = null!;

    public async ValueTask InitializeAsync()
    {
        _scene = await ModerationScene.StartAsync();
        await _scene.Control.CreateRoomAsync("lobby", new RoomChange { HasLobby = true });
    }

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task A_client_that_knows_nothing_of_lobbies_gets_its_answer_when_a_host_admits_it()
    {
        await using DemoClient host = await _scene.JoinHostAsync();
        await using RawProtooClient guest = await _scene.ConnectAsync("guest");
        Task<JsonNode> joining = guest.RequestAsync("join", new JsonObject { ["displayName"] = "Gus" });
        JsonObject waiting = await host.Raw.WaitForAsync("lobbyChanged");
        bool isEarly = joining.IsCompleted;

        await host.Raw.RequestAsync("admitGuest", new JsonObject { ["peerId"] = "guest" });

        Assert.False(isEarly);
        Assert.Equal("Gus", waiting["guests"]![0]!["displayName"]!.GetValue<string>());
        Assert.Equal("host", (await joining)["peers"]![0]!["id"]!.GetValue<string>());
        Assert.Empty((await host.Raw.WaitForAsync("lobbyChanged", 2))["guests"]!.AsArray());
        await host.Raw.WaitForAsync("newPeer");
    }

    [Fact]
    public async Task A_client_that_knows_lobbies_hears_at_once_that_it_waits_and_joins_again()
    {
        await using RawProtooClient guest = await _scene.ConnectAsync("guest");
        JsonNode first = await guest.RequestAsync("join", Aware.DeepClone());
        await using DemoClient host = await _scene.JoinHostAsync();
        await host.Raw.WaitForAsync("lobbyChanged");
        await Assert.ThrowsAsync<ProtooException>(() => guest.RequestAsync("produce", new JsonObject()));

        await _scene.Control.AdmitAsync("lobby", "guest");
        await guest.WaitForAsync("lobbyAdmitted");
        JsonNode second = await guest.RequestAsync("join", Aware.DeepClone());

        Assert.True(first["isWaiting"]!.GetValue<bool>());
        Assert.NotNull(second["peers"]);
    }

    [Fact]
    public async Task Who_was_admitted_or_was_inside_does_not_wait_again()
    {
        await using RawProtooClient guest = await _scene.ConnectAsync("guest");
        await guest.RequestAsync("join", Aware.DeepClone());
        await _scene.Control.AdmitAsync("lobby", "guest");
        await guest.RequestAsync("join", Aware.DeepClone());
        await guest.LeaveAsync();

        await using RawProtooClient again = await _scene.ConnectAsync("guest");

        Assert.NotNull((await again.RequestAsync("join", Aware.DeepClone()))["peers"]);
    }

    [Fact]
    public async Task A_guest_who_is_refused_reads_why()
    {
        await using RawProtooClient guest = await _scene.ConnectAsync("guest");
        await guest.RequestAsync("join", Aware.DeepClone());

        await _scene.Control.RefuseAsync("lobby", "guest", "wrong meeting");
        await guest.WaitForCloseAsync();

        Assert.Equal("refused", guest.Received("removed")[0]["data"]!["cause"]!.GetValue<string>());
        Assert.Equal("wrong meeting", guest.CloseDescription);
        Assert.Empty(await _scene.Control.ListLobbyAsync("lobby"));
    }

    [Fact]
    public async Task A_guest_waits_longer_than_others_may_take_to_join_but_not_for_ever()
    {
        await using RawProtooClient guest = await _scene.ConnectAsync("guest");
        await guest.RequestAsync("join", Aware.DeepClone());

        _scene.Time.Advance(TimeSpan.FromMinutes(9));
        Assert.Single(await _scene.Control.ListLobbyAsync("lobby"));
        _scene.Time.Advance(TimeSpan.FromMinutes(1));
        await guest.WaitForCloseAsync();

        Assert.Equal("nobody admitted you in time", guest.CloseDescription);
    }

    [Fact]
    public async Task A_lobby_that_ends_lets_all_in()
    {
        await using RawProtooClient guest = await _scene.ConnectAsync("guest");
        await guest.RequestAsync("join", Aware.DeepClone());

        await _scene.Control.UpdateRoomAsync("lobby", new RoomChange { HasLobby = false });
        await guest.WaitForAsync("lobbyAdmitted");

        Assert.NotNull((await guest.RequestAsync("join", Aware.DeepClone()))["peers"]);
    }
}
