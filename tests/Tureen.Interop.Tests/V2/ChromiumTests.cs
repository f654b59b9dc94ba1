using System.Text.Json.Nodes;
using Tureen.V2;

namespace Tureen.Interop.Tests.V2;

/// <summary>Chromium with npm mediasoup-client 2.4.9.</summary>
public sealed class ChromiumTests
{
    [Theory]
    [InlineData("video", "audio")]
    [InlineData("audio", "video")]
    public async Task Two_pages_see_and_hear_each_other_whatever_they_send_first(string first, string second)
    {
        await using V2Call call = await V2Call.StartAsync();
        V2Page alice = await call.JoinAsync("alice", first, second);
        V2Page bob = await call.JoinAsync("bob", first, second);

        await alice.WaitForMediaAsync();
        await bob.WaitForMediaAsync();
        await alice.WaitForEventAsync("bob", "newpeer");
        Assert.All(call.Room.Peers, peer => Assert.All(peer.Consumers, one => Assert.Equal(Profile.Default, one.EffectiveProfile)));
    }

    [Fact]
    public async Task Pausing_is_seen_by_the_other_side_with_who_did_it_and_why()
    {
        await using V2Call call = await V2Call.StartAsync();
        V2Page alice = await call.JoinAsync("alice", "video");
        V2Page bob = await call.JoinAsync("bob");
        await bob.WaitForAsync("video comes", report => report.Find("video") is { FramesDecoded: > 5 });
        Tureen.V2.Producer producer = call.Room.GetPeerByName("alice")!.Producers[0];
        Tureen.V2.Consumer consumer = call.Room.GetPeerByName("bob")!.Consumers[0];
        List<string> seen = [];
        void Note(string what, Originator originator, JsonNode? appData)
        {
            lock (seen)
            {
                seen.Add($"{what} {originator} {appData?.ToJsonString()}");
            }
        }

        producer.OnPause += (originator, appData) => Note("producer pause", originator, appData);
        producer.OnResume += (originator, appData) => Note("producer resume", originator, appData);
        consumer.OnPause += (originator, appData) => Note("consumer pause", originator, appData);
        consumer.OnResume += (originator, appData) => Note("consumer resume", originator, appData);

        // 1. By the sender.
        await alice.CallAsync("pauseProducer", "video", new JsonObject { ["why"] = "lunch" });
        await bob.WaitForEventAsync("alice video", "pause", "remote");
        long paused = (await bob.ReportAsync()).Find("video")!.PacketsReceived;
        await alice.CallAsync("resumeProducer", "video", new JsonObject { ["why"] = "back" });
        await bob.WaitForEventAsync("alice video", "resume", "remote");
        await bob.WaitForAsync("video goes on", report => report.Find("video")!.PacketsReceived > paused + 20);

        // 2. By the receiver.
        await bob.CallAsync("pauseConsumer", "video", new JsonObject { ["why"] = "busy" });
        await bob.CallAsync("resumeConsumer", "video", new JsonObject { ["why"] = "free" });

        // 3. By the server.
        await bob.WaitForAsync("all notifications arrive", _ => SeenCount(seen) >= 6);
        Assert.True(producer.Pause(JsonValue.Create("police")));
        JsonNode notification = await alice.WaitForEventAsync("producer video", "pause", "remote");
        Assert.Equal("police", notification["appData"]!.GetValue<string>());
        Assert.True(producer.Resume());
        await alice.WaitForEventAsync("producer video", "resume", "remote");
        string[] expected =
        [
            """consumer pause Remote {"why":"busy"}""",
            """consumer resume Remote {"why":"free"}""",
            """producer pause Remote {"why":"lunch"}""",
            """producer resume Remote {"why":"back"}""",
            """producer pause Local "police" """.TrimEnd(),
        ];
        lock (seen)
        {
            Assert.Empty(expected.Except(seen, StringComparer.Ordinal));
            Assert.Contains("consumer pause Source ", seen);
        }
    }

    [Fact]
    public async Task A_page_leaves_another_is_kicked_and_a_spy_is_seen_by_nobody()
    {
        await using V2Call call = await V2Call.StartAsync();
        V2Page alice = await call.JoinAsync("alice", "audio");
        V2Page spy = await call.OpenAsync();
        await spy.JoinAsync(call.Url("spy"), "spy", new JsonObject { ["spy"] = true });
        V2Page bob = await call.JoinAsync("bob", "audio");
        await spy.WaitForAsync("the spy hears both", report => report.Consumers.Count(one => one.PacketsReceived > 10) == 2);
        Assert.Equal(["bob"], (await alice.ReportAsync()).Peers);
        Assert.Equal(["alice"], (await bob.ReportAsync()).Peers);

        await bob.CallAsync("leave", new JsonObject { ["bye"] = 1 });
        JsonNode left = await alice.WaitForEventAsync("bob", "close", "remote");
        Assert.Equal(1, left["appData"]!["bye"]!.GetValue<int>());
        await spy.WaitForEventAsync("bob", "close", "remote");

        call.Room.GetPeerByName("alice")!.Close(JsonValue.Create("out"));
        JsonNode kicked = await alice.WaitForEventAsync("room", "close", "remote");
        Assert.Equal("out", kicked["appData"]!.GetValue<string>());
        Assert.Equal(["spy"], call.Room.Peers.Select(peer => peer.Name));
    }

    [Fact]
    public async Task Ice_restarts_statistics_come_and_a_closed_producer_is_sent_again()
    {
        await using V2Call call = await V2Call.StartAsync();
        V2Page alice = await call.JoinAsync("alice", "audio", "video");
        V2Page bob = await call.JoinAsync("bob", "audio");
        await bob.WaitForMediaAsync();
        var transport = (Tureen.V2.WebRtcTransport)call.Room.GetPeerByName("alice")!.Transports[0];
        string before = transport.IceLocalParameters.UsernameFragment;

        JsonNode stats = (await alice.CallAsync("enableStats"))!;
        await alice.CallAsync("restartIce");
        await bob.CallAsync("restartIce");
        await bob.WaitForAsync("the credentials change", _ => transport.IceLocalParameters.UsernameFragment != before);
        long frames = (await bob.ReportAsync()).Find("video")!.FramesDecoded;
        await bob.WaitForAsync("video goes on", report => report.Find("video")!.FramesDecoded > frames + 10);

        Assert.Equal("transport", stats[0]!["type"]!.GetValue<string>());
        Assert.True(stats[0]!["bytesReceived"]!.GetValue<long>() > 0);
        await alice.CallAsync("closeProducer", "video", JsonValue.Create("x"));
        await bob.WaitForEventAsync("alice video", "close", "remote");
        await alice.CallAsync("produce", "video");
        await bob.WaitForMediaAsync();
    }

    [Fact]
    public async Task Profiles_change_what_is_received_and_page_and_server_agree_on_them()
    {
        await using V2Call call = await V2Call.StartAsync();
        V2Page alice = await call.OpenAsync();
        await alice.JoinAsync(call.Url("alice"), "alice", new JsonObject
        {
            ["send"] = new JsonArray("video"),
            ["simulcast"] = true,
            ["width"] = 960,
            ["height"] = 540,
        });
        Assert.Equal(3, (await alice.CallAsync("scaleStreams"))!.GetValue<int>());
        V2Page bob = await call.JoinAsync("bob");
        await bob.WaitForAsync("video comes", report => report.Find("video") is { FramesDecoded: > 5 });

        await bob.CallAsync("setPreferredProfile", "low");
        await WaitForHeightAsync(bob, "low", 135);
        await bob.CallAsync("setPreferredProfile", "medium");
        await WaitForHeightAsync(bob, "medium", 270);
        Tureen.V2.Consumer consumer = call.Room.GetPeerByName("bob")!.Consumers[0];
        Assert.Equal(Profile.Medium, consumer.EffectiveProfile);
        consumer.SetPreferredProfile(Profile.Low);
        await WaitForHeightAsync(bob, "low", 135);
    }

    [Fact]
    public async Task What_no_client_would_say_is_refused_and_the_page_goes_on()
    {
        await using V2Call call = await V2Call.StartAsync();
        V2Page alice = await call.JoinAsync("alice", "audio");
        JsonNode[] wrong =
        [
            new JsonObject { ["target"] = "peer" },
            new JsonObject { ["target"] = "peer", ["method"] = "explode" },
            new JsonObject { ["target"] = "peer", ["method"] = "createProducer", ["kind"] = "depth" },
            new JsonObject { ["target"] = "room", ["method"] = "join", ["peerName"] = "mallory" },
            new JsonObject { ["target"] = "peer", ["method"] = "enableConsumer", ["id"] = "x", ["transportId"] = new JsonArray() },
        ];
        foreach (JsonNode message in wrong)
        {
            JsonNode answer = (await alice.CallAsync("request", message))!;
            Assert.False(string.IsNullOrEmpty(answer["error"]?.GetValue<string>()), answer.ToJsonString());
        }

        await alice.CallAsync("notify", new JsonObject { ["method"] = "leave" });
        V2Page bob = await call.JoinAsync("bob");
        await bob.WaitForAsync("sound comes", report => report.Find("audio") is { PacketsReceived: > 20 });
    }

    private static int SeenCount(List<string> seen)
    {
        lock (seen)
        {
            return seen.Count;
        }
    }

    private static Task<V2Report> WaitForHeightAsync(V2Page page, string profile, int height) => page.WaitForAsync(
        $"profile {profile}",
        report => report.Find("video") is { } video && video.EffectiveProfile == profile && video.FrameHeight == height);
}
