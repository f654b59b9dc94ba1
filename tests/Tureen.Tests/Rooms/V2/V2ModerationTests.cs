using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Tureen.Rooms;
using Tureen.Tests.Rooms.Moderation;
using Tureen.Tests.V2;

namespace Tureen.Tests.Rooms.V2;

/// <summary>Clients of mediasoup v2 under moderation, by HTTP and in C#.</summary>
public sealed class V2ModerationTests : IAsyncLifetime
{
    private const string Path = "/api/v2/rooms/" + ModerationScene.Room;

    private ModerationScene _scene = null!;

    private V2RoomControl Control => _scene.App.Services.GetRequiredService<V2RoomControl>();

    public async ValueTask InitializeAsync() => _scene = await ModerationScene.StartAsync();

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task A_mute_holds_until_its_end_whatever_the_owner_does()
    {
        await using RawProtooClient ann = await JoinAsync("ann");
        string track = await ProduceAsync(ann, 1);

        Assert.Equal(HttpStatusCode.NoContent, (await _scene.SendAsync("POST", $"{Path}/participants/ann/tracks/{track}/mute")).Status);
        await PeerRequestAsync(ann, "resumeProducer", new JsonObject { ["id"] = 1 }, isNotification: true);
        await ProduceAsync(ann, 2);

        Assert.Equal([(true, true), (true, true)], Tracks());
        Control.UnmuteTrack(ModerationScene.Room, "ann", track);
        await ProduceAsync(ann, 3);
        Assert.Equal([(false, false), (true, false), (false, false)], Tracks());
        Assert.Equal(HttpStatusCode.NotFound, (await _scene.SendAsync("POST", $"{Path}/participants/ann/tracks/99/mute")).Status);

        (bool IsPaused, bool IsMuted)[] Tracks() =>
            [.. Control.ListParticipants(ModerationScene.Room).Single().Tracks.Select(static one => (one.IsPaused, one.IsMuted))];
    }

    [Fact]
    public async Task Who_is_removed_may_come_back_and_who_is_banned_may_not()
    {
        await using RawProtooClient ann = await JoinAsync("ann");
        await using RawProtooClient bob = await JoinAsync("bob");

        Assert.Equal(HttpStatusCode.NoContent, (await _scene.SendAsync("DELETE", $"{Path}/participants/bob?reason=a%20moment")).Status);
        await bob.WaitForCloseAsync();
        Assert.Equal((4000, "a moment"), ((int)bob.CloseStatus!, bob.CloseDescription));
        await ann.WaitForAsync("mediasoup-notification", 2);
        await using RawProtooClient back = await JoinAsync("bob");
        Control.RemoveParticipant(ModerationScene.Room, "bob", "too loud", ban: true);

        Assert.Equal((HttpStatusCode.Forbidden, "banned from this room: too loud"), await RefusalAsync("bob"));
        JsonNode ban = (await _scene.SendAsync("GET", Path + "/bans")).Body!.AsArray().Single()!;
        Assert.Equal(("bob", true), (ban["id"]!.GetValue<string>(), ban["isIdentity"]!.GetValue<bool>()));
        Assert.Equal(HttpStatusCode.NoContent, (await _scene.SendAsync("DELETE", Path + "/bans/bob")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await _scene.SendAsync("DELETE", Path + "/bans/bob")).Status);
        await using RawProtooClient again = await JoinAsync("bob");
    }

    [Fact]
    public async Task A_room_is_locked_has_a_size_and_is_closed()
    {
        await using RawProtooClient ann = await JoinAsync("ann");
        JsonNode changed = (await _scene.SendAsync("PATCH", Path, """{"isLocked":true,"maxParticipants":2}""")).Body!;
        Assert.Equal((true, 2, 1), (changed["isLocked"]!.GetValue<bool>(), changed["maxParticipants"]!.GetValue<int>(), changed["participantCount"]!.GetValue<int>()));
        Assert.Equal((HttpStatusCode.Locked, "the room is locked"), await RefusalAsync("bob"));

        // A host comes in, and then it is full.
        await using RawProtooClient host = await JoinAsync("host", RoomGrants.Participant | RoomGrants.Admin);
        Control.UpdateRoom(ModerationScene.Room, new RoomChange { IsLocked = false });
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "too many peers"), await RefusalAsync("bob"));

        Assert.Equal(HttpStatusCode.BadRequest, (await _scene.SendAsync("PATCH", Path, """{"hasLobby":true}""")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await _scene.SendAsync("PATCH", Path, """{"maxParticipants":100000}""")).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await _scene.SendAsync("DELETE", Path + "?reason=over")).Status);
        await ann.WaitForCloseAsync();
        Assert.Equal("over", ann.CloseDescription);
        await host.WaitForCloseAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await _scene.SendAsync("GET", Path)).Status);
        await using RawProtooClient anew = await JoinAsync("bob");
        Assert.Equal("bob", Assert.Single(Control.ListParticipants(ModerationScene.Room)).Id);
    }

    [Fact]
    public async Task A_list_has_its_rooms_for_administrators_of_all()
    {
        await using RawProtooClient ann = await JoinAsync("ann");

        (HttpStatusCode status, JsonNode? rooms) = await _scene.SendAsync("GET", "/api/v2/rooms", null, _scene.Token("boss", RoomGrants.Admin, room: null));

        Assert.Equal((HttpStatusCode.OK, "lobby"), (status, rooms!.AsArray().Single()!["id"]!.GetValue<string>()));
        Assert.Equal(HttpStatusCode.Forbidden, (await _scene.SendAsync("GET", "/api/v2/rooms")).Status);
        Assert.Equal("ann", (await _scene.SendAsync("GET", Path + "/participants")).Body!.AsArray().Single()!["identity"]!.GetValue<string>());
        Assert.Empty(await _scene.Control.ListRoomsAsync());
    }

    private static async Task<string> ProduceAsync(RawProtooClient client, int id)
    {
        if (id == 1)
        {
            await PeerRequestAsync(client, "createTransport", new JsonObject
            {
                ["id"] = 1,
                ["direction"] = "send",
                ["options"] = new JsonObject { ["tcp"] = false },
                ["dtlsParameters"] = V2Client.Dtls("server"),
            });
        }

        await PeerRequestAsync(client, "createProducer", new JsonObject
        {
            ["id"] = id,
            ["kind"] = "audio",
            ["transportId"] = 1,
            ["rtpParameters"] = V2Client.RtpParameters("audio", id),
            ["paused"] = id == 2,
        });
        return id.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    private static Task<JsonNode> PeerRequestAsync(RawProtooClient client, string method, JsonObject fields, bool isNotification = false)
    {
        fields["method"] = method;
        fields["target"] = "peer";
        if (isNotification)
        {
            fields["notification"] = true;
            return NotifyAsync();
        }

        return client.RequestAsync("mediasoup-request", fields);

        async Task<JsonNode> NotifyAsync()
        {
            await client.NotifyAsync("mediasoup-notification", fields);
            return fields;
        }
    }

    private async Task<RawProtooClient> JoinAsync(string name, RoomGrants grants = RoomGrants.Participant)
    {
        RawProtooClient client = await RawProtooClient.ConnectAsync(
            new Uri(RoomsHost.AddressOf(_scene.App), RoomsHost.Prefix + "/v2"), ModerationScene.Room, name, $"&peerName={name}&token={_scene.Token(name, grants)}");
        JsonNode room = await client.RequestAsync("mediasoup-request", new JsonObject { ["method"] = "queryRoom", ["target"] = "room" });
        await client.RequestAsync("mediasoup-request", new JsonObject
        {
            ["method"] = "join",
            ["target"] = "room",
            ["peerName"] = name,
            ["rtpCapabilities"] = room["rtpCapabilities"]!.DeepClone(),
            ["spy"] = false,
        });
        return client;
    }

    private Task<(HttpStatusCode Status, string Reason)> RefusalAsync(string name) => UpgradeRequest.SendAsync(
        RoomsHost.AddressOf(_scene.App), $"{RoomsHost.Prefix}/v2?roomId={ModerationScene.Room}&peerName={name}&token={_scene.Token(name)}");
}
