using System.Net;
using Tureen.Engine.Events;
using Tureen.Engine.Ice.Agent;
using Tureen.Engine.Primitives;
using Tureen.Engine.Routing;
using Tureen.Engine.Transports;
using Tureen.Ortc;
using Tureen.Testing.Simulation;

namespace Tureen.Tests.Engine.Transports;

/// <summary>A client and a server of the engine, each with one router, and the connection between them in virtual time.</summary>
internal sealed class ClientScene : IDisposable
{
    private const string ServerAddress = "10.0.0.1";
    private const string ClientAddress = "10.0.0.2";

    public ClientScene(ulong seed = 1, Func<VirtualWorld, ClientIceOptions>? ice = null)
    {
        World = new VirtualWorld(seed);
        ServerHost = new SimulatedServer(World);
        ClientHost = new SimulatedServer(World);
        ServerRouter = ServerHost.Worker.CreateRouter("router");
        ClientRouter = ClientHost.Worker.CreateRouter("router");
        Server = ServerRouter.CreateWebRtcTransport(Options("server", ServerAddress));
        Client = ClientRouter.CreateClientTransport(Options("client", ClientAddress), ice?.Invoke(World) ?? new ClientIceOptions());
    }

    public VirtualWorld World { get; }

    public SimulatedServer ServerHost { get; }

    public SimulatedServer ClientHost { get; }

    public RouterCore ServerRouter { get; }

    public RouterCore ClientRouter { get; }

    public WebRtcTransportCore Server { get; }

    public ClientTransportCore Client { get; }

    public bool IsConnected => Client.IsConnected && Server.IsConnected;

    /// <summary>What signaling does: the server gets the client's certificate and role, the client the server's, with its addresses.</summary>
    public void Connect(DtlsRole serverRole = DtlsRole.Auto)
    {
        DtlsParameters client = Client.DtlsParameters;
        client.Role = WebRtcEndpointCore.RoleAgainst(serverRole);
        DtlsParameters server = Server.DtlsParameters;
        server.Role = serverRole;
        Server.Connect(World.Now, client, ServerHost.Sink);
        Client.StartIce(World.Now, Server.IceParameters, IceRemoteCandidate.ReadAll(Server.IceCandidates), ClientHost.Sink);
        Client.Connect(World.Now, server, ClientHost.Sink);
        World.RunUntil(() => IsConnected, TimeSpan.FromSeconds(5));
    }

    public static List<IceState> StatesOf(SimulatedServer host) => [.. host.Events.OfType<IceStateEvent>().Select(change => change.State)];

    public void Dispose()
    {
        ClientHost.Dispose();
        ServerHost.Dispose();
    }

    private static WebRtcTransportCoreOptions Options(string id, string address) => new()
    {
        Id = id,
        Listens =
        [
            new IceListenOptions { Protocol = TransportProtocol.Udp, Parameters = new ListenParameters(IPAddress.Parse(address), 0, 0) },
        ],
        Data = new DataTransportOptions { EnableSctp = true, IsDataChannel = true },
    };
}
