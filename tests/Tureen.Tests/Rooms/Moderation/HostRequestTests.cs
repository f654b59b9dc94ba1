using System.Text.Json.Nodes;
using Tureen.Rooms.Protoo;

namespace Tureen.Tests.Rooms.Moderation;

/// <summary>A host in the room does by protoo what the application does by HTTP.</summary>
public sealed class HostRequestTests : IAsyncLifetime
{
    private ModerationScene _scene = null!;

    public async ValueTask InitializeAsync() => _scene = await ModerationScene.StartAsync();

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Theory]
    [InlineData("getRoom")]
    [InlineData("updateRoom")]
    [InlineData("closeRoom")]
    [InlineData("getParticipants")]
    [InlineData("updateParticipant")]
    [InlineData("removeParticipant")]
    [InlineData("muteTrack")]
    [InlineData("unmuteTrack")]
    [InlineData("askToUnmute")]
    [InlineData("lowerHand")]
    [InlineData("getLobby")]
    [InlineData("admitGuest")]
    [InlineData("refuseGuest")]
    [InlineData("getBans")]
    [InlineData("removeBan")]
    [InlineData("sendRoomMessage")]
    [InlineData("startRecording")]
    [InlineData("stopRecording")]
    [InlineData("getRecordings")]
    public async Task Only_a_host_may(string method)
    {
        await using DemoClient ann = await _scene.JoinAsync("ann");

        var refusal = await Assert.ThrowsAsync<ProtooException>(() => ann.Raw.RequestAsync(method, new JsonObject()));

        Assert.Equal((403, $"{method} needs the grant admin"), (refusal.Code, refusal.Message));
    }

    [Fact]
    public async Task A_host_mutes_and_removes_and_sees_who_is_there()
    {
        await using DemoClient host = await _scene.JoinHostAsync();
        await using DemoClient ann = await _scene.JoinAsync("ann");
        string track = await ann.ProduceAsync("video");

        await host.Raw.RequestAsync("muteTrack", new JsonObject { ["peerId"] = "ann", ["producerId"] = track });
        JsonNode list = await host.Raw.RequestAsync("getParticipants");
        await host.Raw.RequestAsync("removeParticipant", new JsonObject { ["peerId"] = "ann", ["ban"] = true });
        await ann.Raw.WaitForCloseAsync();
        JsonNode bans = await host.Raw.RequestAsync("getBans");

        Assert.Contains("admin", host.Joined["grants"]!.AsArray().Select(grant => grant!.GetValue<string>()));
        JsonNode seen = list["participants"]!.AsArray().Single(one => one!["id"]!.GetValue<string>() == "ann")!;
        Assert.True(seen["tracks"]![0]!["isMuted"]!.GetValue<bool>());
        Assert.Equal("ann", bans["bans"]![0]!["id"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_host_takes_a_raised_hand_down()
    {
        await using DemoClient host = await _scene.JoinHostAsync();
        await using DemoClient ann = await _scene.JoinAsync("ann");
        await ann.Raw.RequestAsync("raiseHand", new JsonObject { ["isRaised"] = true });

        await host.Raw.RequestAsync("lowerHand", new JsonObject { ["peerId"] = "ann" });
        await ann.Raw.WaitForAsync("handsChanged", 2);

        Assert.Empty(ann.Raw.Received("handsChanged")[1]["data"]!["hands"]!.AsArray());
    }

    [Fact]
    public async Task A_host_changes_the_room_and_rights()
    {
        await using DemoClient host = await _scene.JoinHostAsync();
        await using DemoClient ann = await _scene.JoinAsync("ann");

        await host.Raw.RequestAsync("updateRoom", new JsonObject { ["isLocked"] = true });
        await host.Raw.RequestAsync("updateParticipant", new JsonObject
        {
            ["peerId"] = "ann",
            ["change"] = new JsonObject { ["displayName"] = "Doctor Ann", ["grants"] = new JsonArray("join", "admin") },
        });
        JsonNode room = await ann.Raw.RequestAsync("getRoom");
        var typo = await Assert.ThrowsAsync<ProtooException>(() => ann.Raw.RequestAsync("updateRoom", new JsonObject { ["locked"] = true }));

        Assert.True(room["isLocked"]!.GetValue<bool>());
        Assert.Equal("Doctor Ann", (await host.Raw.WaitForAsync("peerDisplayNameChanged"))["displayName"]!.GetValue<string>());
        Assert.Equal(400, typo.Code);
    }

    [Fact]
    public async Task A_peer_leaves_when_its_token_ends_unless_it_renews_it()
    {
        await using RawProtooClient ann = await _scene.ConnectAsync("ann", _scene.Token("ann", validFor: TimeSpan.FromMinutes(10)));
        await using RawProtooClient bob = await _scene.ConnectAsync("bob", _scene.Token("bob", validFor: TimeSpan.FromMinutes(10)));
        await ann.RequestAsync("join", new JsonObject());
        await bob.RequestAsync("join", new JsonObject());
        var stolen = await Assert.ThrowsAsync<ProtooException>(
            () => ann.RequestAsync("renewToken", new JsonObject { ["token"] = _scene.Token("bob") }));
        await bob.RequestAsync("renewToken", new JsonObject { ["token"] = _scene.Token("bob", validFor: TimeSpan.FromMinutes(20)) });

        _scene.Time.Advance(TimeSpan.FromMinutes(10) + TimeSpan.FromSeconds(30));
        await ann.WaitForCloseAsync();
        await bob.RequestAsync("ping");
        _scene.Time.Advance(TimeSpan.FromMinutes(10));
        await bob.WaitForCloseAsync();

        Assert.Equal(403, stolen.Code);
        Assert.Equal("tokenExpired", ann.Received("removed")[0]["data"]!["cause"]!.GetValue<string>());
        Assert.Equal("the token has expired", ann.CloseDescription);
    }
}
