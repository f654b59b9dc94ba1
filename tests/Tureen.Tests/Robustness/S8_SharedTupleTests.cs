using Tureen.Engine.Primitives;
using Tureen.Engine.Transports;
using Tureen.Ortc;

namespace Tureen.Tests.Robustness;

/// <summary>A path of a shared port that two transports ask for: a NAT gave it to another tab, or somebody forges source addresses.</summary>
public sealed class S8_SharedTupleTests : IDisposable
{
    private static readonly NetworkAddress Nat = NetworkAddress.FromIPv4(0x0A000501, 7777);

    private readonly HostileCall _call = new();
    private readonly WebRtcServerCore _server;
    private readonly WebRtcTransportCore _first;
    private readonly WebRtcTransportCore _second;

    public S8_SharedTupleTests()
    {
        _server = _call.Server.Worker.CreateWebRtcServer("server", LatePeer.Options("server").Listens);
        _first = Create("first");
        _second = Create("second");
    }

    public void Dispose() => _call.Dispose();

    [Fact]
    public void S8_nobody_takes_a_path_over_which_its_holder_has_just_checked()
    {
        Push(HostileBytes.Check(_first));
        long stun = _call.Drops[DropReason.StunUnauthenticated];
        for (int i = 0; i < 100; i++)
        {
            Push(HostileBytes.Check(_second, useCandidate: true));
        }

        Assert.Equal(100, _call.Drops[DropReason.TupleInUse]);
        Assert.Equal(stun, _call.Drops[DropReason.StunUnauthenticated]);
        Assert.Equal(Nat.Port, _first.SelectedTuple?.RemotePort);
        Assert.Null(_second.SelectedTuple);
        Assert.Equal(1, _server.TupleCount);
    }

    [Fact]
    public void S8_a_path_whose_holder_is_silent_goes_to_the_one_that_authenticates_itself()
    {
        Push(HostileBytes.Check(_first));
        _call.Run(EngineLimits.SharedTupleHold + TimeSpan.FromMilliseconds(1));
        Push(HostileBytes.Check(_second));
        Assert.Equal(Nat.Port, _second.SelectedTuple?.RemotePort);
        Assert.Null(_first.SelectedTuple);
        Assert.Equal(IceState.Disconnected, _first.IceState);
        Assert.Equal(1, _server.TupleCount);

        // What is no STUN goes to the new holder, and the old one's end takes nothing with it.
        long received = Received(_second);
        _first.Close(_call.Now, _call.Server.Sink);
        Push([0x80, 96, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1]);
        Assert.True(Received(_second) > received);
        _call.AssertOthersUnharmed();
    }

    [Fact]
    public void S8_a_request_without_the_right_integrity_moves_no_path()
    {
        Push(HostileBytes.Check(_first));
        _call.Run(EngineLimits.SharedTupleHold + TimeSpan.FromMilliseconds(1));
        byte[] forged = HostileBytes.Check(_second);
        forged[^10] ^= 1;
        Push(forged);
        Push(new Testing.Ice.BindingRequest
        {
            RemoteUsernameFragment = _second.IceParameters.UsernameFragment,
            RemotePassword = "wrong",
        }.ToBytes());
        Assert.Equal(Nat.Port, _first.SelectedTuple?.RemotePort);
        Assert.Null(_second.SelectedTuple);
    }

    [Fact]
    public void S8_a_request_for_nobody_over_a_known_path_is_refused_by_its_holder()
    {
        Push(HostileBytes.Check(_first));
        Push(new Testing.Ice.BindingRequest { RemoteUsernameFragment = "nobody", RemotePassword = "nothing" }.ToBytes());
        Assert.Equal(1, _call.Drops[DropReason.StunUnauthenticated]);
        Assert.Equal(Nat.Port, _first.SelectedTuple?.RemotePort);
    }

    [Fact]
    public void S8_a_TCP_connection_stays_with_its_transport()
    {
        TransportTuple tuple = Tuple with { Protocol = TransportProtocol.Tcp };
        _call.Push(tuple, HostileBytes.Check(_first));
        _call.Run(EngineLimits.SharedTupleHold + TimeSpan.FromMilliseconds(1));
        _call.Push(tuple, HostileBytes.Check(_second));
        Assert.Equal(1, _call.Drops[DropReason.TupleInUse]);
        Assert.Null(_second.SelectedTuple);
    }

    private TransportTuple Tuple => new(_server.Listeners.SocketIds[0], TransportProtocol.Udp, Nat);

    private long Received(WebRtcTransportCore transport) => transport.GetStats(_call.Now).BytesReceived;

    private WebRtcTransportCore Create(string id) => _call.Call.Router.CreateWebRtcTransport(
        LatePeer.Options(id) with { Server = _server, IceConsentTimeout = TimeSpan.FromSeconds(30) });

    private void Push(byte[] datagram) => _call.Push(Tuple, datagram);
}
