using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Tureen.Client;
using Tureen.Client.Native;
using Tureen.Client.Rooms;
using Tureen.Interop.Tests.Browsers;
using Tureen.Interop.Tests.Rooms;
using Tureen.Ortc;

namespace Tureen.Interop.Tests.Client;

/// <summary>Programs with the native media stack in a room of the room server, alone and with a browser.</summary>
public sealed class NativePeerTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(40);

    [Fact]
    public async Task Chromium_hears_its_own_sound_from_a_program_that_repeats_it()
    {
        await using Call call = await Call.StartAsync();
        await using NativeHandlerFactory factory = await NativeHandlerFactory.CreateAsync();
        using RoomClient room = Client(call, factory, "parrot");
        var voice = new EncodedTrack(MediaKind.Audio);
        room.OnMedia += media =>
        {
            if (media.Consumer.Track is ReceivedTrack { Kind: MediaKind.Audio } ear)
            {
                ear.OnPacket += packet => voice.Write(new EncodedPacket { Payload = packet.Payload, Timestamp = packet.Timestamp, Marker = packet.Marker });
            }
        };
        await room.JoinAsync();
        await room.ProduceAsync(new Tureen.Client.ProducerOptions { Track = voice, AppData = new() { ["source"] = "audio" } });

        BrowserPage page = await call.JoinAsync("person", options: new JsonObject { ["video"] = false });
        PageReport report = await page.WaitForAsync(
            "the program is heard",
            static one => one.Consumers.Any(static consumer => consumer is { PeerId: "parrot", TotalAudioEnergy: > 0.001, PacketsReceived: > 50 }),
            Limit);

        Assert.Empty(report.Errors);
    }

    [Fact]
    public async Task Two_programs_and_chromium_see_video_and_messages_of_each_other()
    {
        await using Call call = await Call.StartAsync();
        await using NativeHandlerFactory factory = await NativeHandlerFactory.CreateAsync();
        using RoomClient first = Client(call, factory, "first");
        using RoomClient second = Client(call, factory, "second");
        ConcurrentQueue<ReceivedPacket> seen = [];
        ConcurrentQueue<string> read = [];
        second.OnMedia += media => ((ReceivedTrack)media.Consumer.Track).OnPacket += seen.Enqueue;
        second.OnMessages += messages => messages.Consumer.OnMessage += message => read.Enqueue(message.Text);
        await first.JoinAsync();
        await second.JoinAsync();

        await call.JoinAsync("person", options: new JsonObject { ["audio"] = false });
        Tureen.Client.DataProducer chat = await first.ProduceDataAsync(new Tureen.Client.DataProducerOptions { Label = "chat" });
        await UntilAsync("the camera of the browser is received", () => seen.Count > 100);
        await UntilAsync("the channel opens", () => chat.ReadyState == DataChannelState.Open);
        await UntilAsync("messages arrive", () =>
        {
            chat.Send("hello");
            return read.Contains("hello");
        });

        Assert.Contains(seen, static packet => packet.Marker);
        (_, RtcStatsReport receiving) = await second.GetStatsAsync();
        Assert.Contains(receiving.OfType("inbound-rtp"), static entry => entry.Text("kind") == "video" && entry.Number("packetsReceived") > 100);
    }

    private static RoomClient Client(Call call, NativeHandlerFactory factory, string peerId) => new(new RoomClientOptions
    {
        Server = new Uri($"http://{call.Server.Address}"),
        RoomId = Call.RoomId,
        PeerId = peerId,
        DisplayName = peerId,
        HandlerFactory = factory,
    });

    private static async Task UntilAsync(string what, Func<bool> isDone)
    {
        DateTime end = DateTime.UtcNow + Limit;
        while (!isDone())
        {
            Assert.True(DateTime.UtcNow < end, $"Waited {Limit} in vain: {what}.");
            await Task.Delay(TimeSpan.FromMilliseconds(100));
        }
    }
}
