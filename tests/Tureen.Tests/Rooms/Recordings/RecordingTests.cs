using System.Net;
using System.Text.Json.Nodes;
using Tureen.Rooms;
using Tureen.Rooms.Limits;
using Tureen.Rooms.Protoo;
using Tureen.Rooms.Recordings;
using Tureen.Tests.Rooms.Moderation;
using Tureen.Tests.Rooms.Webhooks;

namespace Tureen.Tests.Rooms.Recordings;

/// <summary>Recordings by HTTP and by protoo: who may, what is answered, who hears of it. The media itself is in the tests with ffmpeg.</summary>
public sealed class RecordingTests : IDisposable
{
    private const string Path = "/api/rooms/lobby/recordings";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tureen-recordings-");

    [Fact]
    public async Task A_recording_is_begun_seen_and_ended()
    {
        await using ModerationScene scene = await StartAsync();
        await using DemoClient ann = await scene.JoinAsync("ann");
        string token = scene.Token("recorder", RoomGrants.Record);

        // 1. Begun: those in the room see it.
        (HttpStatusCode created, JsonNode? begun) = await scene.SendAsync("POST", Path, """{"participantId":"ann"}""", token);
        Assert.Equal((HttpStatusCode.Created, "recording", "ann"), (created, Text(begun, "status"), Text(begun, "participantId")));
        Assert.True((await ann.Raw.WaitForAsync("recordingChanged"))["isRecording"]!.GetValue<bool>());
        await using DemoClient ben = await scene.JoinAsync("ben");
        Assert.True(ben.Joined["isRecording"]!.GetValue<bool>());

        // 2. Ended, once.
        (HttpStatusCode stopped, JsonNode? ended) = await scene.SendAsync("POST", $"{Path}/{Text(begun, "id")}/stop", null, token);
        Assert.Equal((HttpStatusCode.OK, "ended"), (stopped, Text(ended, "status")));
        Assert.False((await ann.Raw.WaitForAsync("recordingChanged", count: 2))["isRecording"]!.GetValue<bool>());
        (HttpStatusCode again, _) = await scene.SendAsync("POST", $"{Path}/{Text(begun, "id")}/stop", null, token);
        Assert.Equal(HttpStatusCode.NotFound, again);

        // 3. It is listed, also when the room is closed.
        await scene.Control.CloseRoomAsync("lobby");
        (HttpStatusCode listed, JsonNode? list) = await scene.SendAsync("GET", Path, null, token);
        Assert.Equal((HttpStatusCode.OK, Text(begun, "id")), (listed, Text(list!.AsArray().Single(), "id")));
        (HttpStatusCode found, JsonNode? one) = await scene.SendAsync("GET", $"{Path}/{Text(begun, "id")}", null, token);
        Assert.Equal((HttpStatusCode.OK, "ended"), (found, Text(one, "status")));
    }

    [Fact]
    public async Task Only_callers_with_the_grant_may()
    {
        await using ModerationScene scene = await StartAsync();
        await using DemoClient ann = await scene.JoinAsync("ann");
        foreach ((string method, string path) in new[] { ("GET", Path), ("POST", Path), ("GET", Path + "/x"), ("POST", Path + "/x/stop") })
        {
            foreach (string? token in new[] { null, "wrong", scene.Token("ann"), scene.Token("ann", RoomGrants.Record, room: "attic") })
            {
                (HttpStatusCode status, _) = await scene.SendAsync(method, path, null, token);

                Assert.Equal(HttpStatusCode.Unauthorized, status);
            }
        }

        Assert.Empty(_folder.EnumerateFileSystemInfos());
    }

    [Theory]
    [InlineData("""{"format":"avi"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"participantId":5}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"unknown":true}""", HttpStatusCode.BadRequest)]
    public async Task A_wrong_request_is_refused_with_the_reason(string body, HttpStatusCode expected)
    {
        await using ModerationScene scene = await StartAsync();
        await using DemoClient ann = await scene.JoinAsync("ann");

        (HttpStatusCode status, JsonNode? problem) = await scene.SendAsync("POST", Path, body);

        Assert.Equal(expected, status);
        Assert.NotNull(Text(problem, "detail"));
        Assert.Empty(_folder.EnumerateFileSystemInfos());
    }

    [Fact]
    public async Task Without_a_folder_nothing_is_recorded_and_without_a_room_neither()
    {
        await using ModerationScene scene = await ModerationScene.StartAsync();
        await using DemoClient ann = await scene.JoinAsync("ann");

        Assert.Equal(HttpStatusCode.NotImplemented, (await scene.SendAsync("POST", Path)).Status);
        Assert.Equal(HttpStatusCode.NotImplemented, (await scene.SendAsync("GET", Path)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await scene.SendAsync("POST", "/api/rooms/attic/recordings", null, scene.Token("boss", RoomGrants.Admin, room: null))).Status);
    }

    [Fact]
    public async Task A_room_has_so_many_recordings_and_no_more()
    {
        await using ModerationScene scene = await StartAsync();
        await using DemoClient ann = await scene.JoinAsync("ann");
        for (int i = 0; i < RoomRecordingLimits.MaxPerRoom; i++)
        {
            await scene.Control.StartRecordingAsync("lobby", new RecordingRequest());
        }

        RoomControlException refusal = await Assert.ThrowsAsync<RoomControlException>(() => scene.Control.StartRecordingAsync("lobby", new RecordingRequest()));

        Assert.Equal(409, refusal.Status);
        await scene.App.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_host_records_by_protoo_and_others_may_not()
    {
        await using ModerationScene scene = await StartAsync();
        await using DemoClient host = await scene.JoinHostAsync();
        await using DemoClient ann = await scene.JoinAsync("ann");

        ProtooException refusal = await Assert.ThrowsAsync<ProtooException>(() => ann.Raw.RequestAsync("startRecording", new JsonObject()));
        JsonNode begun = await host.Raw.RequestAsync("startRecording", new JsonObject());
        JsonNode ended = await host.Raw.RequestAsync("stopRecording", new JsonObject { ["recordingId"] = Text(begun, "id") });
        JsonNode list = await host.Raw.RequestAsync("getRecordings");

        Assert.Equal(403, refusal.Code);
        Assert.Equal("ended", Text(ended, "status"));
        Assert.Equal(Text(begun, "id"), Text(list["recordings"]!.AsArray().Single(), "id"));
    }

    [Fact]
    public async Task Webhooks_hear_of_it_and_the_end_of_the_room_ends_it()
    {
        await using WebhookReceiver receiver = await WebhookReceiver.StartAsync(static _ => Task.FromResult(200));
        await using ModerationScene scene = await StartAsync(options =>
        {
            options.WebhookUrls = [receiver.Url];
            options.WebhookKey = WebhookReceiver.Key;
        });
        await using (DemoClient ann = await scene.JoinAsync("ann"))
        {
            await scene.Control.StartRecordingAsync("lobby", new RecordingRequest());
        }

        JsonNode happened;
        List<string> events = [];
        do
        {
            (happened, _) = await receiver.NextAsync();
            events.Add(Text(happened, "event")!);
        }
        while (events[^1] != "recordingEnded");

        Assert.Contains("recordingStarted", events);
        Assert.Equal("ended", Text(happened["recording"], "status"));
    }

    [Fact]
    public async Task What_a_killed_server_left_is_interrupted_after_its_next_start()
    {
        var options = new TureenRoomsOptions { RecordingFolder = _folder.FullName };
        RecordingArchive archive = RecordingArchive.Create(options)!;
        archive.Save(new RecordingInfo { Id = "20300101-120000-00000000", RoomId = "lobby", Status = RecordingStatus.Recording, StartedAt = DateTimeOffset.UnixEpoch });

        await using ModerationScene scene = await StartAsync();

        Assert.Equal("interrupted", Assert.Single(scene.Control.ListRecordings("lobby")).Status);
        Assert.Throws<RoomControlException>(() => scene.Control.GetRecording("lobby", "../lobby/20300101-120000-00000000"));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static string? Text(JsonNode? node, string name) => node?[name]?.GetValue<string>();

    private Task<ModerationScene> StartAsync(Action<TureenRoomsOptions>? configure = null) => ModerationScene.StartAsync(options =>
    {
        options.RecordingFolder = _folder.FullName;
        configure?.Invoke(options);
    });
}
