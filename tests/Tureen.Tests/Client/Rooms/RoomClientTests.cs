using System.Collections.Concurrent;
using System.Net;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Builder;
using Tureen.Client;
using Tureen.Client.Native;
using Tureen.Client.Protoo;
using Tureen.Client.Rooms;
using Tureen.Ortc;
using Tureen.Rooms;
using Tureen.Server.Hosting;
using Tureen.Server.Settings;
using Tureen.Tests.Rooms;

namespace Tureen.Tests.Client.Rooms;

/// <summary>Programs in a room of the room server.</summary>
[Collection(RoomServerCollection.Name)]
public sealed class RoomClientTests(RoomServerFixture server)
{
    private const uint OpusFrame = 960;
    private const string Key = "a key of 32 bytes, or even more..";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Two_programs_hear_and_read_each_other()
    {
        string roomId = RoomServerFixture.NewRoomId();
        await using NativeHandlerFactory factory = await NativeHandlerFactory.CreateAsync();
        using RoomClient first = Client(roomId, "first", factory);
        using RoomClient second = Client(roomId, "second", factory);
        Heard heardByFirst = new(first);
        Heard heardBySecond = new(second);
        await first.JoinAsync();
        await second.JoinAsync();
        await UntilAsync(() => !heardByFirst.Peers.IsEmpty);
        Assert.Equal(["second"], heardByFirst.Peers);
        Assert.Equal(["first"], heardBySecond.Peers);

        EncodedTrack firstVoice = await SpeakAsync(first);
        EncodedTrack secondVoice = await SpeakAsync(second);
        Tureen.Client.DataProducer chat = await first.ProduceDataAsync(new Tureen.Client.DataProducerOptions { Label = "chat" });
        uint timestamp = 0;
        await UntilAsync(() => heardByFirst.Payloads.Contains(2) && heardBySecond.Payloads.Contains(1), () =>
        {
            firstVoice.Write(new EncodedPacket { Payload = Frame(1), Timestamp = timestamp });
            secondVoice.Write(new EncodedPacket { Payload = Frame(2), Timestamp = timestamp });
            timestamp += OpusFrame;
        });
        await UntilAsync(() => heardBySecond.Texts.Contains("hello"), () =>
        {
            if (chat.ReadyState == DataChannelState.Open)
            {
                chat.Send("hello");
            }
        });
        (RtcStatsReport sending, RtcStatsReport receiving) = await first.GetStatsAsync();

        Assert.Equal("audio", Assert.Single(sending.OfType("outbound-rtp")).Text("kind"));
        Assert.NotEmpty(receiving.OfType("inbound-rtp"));
        second.Dispose();
        await UntilAsync(() => heardByFirst.Gone.Contains("second") && heardByFirst.Media.All(static media => media.Consumer.Closed));
        Assert.Single(heardByFirst.Media);
    }

    [Fact]
    public async Task A_room_that_does_not_answer_is_reported()
    {
        await using NativeHandlerFactory factory = await NativeHandlerFactory.CreateAsync();
        using RoomClient client = new(new RoomClientOptions { Server = new Uri("http://127.0.0.1:1"), RoomId = "room", HandlerFactory = factory });

        await Assert.ThrowsAsync<ProtooException>(client.JoinAsync);
        await Assert.ThrowsAsync<InvalidStateException>(
            () => client.ProduceAsync(new Tureen.Client.ProducerOptions { Track = new EncodedTrack(MediaKind.Audio) }));
    }

    [Fact]
    public async Task A_token_lets_a_program_in_and_none_does_not()
    {
        await using RoomServer guarded = await RoomServerFixture.StartAsync(
            new RoomServerSettings { Port = 0, ListenIp = IPAddress.Loopback, Workers = 1, TokenKey = Key });
        await using NativeHandlerFactory factory = await NativeHandlerFactory.CreateAsync();
        string token = new RoomToken { Room = "guarded", Identity = "ann" }.Write(Key);
        RoomClientOptions options = new() { Server = guarded.Address, RoomId = "guarded", HandlerFactory = factory };
        using RoomClient stranger = new(options);
        using RoomClient guest = new(options with { Token = token });

        await Assert.ThrowsAsync<ProtooException>(stranger.JoinAsync);
        await guest.JoinAsync();

        Assert.NotNull(guest.Device);
    }

    [Fact]
    public async Task A_program_joins_rooms_that_an_application_has_at_a_path()
    {
        await using WebApplication app = await RoomsHost.StartAsync();
        await using NativeHandlerFactory factory = await NativeHandlerFactory.CreateAsync();
        using RoomClient client = new(new RoomClientOptions { Server = new Uri(RoomsHost.AddressOf(app), RoomsHost.Prefix), RoomId = "room", HandlerFactory = factory });

        await client.JoinAsync();

        Assert.NotNull(client.Device);
    }

    [Fact]
    public async Task What_is_paused_resumed_and_closed_is_so_for_the_others()
    {
        string roomId = RoomServerFixture.NewRoomId();
        await using NativeHandlerFactory factory = await NativeHandlerFactory.CreateAsync();
        using RoomClient speaker = Client(roomId, "speaker", factory);
        using RoomClient listener = Client(roomId, "listener", factory);
        ConcurrentQueue<string> changes = [];
        listener.OnMedia += _ => changes.Enqueue("media");
        listener.OnMediaGone += _ => changes.Enqueue("gone");
        listener.OnNotification += (method, _) => changes.Enqueue(method);
        await speaker.JoinAsync();
        await listener.JoinAsync();
        Tureen.Client.Producer producer = await speaker.ProduceAsync(new Tureen.Client.ProducerOptions { Track = new EncodedTrack(MediaKind.Audio) });
        await UntilAsync(() => changes.Contains("media"));

        speaker.PauseProducer(producer);
        await UntilAsync(() => changes.Contains("consumerPaused"));
        Assert.True(producer.Paused);
        speaker.ResumeProducer(producer);
        await UntilAsync(() => changes.Contains("consumerResumed"));
        Assert.False(producer.Paused);
        speaker.CloseProducer(producer);
        await UntilAsync(() => changes.Contains("gone"));
        Assert.True(producer.Closed);
    }

    /// <summary>Long enough not to be taken for silence, which the room server leaves out.</summary>
    private static byte[] Frame(byte value) => [value, .. new byte[19]];

    private static async Task<EncodedTrack> SpeakAsync(RoomClient room)
    {
        var voice = new EncodedTrack(MediaKind.Audio);
        await room.ProduceAsync(new Tureen.Client.ProducerOptions { Track = voice, AppData = new() { ["source"] = "audio" } });
        return voice;
    }

    private static async Task UntilAsync(Func<bool> isDone, Action? step = null, [CallerArgumentExpression(nameof(isDone))] string what = "")
    {
        DateTime end = DateTime.UtcNow + Patience;
        while (!isDone())
        {
            Assert.True(DateTime.UtcNow < end, $"It took too long: {what}");
            step?.Invoke();
            await Task.Delay(TimeSpan.FromMilliseconds(5));
        }
    }

    private RoomClient Client(string roomId, string peerId, NativeHandlerFactory factory) => new(new RoomClientOptions
    {
        Server = server.Address,
        RoomId = roomId,
        PeerId = peerId,
        HandlerFactory = factory,
    });

    /// <summary>What one of them gets.</summary>
    private sealed class Heard
    {
        public Heard(RoomClient room)
        {
            room.OnPeer += peer => Peers.Enqueue(peer.Id);
            room.OnPeerGone += Gone.Enqueue;
            room.OnMedia += media =>
            {
                Media.Enqueue(media);
                ((ReceivedTrack)media.Consumer.Track).OnPacket += packet => Payloads.Enqueue(packet.Payload.Span[0]);
            };
            room.OnMessages += messages => messages.Consumer.OnMessage += message => Texts.Enqueue(message.Text);
        }

        public ConcurrentQueue<string> Peers { get; } = [];

        public ConcurrentQueue<string> Gone { get; } = [];

        public ConcurrentQueue<RoomMedia> Media { get; } = [];

        public ConcurrentQueue<int> Payloads { get; } = [];

        public ConcurrentQueue<string> Texts { get; } = [];
    }
}
