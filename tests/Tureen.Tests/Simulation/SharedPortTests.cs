using Tureen.Engine.Primitives;
using Tureen.Engine.Transports;
using Tureen.Testing.Simulation;
using Tureen.Tests.Robustness;

namespace Tureen.Tests.Simulation;

/// <summary>Two hundred peers on one UDP port.</summary>
public sealed class SharedPortTests
{
    private const int Peers = 200;

    [Fact]
    public void Two_hundred_transports_connect_over_one_port_and_part_again()
    {
        using var call = new SimulatedCall(3, new LinkConditions { Loss = 0.02 });
        WebRtcServerCore server = call.Server.Worker.CreateWebRtcServer("server", LatePeer.Options("server").Listens);
        List<SimulatedPeer> peers = [];
        List<WebRtcTransportCore> transports = [];
        for (int i = 0; i < Peers; i++)
        {
            var peer = new SimulatedPeer(call.World, NetworkAddress.FromIPv4(0x0A000101u + (uint)i, 5000));
            WebRtcTransportCore transport = call.Router.CreateWebRtcTransport(
                LatePeer.Options($"transport-{i}") with { Server = server });
            transport.Connect(call.World.Now, peer.DtlsParameters, call.Server.Sink);
            peer.Connect(transport);
            peers.Add(peer);
            transports.Add(transport);
        }

        Assert.Equal(1, call.Server.OpenSockets);
        Assert.True(
            call.World.RunUntil(
                () => peers.TrueForAll(static peer => peer.IsConnected)
                    && transports.TrueForAll(static transport => transport.DtlsState == DtlsState.Connected),
                TimeSpan.FromSeconds(30)),
            $"{transports.Count(static transport => transport.DtlsState != DtlsState.Connected)} did not connect (seed 3).");
        Assert.Equal(Peers, server.TupleCount);
        Assert.Single(transports.Select(static transport => transport.SelectedTuple!.LocalPort).Distinct());

        call.Server.Worker.CloseWebRtcServer(call.World.Now, server, call.Server.Sink);
        Assert.Equal((0, 0), (server.TupleCount, call.Server.OpenSockets));
        Assert.Empty(call.Router.Transports);
        peers.ForEach(static peer => peer.Dispose());
    }
}
