using Tureen.Engine.Primitives;
using Tureen.Engine.Transports;
using Tureen.Ortc;
using Tureen.Testing.Ice;

namespace Tureen.Tests.Robustness;

/// <summary>A peer that knows its credentials and checks from ten thousand ports.</summary>
public sealed class H10_TupleFloodTests
{
    private const int Ports = 10_000;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void H10_paths_are_bounded_and_the_selected_one_stays(bool hasServer)
    {
        using var call = new HostileCall();
        IReadOnlyList<IceListenOptions> listens = LatePeer.Options("flood").Listens;
        WebRtcServerCore? server = hasServer ? call.Server.Worker.CreateWebRtcServer("server", listens) : null;
        WebRtcTransportCore transport = call.Call.Router.CreateWebRtcTransport(LatePeer.Options("flood") with { Server = server });
        int socketId = server?.Listeners.SocketIds[0] ?? transport.SocketIds[0];
        var check = new BindingRequest
        {
            RemoteUsernameFragment = transport.IceParameters.UsernameFragment,
            RemotePassword = transport.IceParameters.Password,
        };

        Send(1, check with { UseCandidate = true });
        for (int port = 2; port <= Ports; port++)
        {
            Send(port, check);
            Assert.InRange(server?.TupleCount ?? 0, 0, EngineLimits.MaxIceTuples);
        }

        Assert.Equal(1, transport.SelectedTuple!.RemotePort);
        Assert.Equal(IceState.Completed, transport.IceState);
        transport.Close(call.Now, call.Server.Sink);
        Assert.Equal(0, server?.TupleCount ?? 0);
        call.AssertOthersUnharmed();

        void Send(int port, BindingRequest request) => call.Server.Worker.HandleDatagram(
            call.Now,
            new TransportTuple(socketId, TransportProtocol.Udp, NetworkAddress.FromIPv4(0x0A000501, (ushort)port)),
            request.ToBytes(),
            call.Server.Sink);
    }
}
