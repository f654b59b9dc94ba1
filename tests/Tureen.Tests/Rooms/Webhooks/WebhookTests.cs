using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Tureen.Rooms;
using Tureen.Rooms.Hooks;
using Tureen.Rooms.Limits;
using Tureen.Rooms.Webhooks;
using Tureen.Tests.Rooms.Moderation;

namespace Tureen.Tests.Rooms.Webhooks;

/// <summary>Events reach a receiver in their order, also when it fails at first.</summary>
public sealed class WebhookTests
{
    [Fact]
    public async Task A_receiver_that_fails_three_times_gets_all_events_in_order_with_a_signature()
    {
        await using WebhookReceiver receiver = await WebhookReceiver.StartAsync(static request => Task.FromResult(request <= 3 ? 503 : 200));
        await using ModerationScene scene = await StartAsync(receiver);
        await using (DemoClient ann = await scene.JoinAsync("ann"))
        {
            string track = await ann.ProduceAsync("video", new JsonObject { ["share"] = true });
            await scene.Control.MuteTrackAsync("lobby", "ann", track);
            await scene.Control.UnmuteTrackAsync("lobby", "ann", track);
        }

        var events = new List<string>();
        JsonNode last;
        JsonNode? published = null;
        do
        {
            (last, bool isSigned) = await receiver.NextAsync();
            Assert.True(isSigned);
            events.Add(last["event"]!.GetValue<string>());
            published = events[^1] == "trackPublished" ? last : published;
        }
        while (events[^1] != "roomClosed");

        Assert.Equal(
            ["roomOpened", "participantJoined", "trackPublished", "trackMuted", "trackUnmuted", "trackUnpublished", "participantLeft", "roomClosed"], events);
        Assert.Equal(
            ("lobby", "ann", "Name of ann", "screen"),
            (published!["room"]!["id"]!.GetValue<string>(), published["participant"]!["identity"]!.GetValue<string>(), published["participant"]!["displayName"]!.GetValue<string>(), published["track"]!["kind"]!.GetValue<string>()));
        JsonNode first = (await DeliveriesAsync(scene, 8))[0]!;
        Assert.Equal((4, 200), (first["attempts"]!.GetValue<int>(), first["status"]!.GetValue<int>()));
    }

    [Fact]
    public async Task An_event_that_a_receiver_does_not_take_costs_the_later_ones_nothing()
    {
        await using WebhookReceiver receiver = await WebhookReceiver.StartAsync(
            static request => Task.FromResult(request <= WebhookLimits.MaxRetries + 1 ? 500 : request == WebhookLimits.MaxRetries + 2 ? 410 : 200));
        await using ModerationScene scene = await StartAsync(receiver);

        await using DemoClient ann = await scene.JoinAsync("ann");
        await scene.Control.CloseRoomAsync("lobby");
        (JsonNode taken, _) = await receiver.NextAsync();
        JsonArray deliveries = await DeliveriesAsync(scene, 2);

        // Server errors are repeated; a refusal of the receiver's own is not.
        Assert.Equal("participantLeft", taken["event"]!.GetValue<string>());
        Assert.Equal(
            [("roomOpened", WebhookLimits.MaxRetries + 1, "the receiver answers 500"), ("participantJoined", 1, "the receiver answers 410")],
            deliveries.Take(2).Select(one => (one!["event"]!.GetValue<string>(), one["attempts"]!.GetValue<int>(), one["error"]!.GetValue<string>())));
    }

    [Fact]
    public async Task Events_beyond_the_queue_of_a_room_are_dropped_and_logged_and_other_rooms_go_on()
    {
        var held = new TaskCompletionSource<int>();
        await using WebhookReceiver receiver = await WebhookReceiver.StartAsync(request => request == 1 ? held.Task : Task.FromResult(200));
        await using ModerationScene scene = await StartAsync(receiver);
        var queues = scene.App.Services.GetRequiredService<WebhookQueues>();
        var log = scene.App.Services.GetRequiredService<WebhookLog>();

        for (int index = 0; index < WebhookLimits.MaxQueuedPerRoom + 10; index++)
        {
            queues.Handle(new RoomEvent(RoomEventType.RoomOpened, "busy", scene.Time.GetUtcNow()));
            if (index == 0)
            {
                await Until(() => receiver.Requests == 1);
            }
        }

        queues.Handle(new RoomEvent(RoomEventType.RoomOpened, "calm", scene.Time.GetUtcNow()));
        (JsonNode calm, _) = await receiver.NextAsync();
        WebhookDelivery[] dropped = [.. log.Latest.Where(static one => one.Attempts == 0)];
        held.SetResult(200);

        Assert.Equal("calm", calm["room"]!["id"]!.GetValue<string>());
        Assert.Equal(9, dropped.Length);
        Assert.All(dropped, static one => Assert.Equal("too many events wait", one.Error));
    }

    [Theory]
    [InlineData("ftp://example.org/", "a key for webhooks, of 32 bytes.", "Tureen:Rooms:WebhookUrl must be such as https://example.org/path, not 'ftp://example.org/'")]
    [InlineData("https://example.org/", null, "Tureen:Rooms:WebhookUrl needs Tureen:Rooms:WebhookKey")]
    public void Wrong_settings_are_refused(string url, string? key, string reason)
    {
        var app = RoomsHost.Build(new() { ["Tureen:Rooms:WebhookUrl"] = url, ["Tureen:Rooms:WebhookKey"] = key });

        Assert.Equal(reason, Assert.Throws<OptionsValidationException>(() => app.MapTureenRooms()).Message);
    }

    private static Task<ModerationScene> StartAsync(WebhookReceiver receiver) => ModerationScene.StartAsync(
        options =>
        {
            options.WebhookUrls = [receiver.Url];
            options.WebhookKey = WebhookReceiver.Key;
        },
        static builder => builder.Services.AddSingleton(new WebhookPace(TimeSpan.FromMilliseconds(1))));

    /// <summary>The delivery log as an administrator reads it, once it has so many entries.</summary>
    private static async Task<JsonArray> DeliveriesAsync(ModerationScene scene, int count)
    {
        var log = scene.App.Services.GetRequiredService<WebhookLog>();
        await Until(() => log.Latest.Count >= count);
        (HttpStatusCode status, JsonNode? body) = await scene.SendAsync(
            "GET", "/api/webhooks", null, scene.Token("root", RoomGrants.Admin, room: null));
        Assert.Equal(HttpStatusCode.OK, status);
        return body!.AsArray();
    }

    private static async Task Until(Func<bool> isTrue)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!isTrue())
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
