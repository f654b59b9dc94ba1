using Tureen.Engine.Events;
using Tureen.Engine.Ice.Agent;
using Tureen.Engine.Primitives;
using Tureen.Engine.Stun;
using Tureen.Engine.Transports;
using Tureen.Ortc;
using Tureen.Testing.Ice;

namespace Tureen.Tests.Engine.Transports.Paths;

/// <summary>A client whose packets go through a TURN server, with DTLS and SCTP above.</summary>
public sealed class ClientPathTests : IDisposable
{
    private static readonly NetworkAddress TurnAddress = NetworkAddress.FromIPv4(0x0A000032, 3478);

    private ClientScene? _scene;
    private SimulatedTurnServer _turn = null!;

    public void Dispose() => _scene?.Dispose();

    [Fact]
    public void A_client_that_may_use_relays_alone_connects_through_one_and_releases_it()
    {
        ClientScene scene = Create(usesRelaysOnly: true);

        scene.Connect();

        Assert.True(scene.IsConnected);
        Assert.Equal("10.0.0.50", scene.Client.SelectedTuple!.LocalAddress);
        Assert.Equal("10.0.0.50", scene.Server.SelectedTuple!.RemoteIp);
        scene.World.Run(TimeSpan.FromMinutes(15));
        Assert.True(scene.IsConnected);
        Assert.True(_turn.ChannelFrames > 10);
        scene.Client.Close(scene.World.Now, scene.ClientHost.Sink);
        scene.World.Run(TimeSpan.FromSeconds(1));
        Assert.Equal(0, _turn.AllocationCount);
    }

    [Fact]
    public void A_way_without_relay_is_preferred_and_the_relay_is_among_the_candidates()
    {
        ClientScene scene = Create(usesRelaysOnly: false);

        scene.Connect();
        scene.World.Run(TimeSpan.FromSeconds(2));

        Assert.Equal("10.0.0.2", scene.Client.SelectedTuple!.LocalAddress);
        ClientIceStats stats = scene.Client.IceStats;
        Assert.Equal([IceCandidateType.Host, IceCandidateType.Relay], stats.Locals.Select(static local => local.Type));
        ClientPairStats selected = Assert.Single(stats.Pairs, static pair => pair.IsSelected);
        Assert.True(selected is { IsNominated: true, State: IcePairState.Succeeded, Counts.ResponsesReceived: > 0 });
        Assert.NotNull(selected.Counts.CurrentRoundTripTime);
    }

    [Fact]
    public void A_refused_relay_ends_ice_where_there_is_no_other_way_and_is_reported()
    {
        ClientScene scene = Create(usesRelaysOnly: true, password: "another");

        scene.Connect();

        Assert.True(scene.Client.HasIceFailed);
        GatheringResult result = Assert.Single(scene.ClientHost.Events.OfType<IceGatheredEvent>()).Result;
        Assert.Equal(("turn:test", (int)StunErrorCode.Unauthenticated), (result.Url, result.ErrorCode));
        Assert.Single(scene.ClientHost.Events.OfType<IceGatheringEndedEvent>());
    }

    [Fact]
    public void Datagrams_of_strangers_to_the_socket_of_a_relay_are_dropped()
    {
        ClientScene scene = Create(usesRelaysOnly: true);
        scene.Connect();
        long before = scene.ClientHost.Worker.Context.Drops[DropReason.UnknownTuple];
        var stranger = new TransportTuple(scene.Client.SocketIds[0], TransportProtocol.Udp, NetworkAddress.FromIPv4(0x0A000063, 1));

        scene.ClientHost.Worker.HandleDatagram(scene.World.Now, stranger, new byte[] { 0x40, 0, 0, 1, 0 }, scene.ClientHost.Sink);

        Assert.Equal(before + 1, scene.ClientHost.Worker.Context.Drops[DropReason.UnknownTuple]);
        Assert.True(scene.IsConnected);
    }

    private ClientScene Create(bool usesRelaysOnly, string password = "password") => _scene = new ClientScene(ice: world =>
    {
        _turn = new SimulatedTurnServer(world, TurnAddress);
        return new ClientIceOptions
        {
            Servers = [new ClientIceServer("turn:test", TurnAddress) { IsRelay = true, Username = "user", Password = password }],
            UsesRelaysOnly = usesRelaysOnly,
        };
    });
}
