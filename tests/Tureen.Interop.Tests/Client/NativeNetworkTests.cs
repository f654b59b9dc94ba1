using System.Globalization;
using Tureen.Client;
using Tureen.Client.Native;
using Tureen.Client.Rooms;
using Tureen.Interop.Tests.Rooms;
using Tureen.Interop.Tests.Whip;
using Tureen.Ortc;

namespace Tureen.Interop.Tests.Client;

/// <summary>Programs with the native media stack that reach the room server through coturn alone, or by TCP alone.</summary>
public sealed class NativeNetworkTests
{
    private const string Secret = "a secret of the turn server";
    private const int OpusFrame = 960;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(40);

    [Theory]
    [InlineData("udp")]
    [InlineData("tcp")]
    [InlineData("tls")]
    public async Task Two_programs_that_may_use_relays_alone_hear_each_other(string transport)
    {
        using TurnCertificate certificate = TurnCertificate.Create("127.0.0.1");
        using ChildProcess turn = await TurnServer.StartAsync(null, "127.0.0.1", Secret, certificate.File, certificate.KeyFile);
        string url = transport == "tls"
            ? string.Create(CultureInfo.InvariantCulture, $"turns:127.0.0.1:{TurnServer.TlsPort}?transport=tcp")
            : string.Create(CultureInfo.InvariantCulture, $"turn:127.0.0.1:{TurnServer.Port}?transport={transport}");
        await using RoomServerProcess server = await RoomServerProcess.StartLocalAsync(["--ice-server", url, "--turn-secret", Secret]);
        await using NativeHandlerFactory factory = await NativeHandlerFactory.CreateAsync(new NativeOptions { TurnCertificateValidation = certificate.IsTrusted });

        RtcStats local = await TalkAsync(server, factory, options => options with { IceTransportPolicy = IceTransportPolicy.Relay });

        Assert.Equal("relay", local.Text("candidateType"));
        Assert.Equal(transport, local.Text("relayProtocol"));
        turn.Terminate();
        await turn.WaitAsync(Limit);
    }

    [Fact]
    public async Task Two_programs_hear_each_other_by_tcp_alone()
    {
        await using RoomServerProcess server = await RoomServerProcess.StartLocalAsync([]);
        await using NativeHandlerFactory factory = await NativeHandlerFactory.CreateAsync();

        RtcStats local = await TalkAsync(server, factory, static options => options with { ForceTcp = true });

        Assert.Equal("tcp", local.Text("protocol"));
        Assert.Equal("active", local.Text("tcpType"));
    }

    [Fact]
    public async Task Two_programs_hear_each_other_in_a_room_of_npm_mediasoup()
    {
        await using RoomServerProcess server = await RoomServerProcess.StartOnNodeAsync("127.0.0.1");
        await using NativeHandlerFactory factory = await NativeHandlerFactory.CreateAsync();

        RtcStats local = await TalkAsync(server, factory, static options => options);

        Assert.Equal("host", local.Text("candidateType"));
    }

    /// <summary>One program speaks until the other has heard it; returns the local candidate that the sound went through.</summary>
    private static async Task<RtcStats> TalkAsync(RoomServerProcess server, NativeHandlerFactory factory, Func<RoomClientOptions, RoomClientOptions> with)
    {
        using var speaker = new RoomClient(with(Options(server, factory, "speaker")));
        using var listener = new RoomClient(with(Options(server, factory, "listener")));
        int heard = 0;
        listener.OnMedia += media => ((ReceivedTrack)media.Consumer.Track).OnPacket += _ => Interlocked.Increment(ref heard);
        await listener.JoinAsync();
        await speaker.JoinAsync();
        var voice = new EncodedTrack(MediaKind.Audio);
        await speaker.ProduceAsync(new Tureen.Client.ProducerOptions { Track = voice, AppData = new() { ["source"] = "audio" } });
        DateTime end = DateTime.UtcNow + Limit;
        for (uint timestamp = 0; Volatile.Read(ref heard) < 50; timestamp += OpusFrame)
        {
            Assert.True(DateTime.UtcNow < end, $"Waited {Limit} in vain for sound; the log of the server: {server.Log}");
            voice.Write(new EncodedPacket { Payload = new byte[80], Timestamp = timestamp });
            await Task.Delay(TimeSpan.FromMilliseconds(20));
        }

        (RtcStatsReport sending, _) = await speaker.GetStatsAsync();
        RtcStats pair = sending.Find(sending.OfType("transport").Single().Text("selectedCandidatePairId"))!;
        return sending.Find(pair.Text("localCandidateId"))!;
    }

    private static RoomClientOptions Options(RoomServerProcess server, NativeHandlerFactory factory, string peerId) => new()
    {
        Server = new Uri($"http://{server.Address}"),
        RoomId = "network",
        PeerId = peerId,
        HandlerFactory = factory,
    };
}
