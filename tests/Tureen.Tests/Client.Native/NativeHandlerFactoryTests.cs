using System.Collections.Concurrent;
using Tureen.Client;
using Tureen.Client.Native;
using Tureen.Ortc;

namespace Tureen.Tests.Client.Native;

/// <summary>mediasoup's client API over the native media stack, against a server of this process.</summary>
public sealed class NativeHandlerFactoryTests : IAsyncLifetime
{
    private const int OpusFrame = 960;

    private NativeCall _call = null!;

    public async ValueTask InitializeAsync() => _call = await NativeCall.StartAsync();

    public ValueTask DisposeAsync() => _call.DisposeAsync();

    [Fact]
    public async Task Audio_of_one_peer_reaches_another_as_it_was_sent()
    {
        NativePeer speaker = await _call.AddAsync();
        NativePeer listener = await _call.AddAsync();
        var voice = new EncodedTrack(MediaKind.Audio, "voice");
        Tureen.Client.Producer producer = await speaker.Send.ProduceAsync(new Tureen.Client.ProducerOptions { Track = voice });
        Tureen.Client.Consumer consumer = await listener.ConsumeAsync(producer.Id);
        var ear = (ReceivedTrack)consumer.Track;
        ConcurrentQueue<ReceivedPacket> heard = [];
        ear.OnPacket += heard.Enqueue;
        DateTimeOffset capturedAt = DateTimeOffset.UtcNow;

        await SpeakUntilAsync(voice, capturedAt, () => heard.Count >= 20);

        ReceivedPacket[] packets = [.. heard];
        Assert.All(packets, static packet => Assert.Equal(ValueOf(packet), packet.Payload.Span[0]));
        Assert.All(packets.Zip(packets.Skip(1)), static pair =>
        {
            Assert.Equal(1, (ushort)(pair.Second.SequenceNumber - pair.First.SequenceNumber));
            Assert.Equal((byte)(pair.First.Payload.Span[0] + 1), pair.Second.Payload.Span[0]);
            Assert.Equal(OpusFrame, (int)(pair.Second.Timestamp - pair.First.Timestamp));
        });
        Assert.All(packets, static packet => Assert.Equal(30, packet.AudioLevel));
        Assert.All(packets, packet => Assert.InRange((packet.CaptureTime!.Value - capturedAt).TotalMilliseconds, -1, 1));
        Assert.Equal(ConnectionState.Connected, speaker.Send.ConnectionState);
        Assert.Equal(ConnectionState.Connected, listener.Receive.ConnectionState);
    }

    [Fact]
    public async Task A_handler_on_the_media_thread_gets_the_packets_in_place_of_the_event()
    {
        NativePeer speaker = await _call.AddAsync();
        NativePeer listener = await _call.AddAsync();
        var voice = new EncodedTrack(MediaKind.Audio);
        Tureen.Client.Producer producer = await speaker.Send.ProduceAsync(new Tureen.Client.ProducerOptions { Track = voice });
        Tureen.Client.Consumer consumer = await listener.ConsumeAsync(producer.Id);
        var ear = (ReceivedTrack)consumer.Track;
        ConcurrentQueue<(ushort Number, byte Value, string? Thread)> atOnce = [];
        int events = 0;
        ear.OnPacket += _ => Interlocked.Increment(ref events);
        ear.MediaThreadHandler = packet => atOnce.Enqueue((packet.SequenceNumber, packet.Payload.Span[0], Thread.CurrentThread.Name));

        await SpeakUntilAsync(voice, null, () => atOnce.Count >= 20);

        Assert.Equal(0, events);
        Assert.Single(atOnce.Select(static one => one.Thread).Distinct());
        Assert.All(atOnce.Zip(atOnce.Skip(1)), static pair =>
        {
            Assert.Equal(1, (ushort)(pair.Second.Number - pair.First.Number));
            Assert.Equal((byte)(pair.First.Value + 1), pair.Second.Value);
        });
        ear.MediaThreadHandler = null;
        await SpeakUntilAsync(voice, null, () => Volatile.Read(ref events) >= 5);
    }

    [Fact]
    public async Task Audio_goes_on_while_ice_restarts()
    {
        NativePeer speaker = await _call.AddAsync();
        NativePeer listener = await _call.AddAsync();
        var voice = new EncodedTrack(MediaKind.Audio);
        Tureen.Client.Producer producer = await speaker.Send.ProduceAsync(new Tureen.Client.ProducerOptions { Track = voice });
        Tureen.Client.Consumer consumer = await listener.ConsumeAsync(producer.Id);
        int heard = 0;
        ((ReceivedTrack)consumer.Track).OnPacket += _ => Interlocked.Increment(ref heard);
        await SpeakUntilAsync(voice, null, () => heard >= 10);
        string fragment = speaker.SendServer.IceParameters.UsernameFragment;

        await speaker.RestartAsync();
        await listener.RestartAsync();
        int before = heard;
        await SpeakUntilAsync(voice, null, () => heard >= before + 50);

        Assert.NotEqual(fragment, speaker.SendServer.IceParameters.UsernameFragment);
        Assert.Equal(ConnectionState.Connected, speaker.Send.ConnectionState);
    }

    [Fact]
    public async Task A_viewer_makes_the_sender_of_simulcast_send_a_key_frame()
    {
        NativePeer sender = await _call.AddAsync();
        NativePeer viewer = await _call.AddAsync();
        var camera = new EncodedTrack(MediaKind.Video);
        ConcurrentQueue<int> requests = [];
        camera.OnKeyFrameRequest += requests.Enqueue;
        Tureen.Client.Producer producer = await sender.Send.ProduceAsync(new Tureen.Client.ProducerOptions
        {
            Track = camera,
            Encodings = [new RtpEncodingParameters { MaxBitrate = 100_000 }, new RtpEncodingParameters { MaxBitrate = 500_000 }],
        });
        Tureen.Client.Consumer consumer = await viewer.ConsumeAsync(producer.Id);
        ConcurrentQueue<ReceivedPacket> seen = [];
        ((ReceivedTrack)consumer.Track).OnPacket += seen.Enqueue;

        // Key frames of VP8 are those whose first payload byte has bit 0 clear (RFC 6386 §9.1); anything else waits for one.
        uint timestamp = 0;
        await UntilAsync(() => !seen.IsEmpty, () =>
        {
            bool isKey = !requests.IsEmpty;
            for (int encoding = 0; encoding < 2; encoding++)
            {
                camera.Write(new EncodedPacket { Payload = Vp8Frame(isKey, encoding), Timestamp = timestamp, Marker = true, Encoding = encoding });
            }

            timestamp += 3_000;
        });

        Assert.Contains(0, requests);
        Assert.Equal(0, seen.First().Payload.Span[1] & 1);
        Assert.Equal(2, producer.RtpParameters.Encodings.Count);
    }

    [Fact]
    public async Task Messages_go_both_ways_in_text_and_in_bytes()
    {
        NativePeer writer = await _call.AddAsync();
        NativePeer reader = await _call.AddAsync();
        Tureen.Client.DataProducer chat = await writer.Send.ProduceDataAsync(new Tureen.Client.DataProducerOptions { Label = "chat", Protocol = "plain" });
        Tureen.Client.DataConsumer received = await reader.ConsumeDataAsync(chat.Id);
        ConcurrentQueue<DataMessage> messages = [];
        received.OnMessage += messages.Enqueue;
        await UntilAsync(() => chat.ReadyState == DataChannelState.Open && received.ReadyState == DataChannelState.Open);

        chat.Send("hello");
        chat.Send("");
        chat.Send(new byte[] { 1, 2, 3 });
        chat.Send(ReadOnlySpan<byte>.Empty);
        await UntilAsync(() => messages.Count == 4);

        Assert.Equal(["hello", ""], messages.Where(static message => message.IsText).Select(static message => message.Text));
        Assert.Equal([3, 0], messages.Where(static message => !message.IsText).Select(static message => message.Bytes.Length));
        Assert.Equal("chat", received.Label);
        Assert.Equal("plain", received.Protocol);
        await UntilAsync(() => chat.BufferedAmount == 0);
    }

    [Fact]
    public async Task A_producer_that_closes_and_one_that_is_paused_send_nothing()
    {
        NativePeer speaker = await _call.AddAsync();
        NativePeer listener = await _call.AddAsync();
        var voice = new EncodedTrack(MediaKind.Audio);
        Tureen.Client.Producer producer = await speaker.Send.ProduceAsync(
            new Tureen.Client.ProducerOptions { Track = voice, DisableTrackOnPause = false, ZeroRtpOnPause = true });
        Tureen.Client.Consumer consumer = await listener.ConsumeAsync(producer.Id);
        int heard = 0;
        ((ReceivedTrack)consumer.Track).OnPacket += _ => Interlocked.Increment(ref heard);
        await SpeakUntilAsync(voice, null, () => heard >= 5);

        producer.Pause();
        await UntilAsync(() => producer.Paused);
        await SilenceAsync(voice, () => heard);
        producer.Resume();
        int before = heard;
        await SpeakUntilAsync(voice, null, () => heard > before);

        producer.Close();
        Assert.Equal(MediaStreamTrackState.Ended, voice.ReadyState);
        await SilenceAsync(voice, () => heard);
    }

    [Fact]
    public async Task The_statistics_have_the_names_that_browsers_give_them()
    {
        NativePeer speaker = await _call.AddAsync();
        NativePeer listener = await _call.AddAsync();
        var voice = new EncodedTrack(MediaKind.Audio);
        Tureen.Client.Producer producer = await speaker.Send.ProduceAsync(new Tureen.Client.ProducerOptions { Track = voice });
        Tureen.Client.Consumer consumer = await listener.ConsumeAsync(producer.Id);
        int heard = 0;
        ((ReceivedTrack)consumer.Track).OnPacket += _ => Interlocked.Increment(ref heard);
        await SpeakUntilAsync(voice, null, () => heard >= 10);

        Tureen.Client.DataProducer chat = await speaker.Send.ProduceDataAsync(new Tureen.Client.DataProducerOptions { Label = "chat" });
        await SpeakUntilAsync(voice, null, () => chat.ReadyState == DataChannelState.Open);
        chat.Send("hello");
        RtcStats sent = Assert.Single((await producer.GetStatsAsync()).OfType("outbound-rtp"));
        RtcStats received = Assert.Single((await consumer.GetStatsAsync()).OfType("inbound-rtp"));
        RtcStatsReport transport = await speaker.Send.GetStatsAsync();
        RtcStats pair = Assert.Single(transport.OfType("candidate-pair"));

        Assert.InRange(sent.Number("packetsSent")!.Value, 10, 1_000);
        Assert.Equal(producer.RtpParameters.Encodings[0].Ssrc, (uint)sent.Number("ssrc")!.Value);
        Assert.Equal("audio", sent.Text("kind"));
        Assert.InRange(received.Number("packetsReceived")!.Value, 10, 1_000);
        Assert.Equal(consumer.Id, received.Text("trackIdentifier"));
        Assert.Equal("connected", Assert.Single(transport.OfType("transport")).Text("dtlsState"));
        Assert.Equal(pair.Id, Assert.Single(transport.OfType("transport")).Text("selectedCandidatePairId"));
        Assert.Equal("127.0.0.1", transport.Find(pair.Text("remoteCandidateId"))!.Text("address"));
        Assert.Equal("host", transport.Find(pair.Text("localCandidateId"))!.Text("candidateType"));
        Assert.InRange(pair.Number("currentRoundTripTime")!.Value, 0, 1);
        RtcStats channel = Assert.Single(transport.OfType("data-channel"));
        Assert.Equal(("chat", "open", 1, 5), (channel.Text("label"), channel.Text("state"), channel.Number("messagesSent"), channel.Number("bytesSent")));
        string[] remote = [.. speaker.SendServer.DtlsParameters.Fingerprints.Select(static fingerprint => fingerprint.Value)];
        RtcStats certificate = transport.Find(Assert.Single(transport.OfType("transport")).Text("remoteCertificateId"))!;
        Assert.Contains(certificate.Text("fingerprint"), remote);
        Assert.Equal(2, transport.OfType("certificate").Count());
    }

    [Fact]
    public async Task Other_servers_are_taken_for_the_next_restart_unless_a_browser_would_refuse_them()
    {
        NativePeer speaker = await _call.AddAsync();
        var voice = new EncodedTrack(MediaKind.Audio);
        await speaker.Send.ProduceAsync(new Tureen.Client.ProducerOptions { Track = voice });

        await Assert.ThrowsAsync<MediasoupTypeException>(() => speaker.Send.UpdateIceServersAsync([new IceServer { Urls = ["turn:127.0.0.1"] }]));
        await speaker.Send.UpdateIceServersAsync([new IceServer { Urls = ["turn:127.0.0.1:9"], Username = "user", Credential = "password" }]);
        await speaker.RestartAsync();
        await SpeakUntilAsync(voice, null, () => speaker.Send.ConnectionState == ConnectionState.Connected);

        Assert.Equal(ConnectionState.Connected, speaker.Send.ConnectionState);
    }

    [Fact]
    public async Task A_transport_that_is_closed_while_it_connects_leaves_nothing_behind()
    {
        NativePeer peer = await _call.AddAsync();
        peer.Send.OnConnect = _ =>
        {
            peer.Send.Close();
            return Task.CompletedTask;
        };

        await Assert.ThrowsAsync<InvalidStateException>(
            () => peer.Send.ProduceAsync(new Tureen.Client.ProducerOptions { Track = new EncodedTrack(MediaKind.Audio) }));
        await UntilAsync(() => peer.Send.ConnectionState == ConnectionState.Closed);
    }

    private static byte ValueOf(in ReceivedPacket packet) => packet.Payload.Span[^1];

    private static byte[] Vp8Frame(bool isKey, int encoding) => [0x10, (byte)(isKey ? 0 : 1), 0, 0, 0x9D, 0x01, 0x2A, (byte)(16 << encoding), 0, (byte)(16 << encoding), 0];

    private static async Task SpeakUntilAsync(EncodedTrack voice, DateTimeOffset? capturedAt, Func<bool> isDone)
    {
        byte next = 0;
        uint timestamp = 0;
        await UntilAsync(isDone, () =>
        {
            voice.Write(new EncodedPacket { Payload = new[] { next, next }, Timestamp = timestamp, AudioLevel = 30, CaptureTime = capturedAt });
            next++;
            timestamp += OpusFrame;
        });
    }

    /// <summary>Nothing is heard of what is said for a while, apart from what was on its way.</summary>
    private static async Task SilenceAsync(EncodedTrack voice, Func<int> heard)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(100));
        int before = heard();
        DateTime end = DateTime.UtcNow + TimeSpan.FromMilliseconds(300);
        await SpeakUntilAsync(voice, null, () => DateTime.UtcNow > end);
        Assert.Equal(before, heard());
    }

    private static async Task UntilAsync(Func<bool> isDone, Action? step = null)
    {
        DateTime end = DateTime.UtcNow + NativeCall.Patience;
        while (!isDone())
        {
            Assert.True(DateTime.UtcNow < end, "It took too long.");
            step?.Invoke();
            await Task.Delay(TimeSpan.FromMilliseconds(5));
        }
    }
}
