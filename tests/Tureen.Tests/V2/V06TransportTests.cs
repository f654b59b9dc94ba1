using System.Text.Json.Nodes;
using Tureen.V2;

namespace Tureen.Tests.V2;

/// <summary>Conformance check 6, and transports.</summary>
public sealed class V06TransportTests
{
    [Fact]
    public async Task A_transport_to_send_is_answered_as_the_client_needs_it()
    {
        await using V2Scene scene = new();
        V2Client alice = await scene.JoinAsync("alice");
        List<string> events = [];
        alice.Peer.OnNewTransport += transport => events.Add($"{transport.Id} {((Tureen.V2.WebRtcTransport)transport).DtlsLocalParameters.Role}");

        JsonObject send = (await alice.CreateTransportAsync(11, appData: JsonValue.Create("t")))!;
        JsonObject recv = (await alice.CreateTransportAsync(12, "recv"))!;

        Assert.Equal("client", send["dtlsParameters"]!["role"]!.GetValue<string>());
        Assert.Equal("auto", recv["dtlsParameters"]!["role"]!.GetValue<string>());
        Assert.Equal(
            ["sha-1", "sha-224", "sha-256", "sha-384", "sha-512"],
            send["dtlsParameters"]!["fingerprints"]!.AsArray().Select(one => one!["algorithm"]!.GetValue<string>()));
        Assert.Equal(1_078_862_079u, send["iceCandidates"]![0]!["priority"]!.GetValue<uint>());
        Assert.Equal("127.0.0.1", send["iceCandidates"]![0]!["ip"]!.GetValue<string>());
        Assert.True(send["iceParameters"]!["iceLite"]!.GetValue<bool>());
        Assert.Equal(["11 Auto", "12 Auto"], events);
        var transport = (Tureen.V2.WebRtcTransport)alice.Peer.GetTransportById(11)!;
        Assert.Equal(("send", "controlled", "t"), (transport.Direction, transport.IceRole, transport.AppData!.GetValue<string>()));
        Assert.Equal((IceState.New, DtlsState.New), (transport.IceState, transport.DtlsState));
    }

    [Fact]
    public async Task Remote_parameters_that_come_twice_close_the_transport()
    {
        await using V2Scene scene = new();
        V2Client alice = await scene.JoinAsync("alice");
        await alice.CreateTransportAsync(12, "recv");
        Tureen.V2.Transport transport = alice.Peer.Transports[0];
        List<Originator> closed = [];
        transport.OnClose += (originator, _) => closed.Add(originator);
        JsonObject update = new() { ["id"] = 12, ["dtlsParameters"] = V2Client.Dtls("client") };

        await alice.NotifyAsync("updateTransport", update);
        Assert.Equal(Tureen.Ortc.DtlsRole.Server, ((Tureen.V2.WebRtcTransport)transport).DtlsLocalParameters.Role);
        Assert.Empty(alice.Notifications);
        await alice.NotifyAsync("updateTransport", update);

        Assert.Equal("""{"method":"transportClosed","target":"peer","notification":true,"id":12}""", Assert.Single(alice.Notifications).ToJsonString());
        Assert.Equal([Originator.Local], closed);
        Assert.Empty(alice.Peer.Transports);
        await alice.CreateTransportAsync(12, "recv");
    }

    [Theory]
    [InlineData("""{"role":"boss","fingerprints":[{"algorithm":"sha-256","value":"AB"}]}""")]
    [InlineData("""{"role":"client","fingerprints":[{"algorithm":"md5","value":"AB"}]}""")]
    [InlineData("""{"role":"client","fingerprints":[]}""")]
    [InlineData("""{"role":"client"}""")]
    [InlineData("5")]
    public async Task Wrong_remote_parameters_leave_no_transport_and_the_peer_lives(string dtls)
    {
        await using V2Scene scene = new();
        V2Client alice = await scene.JoinAsync("alice");

        await Assert.ThrowsAnyAsync<MediasoupException>(() => alice.RequestAsync(
            "createTransport", new JsonObject { ["id"] = 5, ["direction"] = "send", ["options"] = new JsonObject(), ["dtlsParameters"] = JsonNode.Parse(dtls) }));

        Assert.Empty(alice.Notifications);
        Assert.Empty(alice.Peer.Transports);
        await alice.CreateTransportAsync(5);
    }

    [Fact]
    public async Task The_same_id_is_refused_as_long_as_it_is_in_use_and_none_is_chosen_by_the_server()
    {
        await using V2Scene scene = new();
        V2Client alice = await scene.JoinAsync("alice");
        await alice.CreateTransportAsync(7);

        await Assert.ThrowsAsync<MediasoupException>(() => alice.CreateTransportAsync(7));
        await alice.CreateTransportAsync(0);
        Assert.InRange(alice.Peer.Transports[1].Id, 10_000_000, 99_999_999);
        alice.Peer.Transports[0].Close(JsonValue.Create("x"));
        await alice.CreateTransportAsync(7);
    }

    [Fact]
    public async Task New_credentials_are_given_on_request()
    {
        await using V2Scene scene = new();
        V2Client alice = await scene.JoinAsync("alice");
        JsonObject made = (await alice.CreateTransportAsync(7))!;

        JsonObject restarted = (await alice.RequestAsync("restartTransport", new JsonObject { ["id"] = 7 }))!;

        Assert.NotEqual(made["iceParameters"]!.ToJsonString(), restarted["iceParameters"]!.ToJsonString());
        await Assert.ThrowsAsync<MediasoupException>(() => alice.RequestAsync("restartTransport", new JsonObject { ["id"] = 8 }));
    }

    [Fact]
    public async Task Only_what_the_client_sends_is_limited_and_never_below_ten_kilobits()
    {
        await using V2Scene scene = new();
        V2Client alice = await scene.JoinAsync("alice");
        await alice.CreateTransportAsync(1);
        await alice.CreateTransportAsync(2, "recv");
        var send = (Tureen.V2.WebRtcTransport)alice.Peer.Transports[0];
        var recv = (Tureen.V2.WebRtcTransport)alice.Peer.Transports[1];

        Assert.Same(send, await send.SetMaxBitrateAsync(0));
        JsonNode stats = (await send.GetStatsAsync())[0]!;
        Assert.Equal(10_000, stats["localAvailableSendBw"]!["maxBitrate"]!.GetValue<long>());
        Assert.Equal(("transport", "new", 1), (stats["type"]!.GetValue<string>(), stats["iceConnectionState"]!.GetValue<string>(), stats["id"]!.GetValue<int>()));
        await Assert.ThrowsAsync<MediasoupException>(() => recv.SetMaxBitrateAsync(1_000_000));
        send.Close();
        await Assert.ThrowsAsync<InvalidStateException>(() => send.SetMaxBitrateAsync(1_000_000));
        Assert.Equal((IceState.Closed, DtlsState.Closed), (send.IceState, send.DtlsState));
    }

    [Fact]
    public async Task A_plain_transport_is_made_by_request_and_takes_its_remote_end_once()
    {
        await using V2Scene scene = new();
        V2Client alice = await scene.JoinAsync("alice");
        JsonObject answer = (await alice.RequestAsync("createTransport", new JsonObject
        {
            ["id"] = 3,
            ["direction"] = "send",
            ["options"] = new JsonObject(),
            ["plainRtpParameters"] = new JsonObject { ["ip"] = "127.0.0.1", ["port"] = 9 },
        }))!;
        var plain = (PlainRtpTransport)alice.Peer.Transports[0];

        Assert.Equal(plain.LocalPort, answer["plainRtpParameters"]!["port"]!.GetValue<int>());
        Assert.Equal(("127.0.0.1", 9), (plain.Tuple!.RemoteIP, plain.Tuple.RemotePort));
        Assert.Equal("127.0.0.1", plain.LocalIP);
        MediasoupException wrong = await Assert.ThrowsAsync<MediasoupException>(() => plain.SetRemoteParametersAsync("nowhere", 9));
        Assert.Equal("invalid destination IP 'nowhere'", wrong.Message);
        await alice.NotifyAsync("updateTransport", new JsonObject { ["id"] = 3, ["plainRtpParameters"] = new JsonObject { ["ip"] = "127.0.0.1", ["port"] = 10 } });
        Assert.True(plain.Closed);
        await Assert.ThrowsAsync<MediasoupTypeException>(() => alice.RequestAsync(
            "createTransport", new JsonObject { ["id"] = 4, ["plainRtpParameters"] = new JsonObject() }));
    }
}
