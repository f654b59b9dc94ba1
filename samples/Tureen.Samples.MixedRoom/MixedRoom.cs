using System.Text.Json.Nodes;
using Tureen.Ortc;
using Tureen.V2;
using V2Peer = Tureen.V2.Peer;
using V2Producer = Tureen.V2.Producer;

namespace Tureen.Samples.MixedRoom;

/// <summary>One room for clients of mediasoup v2, which speak its protocol, and of v3, which this program serves itself.</summary>
public sealed class MixedRoom : IAsyncDisposable
{
    private readonly MediasoupServer _server = new(new ServerSettings
    {
        NumWorkers = 1,
        RtcIPv4 = ListenAddress.Of("127.0.0.1"),
        RtcIPv6 = ListenAddress.Off,
    });

    private readonly Room _room;
    private V2Peer? _guest;

    /// <summary>Opens the room.</summary>
    public MixedRoom()
    {
        _room = _server.CreateRoom([new RoomMediaCodec { Kind = MediaKind.Audio, Name = "opus", ClockRate = 48_000, Channels = 2 }]);

        // Notifications for a peer of v2 go to its client; here they go to the screen.
        _room.OnNewPeer += peer => peer.OnNotify += message => Console.WriteLine($"to {peer.Name}: {message["method"]}");
    }

    /// <summary>A client of v2 sends; one of v3 consumes it.</summary>
    /// <returns>What the client of v3 gets.</returns>
    public async Task<string> ShowV2ToV3Async()
    {
        // 1. The client of v2 joins, makes a transport and sends, each with the message that mediasoup-client 2 sends for it.
        V2Peer alice = await JoinAsync("alice");
        await alice.ReceiveRequestAsync(Json("""{"method":"createTransport","target":"peer","id":1,"direction":"send","options":{}}"""));
        await alice.ReceiveRequestAsync(Json(
            """
            {"method":"createProducer","target":"peer","id":2,"kind":"audio","transportId":1,"paused":false,
             "rtpParameters":{"codecs":[{"name":"opus","mimeType":"audio/opus","clockRate":48000,"channels":2,"payloadType":111}],
                              "encodings":[{"ssrc":1234}],"rtcp":{"cname":"alice"}}}
            """));
        V2Producer producer = alice.GetProducerById(2)!;

        // 2. The router below the room is one of v3: load devices with its capabilities, make transports on it, consume by id.
        Router router = await _room.GetRouterAsync();
        PlainTransport transport = await router.CreatePlainTransportAsync(new PlainTransportOptions { ListenInfo = Localhost(), Comedia = true });
        Tureen.Consumer consumer = await transport.ConsumeAsync(new ConsumerOptions
        {
            ProducerId = producer.RouterProducer.Id,
            RtpCapabilities = router.RtpCapabilities,
        });
        return $"v3 consumes alice: {consumer.RtpParameters.Codecs[0].MimeType}, {consumer.Type}";
    }

    /// <summary>A client of v3 sends; the clients of v2 get the offer.</summary>
    /// <returns>What a client of v2 gets.</returns>
    public async Task<string> ShowV3ToV2Async()
    {
        // 1. The client of v3 sends on a transport of the same router.
        Router router = await _room.GetRouterAsync();
        PlainTransport transport = await router.CreatePlainTransportAsync(new PlainTransportOptions { ListenInfo = Localhost(), Comedia = true });
        Tureen.Producer producer = await transport.ProduceAsync(new ProducerOptions
        {
            Kind = MediaKind.Audio,
            RtpParameters = new RtpParameters
            {
                Codecs = [new RtpCodecParameters { MimeType = "audio/opus", PayloadType = 111, ClockRate = 48_000, Channels = 2 }],
                Encodings = [new RtpEncodingParameters { Ssrc = 5678 }],
            },
        });

        // 2. A peer of v2 represents it in the room: the others see that peer, and its producer.
        _guest ??= await JoinAsync("guest of v3");
        V2Peer bob = await JoinAsync("bob");
        V2Producer adopted = _guest.AdoptProducer(producer);
        return $"v2 is offered the guest: {bob.GetConsumerForSource(adopted)!.RtpParameters["codecs"]![0]!["mimeType"]}";
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static JsonObject Json(string text) => JsonNode.Parse(text)!.AsObject();

    private static TransportListenInfo Localhost() => new() { Ip = "127.0.0.1" };

    private async Task<V2Peer> JoinAsync(string name)
    {
        await _room.ReceiveRequestAsync(new JsonObject
        {
            ["method"] = "join",
            ["target"] = "room",
            ["peerName"] = name,
            ["rtpCapabilities"] = _room.RtpCapabilities,
        });
        return _room.GetPeerByName(name)!;
    }
}
