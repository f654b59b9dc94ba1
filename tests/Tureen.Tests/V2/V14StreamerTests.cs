using System.Buffers.Binary;
using System.Text.Json.Nodes;
using Tureen.V2;

namespace Tureen.Tests.V2;

/// <summary>Conformance checks 14 and 17, with real packets over plain transports.</summary>
public sealed class V14StreamerTests
{
    [Fact]
    public async Task A_producer_is_streamed_to_an_address_until_any_part_closes()
    {
        await using V2Scene scene = new();
        using RtpSocket sender = new();
        using RtpSocket receiver = new();
        (V2Client alice, PlainRtpTransport transport) = await SendPlainAsync(scene);
        Tureen.V2.Producer producer = await alice.ProduceAsync("audio", 3, encodings: JsonNode.Parse("""[{"ssrc":555}]"""));
        RtpStreamer streamer = await scene.Room.CreateRtpStreamerAsync(
            producer, new RtpStreamerOptions { RemoteIP = "127.0.0.1", RemotePort = receiver.Port });
        List<string> raised = [];
        streamer.OnClose += () => raised.Add("close");

        await sender.SendAsync(transport.LocalPort, 555, 111, 1);
        byte[] packet = await receiver.ReceiveRtpAsync();

        Assert.Equal(100, packet[1] & 0x7F);
        Assert.Equal(
            streamer.Consumer.RtpParameters["encodings"]![0]!["ssrc"]!.GetValue<uint>(), BinaryPrimitives.ReadUInt32BigEndian(packet.AsSpan(8)));
        Assert.Equal((null, null, true), (streamer.Consumer.Peer, streamer.Consumer.Owner, streamer.Consumer.Enabled));
        producer.Close();
        Assert.True(streamer.Closed && streamer.Consumer.Closed && streamer.Transport.Closed);
        Assert.Equal(["close"], raised);
    }

    [Fact]
    public async Task Closing_the_streamer_its_transport_or_its_room_closes_all_of_it()
    {
        await using V2Scene scene = new();
        (V2Client alice, _) = await SendPlainAsync(scene);
        Tureen.V2.Producer producer = await alice.ProduceAsync("audio", 3);
        RtpStreamerOptions options = new() { RemoteIP = "127.0.0.1", RemotePort = 9 };
        RtpStreamer[] streamers =
        [
            await scene.Room.CreateRtpStreamerAsync(producer, options),
            await scene.Room.CreateRtpStreamerAsync(producer, options),
            await scene.Room.CreateRtpStreamerAsync(producer, options),
        ];

        streamers[0].Close();
        streamers[1].Transport.Close();
        Assert.True(streamers[0].Consumer.Closed && streamers[1].Consumer.Closed && !streamers[2].Closed);
        await Assert.ThrowsAsync<MediasoupException>(() => scene.Room.CreateRtpStreamerAsync(producer, options with { RemoteIP = "nowhere" }));
        await using V2Scene other = new();
        MediasoupException foreign = await Assert.ThrowsAsync<MediasoupException>(() => other.Room.CreateRtpStreamerAsync(producer, options));
        Assert.Equal("Producer not found", foreign.Message);
        scene.Room.Close();
        Assert.True(streamers[2].Closed);
    }

    [Fact]
    public async Task Streams_that_were_announced_by_names_and_come_without_one_become_a_single_one()
    {
        await using V2Scene scene = new();
        using RtpSocket sender = new();
        using RtpSocket receiver = new();
        (V2Client alice, PlainRtpTransport transport) = await SendPlainAsync(scene);
        JsonNode encodings = JsonNode.Parse(
            """[{"encodingId":"high1","profile":"high"},{"encodingId":"medium1","profile":"medium"},{"encodingId":"low1","profile":"low"}]""")!;
        Tureen.V2.Producer producer = await alice.ProduceAsync("video", 3, encodings: encodings);
        RtpStreamer streamer = await scene.Room.CreateRtpStreamerAsync(
            producer, new RtpStreamerOptions { RemoteIP = "127.0.0.1", RemotePort = receiver.Port });
        Task<byte[]> receiving = receiver.ReceiveRtpAsync();

        for (ushort number = 1; !receiving.IsCompleted && number < 500; number++)
        {
            await sender.SendAsync(transport.LocalPort, 4242, 96, number);
            await Task.WhenAny(receiving, Task.Delay(20, TestContext.Current.CancellationToken));
        }

        Assert.Equal(101, (await receiving)[1] & 0x7F);
        Assert.Equal(4242u, Assert.Single(producer.RouterProducer.RtpParameters.Encodings).Ssrc);
        Assert.Equal(Tureen.Ortc.ProducerType.Simple, producer.RouterProducer.Type);
        Assert.True(streamer.Consumer.Enabled);
        Assert.Equal(new ConsumerLayers(0), producer.Layers.LayersOf(Profile.High));
    }

    [Fact]
    public async Task A_transport_is_mirrored_once_at_a_time_to_the_given_address()
    {
        await using V2Scene scene = new();
        V2Client alice = await scene.JoinAsync("alice");
        await alice.CreateTransportAsync(1);
        var transport = (Tureen.V2.WebRtcTransport)alice.Peer.Transports[0];
        MirroringOptions options = new() { RemoteIP = "127.0.0.1", RemotePort = 9 };

        Assert.Equal((true, true, true, true), (options.SendRtp, options.SendRtcp, options.RecvRtp, options.RecvRtcp));
        await Assert.ThrowsAsync<MediasoupException>(() => transport.StartMirroringAsync(new MirroringOptions { RemoteIP = "127.0.0.1" }));
        await Assert.ThrowsAsync<MediasoupException>(() => transport.StartMirroringAsync(options with { RemoteIP = "nowhere" }));
        Assert.Same(transport, await transport.StartMirroringAsync(options));
        await Assert.ThrowsAsync<MediasoupException>(() => transport.StartMirroringAsync(options));
        Assert.Same(transport, await transport.StopMirroringAsync());
        await transport.StopMirroringAsync();
        await transport.StartMirroringAsync(options);
        transport.Close();
        await Assert.ThrowsAsync<InvalidStateException>(transport.StopMirroringAsync);
    }

    private static async Task<(V2Client Alice, PlainRtpTransport Transport)> SendPlainAsync(V2Scene scene)
    {
        V2Client alice = await scene.JoinAsync("alice");
        await alice.RequestAsync("createTransport", new JsonObject
        {
            ["id"] = 3,
            ["direction"] = "send",
            ["options"] = new JsonObject(),
            ["plainRtpParameters"] = new JsonObject(),
        });
        return (alice, (PlainRtpTransport)alice.Peer.Transports[0]);
    }
}
