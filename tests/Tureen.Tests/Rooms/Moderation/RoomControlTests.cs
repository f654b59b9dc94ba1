using System.Net;
using System.Net.WebSockets;
using System.Text.Json.Nodes;
using Tureen.Rooms;
using Tureen.Rooms.Protoo;

namespace Tureen.Tests.Rooms.Moderation;

/// <summary>What the application does in its rooms, by the class that HTTP uses, too.</summary>
public sealed class RoomControlTests : IAsyncLifetime
{
    private ModerationScene _scene = null!;

    private RoomControl Control => _scene.Control;

    public async ValueTask InitializeAsync() => _scene = await ModerationScene.StartAsync();

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task A_room_that_is_created_ahead_waits_for_its_first_participant()
    {
        RoomInfo created = await Control.CreateRoomAsync("lobby", new RoomChange { EmptySeconds = 60, Metadata = new() { ["topic"] = "soup" } });
        _scene.Time.Advance(TimeSpan.FromSeconds(59));
        await using (DemoClient ann = await _scene.JoinAsync("ann"))
        {
            Assert.Equal("soup", ann.Joined["room"]!["metadata"]!["topic"]!.GetValue<string>());
            _scene.Time.Advance(TimeSpan.FromSeconds(70));
            Assert.Equal(1, (await Control.GetRoomAsync("lobby")).ParticipantCount);
        }

        await Eventually(async () => (await Control.GetRoomAsync("lobby")).ParticipantCount == 0);
        _scene.Time.Advance(TimeSpan.FromSeconds(59));
        Assert.Single(await Control.ListRoomsAsync());
        Assert.Equal(409, (await Refused(() => Control.CreateRoomAsync("lobby", new RoomChange()))).Status);
        _scene.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(60, created.EmptySeconds);
        Assert.Equal(404, (await Refused(() => Control.GetRoomAsync("lobby"))).Status);
        Assert.Empty(await Control.ListRoomsAsync());
    }

    [Fact]
    public async Task A_mute_of_the_server_is_not_undone_by_its_owner()
    {
        await using DemoClient bob = await _scene.JoinAsync("bob");
        await using DemoClient ann = await _scene.JoinAsync("ann");
        string track = await ann.ProduceAsync("audio");
        await bob.Raw.WaitForAsync("newConsumer");

        await Control.MuteTrackAsync("lobby", "ann", track);
        await bob.Raw.WaitForAsync("consumerPaused");
        var refusal = await Assert.ThrowsAsync<ProtooException>(() => ann.Raw.RequestAsync("resumeProducer", new JsonObject { ["producerId"] = track }));
        string next = await ann.ProduceAsync("audio");
        JsonObject second = await bob.Raw.WaitForAsync("newConsumer", 2);
        await using DemoClient again = await _scene.JoinAsync("ann");
        string third = await again.ProduceAsync("audio");

        Assert.Equal((403, "a host muted this producer"), (refusal.Code, refusal.Message));
        Assert.Equal(track, ann.Raw.Received("trackMuted")[0]["data"]!["producerId"]!.GetValue<string>());
        Assert.Equal(next, ann.Raw.Received("trackMuted")[1]["data"]!["producerId"]!.GetValue<string>());
        Assert.True(second["producerPaused"]!.GetValue<bool>());
        TrackInfo known = Assert.Single((await Control.GetParticipantAsync("lobby", "ann")).Tracks);
        Assert.Equal((third, true, true), (known.Id, known.IsMuted, known.IsPaused));
    }

    [Fact]
    public async Task The_end_of_a_mute_leaves_it_to_the_owner_whether_the_track_flows()
    {
        await using DemoClient ann = await _scene.JoinAsync("ann");
        string track = await ann.ProduceAsync("audio");
        await Control.MuteTrackAsync("lobby", "ann", track);
        await ann.Raw.RequestAsync("pauseProducer", new JsonObject { ["producerId"] = track });
        await Control.UnmuteTrackAsync("lobby", "ann", track);
        bool isPaused = (await Control.GetParticipantAsync("lobby", "ann")).Tracks[0].IsPaused;
        await Control.AskToUnmuteAsync("lobby", "ann", track);
        JsonObject asked = await ann.Raw.WaitForAsync("unmuteRequested");
        await ann.Raw.RequestAsync("resumeProducer", new JsonObject { ["producerId"] = track });

        Assert.True(isPaused);
        Assert.Equal(track, asked["producerId"]!.GetValue<string>());
        Assert.False((await Control.GetParticipantAsync("lobby", "ann")).Tracks[0].IsPaused);
    }

    [Fact]
    public async Task Rights_that_end_close_what_they_were_for_and_rights_that_begin_open_it()
    {
        await using DemoClient bob = await _scene.JoinAsync("bob");
        await using DemoClient ann = await _scene.JoinAsync("ann");
        string audio = await ann.ProduceAsync("audio");
        await bob.ProduceAsync("audio");
        await bob.Raw.WaitForAsync("newConsumer");
        await ann.Raw.WaitForAsync("newConsumer");

        await Control.UpdateParticipantAsync("lobby", "ann", new ParticipantChange { Grants = ["join", "video"], Role = "guest" });
        JsonObject closed = await ann.Raw.WaitForAsync("producerClosed");
        await ann.Raw.WaitForAsync("consumerClosed");
        await bob.Raw.WaitForAsync("consumerClosed");
        await Assert.ThrowsAsync<ProtooException>(() => ann.ProduceAsync("audio"));
        await Control.UpdateParticipantAsync("lobby", "ann", new ParticipantChange { Grants = ["join", "audio", "subscribe"] });
        await ann.Raw.WaitForAsync("newConsumer", 2);
        await ann.ProduceAsync("audio");
        await bob.Raw.WaitForAsync("newConsumer", 2);

        Assert.Equal(audio, closed["producerId"]!.GetValue<string>());
        Assert.Equal("guest", (await ann.Raw.WaitForAsync("rightsChanged"))["role"]!.GetValue<string>());
        Assert.Equal("guest", (await bob.Raw.WaitForAsync("peerUpdated"))["role"]!.GetValue<string>());
    }

    [Fact]
    public async Task Rights_that_a_host_took_do_not_come_back_with_the_token()
    {
        await using (DemoClient host = await _scene.JoinHostAsync())
        await using (DemoClient ann = await _scene.JoinAsync("ann"))
        {
            await Control.UpdateParticipantAsync("lobby", "ann", new ParticipantChange { Grants = ["join"] });
            await using DemoClient again = await _scene.JoinAsync("ann");
            await again.Raw.RequestAsync("renewToken", new JsonObject { ["token"] = _scene.Token("ann") });
            await Assert.ThrowsAsync<ProtooException>(() => again.ProduceAsync("audio"));
            Assert.Equal(["join"], (await Control.GetParticipantAsync("lobby", "ann")).Grants);
        }
    }

    [Fact]
    public async Task Who_is_removed_reads_why_and_who_is_banned_stays_out()
    {
        await using DemoClient ann = await _scene.JoinAsync("ann");
        await Control.RemoveParticipantAsync("lobby", "ann", "too loud");
        await ann.Raw.WaitForCloseAsync();
        await using DemoClient again = await _scene.JoinAsync("ann");
        await using DemoClient bob = await _scene.JoinAsync("bob");
        await Control.RemoveParticipantAsync("lobby", "ann", ban: true);
        await again.Raw.WaitForCloseAsync();

        Assert.Equal(((WebSocketCloseStatus)4000, "too loud"), (ann.Raw.CloseStatus, ann.Raw.CloseDescription));
        Assert.Equal("removed", ann.Raw.Received("removed")[0]["data"]!["cause"]!.GetValue<string>());
        Assert.Equal("banned", again.Raw.Received("removed")[0]["data"]!["cause"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.Forbidden, await UpgradeAsync("other", _scene.Token("ann")));
        RoomBan ban = Assert.Single(await Control.ListBansAsync("lobby"));
        await Control.RemoveBanAsync("lobby", ban.Id);
        Assert.Equal(HttpStatusCode.SwitchingProtocols, await UpgradeAsync("other", _scene.Token("ann")));
    }

    [Fact]
    public async Task A_locked_room_lets_only_hosts_in_and_those_who_come_back()
    {
        await using DemoClient ann = await _scene.JoinAsync("ann");
        await Control.UpdateRoomAsync("lobby", new RoomChange { IsLocked = true });

        Assert.Equal(HttpStatusCode.Locked, await UpgradeAsync("bob", _scene.Token("bob")));
        await using DemoClient again = await _scene.JoinAsync("ann");
        await using DemoClient host = await _scene.JoinHostAsync();
        Assert.True((await ann.Raw.WaitForAsync("roomUpdated"))["isLocked"]!.GetValue<bool>());
    }

    [Fact]
    public async Task A_room_takes_as_many_participants_as_it_is_set_to()
    {
        await Control.CreateRoomAsync("lobby", new RoomChange { MaxParticipants = 1 });
        await using DemoClient ann = await _scene.JoinAsync("ann");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await UpgradeAsync("bob", _scene.Token("bob")));
    }

    [Fact]
    public async Task A_message_goes_to_some_or_to_all()
    {
        await using DemoClient ann = await _scene.JoinAsync("ann");
        await using DemoClient bob = await _scene.JoinAsync("bob");

        await Control.SendAsync("lobby", new RoomMessage { Topic = "poll", Data = 7, Participants = ["bob"] });
        await Control.SendAsync("lobby", new RoomMessage { Topic = "end" });

        Assert.Equal("end", (await ann.Raw.WaitForAsync("roomMessage"))["topic"]!.GetValue<string>());
        Assert.Equal("""{"topic":"poll","data":7}""", (await bob.Raw.WaitForAsync("roomMessage")).ToJsonString());
    }

    [Fact]
    public async Task A_room_that_is_closed_ends_for_all()
    {
        await using DemoClient ann = await _scene.JoinAsync("ann");

        await Control.CloseRoomAsync("lobby", "good night");
        await ann.Raw.WaitForCloseAsync();

        Assert.Equal("good night", ann.Raw.CloseDescription);
        Assert.Equal("roomClosed", ann.Raw.Received("removed")[0]["data"]!["cause"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_room_without_people_that_is_closed_is_gone()
    {
        await Control.CreateRoomAsync("lobby", new RoomChange { EmptySeconds = 3600 });
        await Control.CloseRoomAsync("lobby");
        _scene.Time.Advance(TimeSpan.Zero);

        Assert.Empty(await Control.ListRoomsAsync());
        await Control.CreateRoomAsync("lobby", new RoomChange());
    }

    [Fact]
    public async Task Wrong_values_change_nothing()
    {
        await using DemoClient ann = await _scene.JoinAsync("ann");

        Assert.Equal(
            "maxParticipants must be a number from 0 to 1000, not -1",
            (await Refused(() => Control.UpdateRoomAsync("lobby", new RoomChange { MaxParticipants = -1, IsLocked = true }))).Message);
        Assert.Equal(
            "grants are join, audio, video, screen, data, subscribe, hidden, admin, record, not 'fly'",
            (await Refused(() => Control.UpdateParticipantAsync("lobby", "ann", new ParticipantChange { DisplayName = "B", Grants = ["fly"] }))).Message);
        Assert.Equal(404, (await Refused(() => Control.MuteTrackAsync("lobby", "ann", "none"))).Status);
        Assert.Equal(404, (await Refused(() => Control.AdmitAsync("lobby", "ann"))).Status);
        Assert.Equal(400, (await Refused(() => Control.SendAsync("lobby", new RoomMessage { Topic = new string('x', 300) }))).Status);
        Assert.False((await Control.GetRoomAsync("lobby")).IsLocked);
        Assert.Equal("Name of ann", (await Control.GetParticipantAsync("lobby", "ann")).DisplayName);
    }

    private static Task<RoomControlException> Refused(Func<Task> act) => Assert.ThrowsAsync<RoomControlException>(act);

    private static async Task Eventually(Func<Task<bool>> isTrue)
    {
        while (!await isTrue())
        {
            await Task.Yield();
        }
    }

    private async Task<HttpStatusCode> UpgradeAsync(string peerId, string token) =>
        (await UpgradeRequest.SendAsync(RoomsHost.AddressOf(_scene.App), $"{RoomsHost.Prefix}?roomId=lobby&peerId={peerId}", token: token)).Status;
}
