using System.Net;
using Tureen.Engine.Ice;
using Tureen.Engine.Ice.Agent;
using Tureen.Engine.Primitives;
using Tureen.Ortc;

namespace Tureen.Engine.Transports.Listening;

/// <summary>The sockets of a client: those of its host candidates, those that open TCP connections, and one for each TURN server.</summary>
internal sealed class ClientSockets
{
    /// <summary>The port in active TCP candidates, whose connections have others (RFC 6544 §4.5).</summary>
    private const int ActivePort = 9;

    private readonly List<IceLocalCandidate> _locals = [];
    private readonly List<(ClientIceServer Server, TransportTuple Tuple)> _relays = [];

    private ClientSockets(IceListeners listeners) => Listeners = listeners;

    public IceListeners Listeners { get; }

    /// <summary>What the agent sends checks from; relays come later.</summary>
    public IReadOnlyList<IceLocalCandidate> Locals => _locals;

    /// <summary>The TURN servers with their sockets.</summary>
    public IReadOnlyList<(ClientIceServer Server, TransportTuple Tuple)> Relays => _relays;

    /// <summary>Opens all of them, or none.</summary>
    /// <exception cref="SocketBindException">An address cannot be bound.</exception>
    public static ClientSockets Open(ISocketHost host, IReadOnlyList<IceListenOptions> listens, ClientIceOptions ice)
    {
        var sockets = new ClientSockets(IceListeners.Open(host, ice.UsesRelaysOnly ? [] : listens));
        try
        {
            sockets.OpenAll(host, ice);
            return sockets;
        }
        catch
        {
            foreach (int socketId in sockets.Listeners.SocketIds)
            {
                host.CloseSocket(socketId);
            }

            throw;
        }
    }

    /// <summary>Opens the socket of a TURN server; returns it with the server's address.</summary>
    /// <exception cref="SocketBindException">There is none to have.</exception>
    public TransportTuple OpenRelay(ISocketHost host, ClientIceServer server)
    {
        IPAddress any = server.Address.IsIPv6 ? IPAddress.IPv6Any : IPAddress.Any;
        int socketId = server.IsStream
            ? host.OpenDialer(new DialParameters(any, StreamFraming.Turn, server.Security))
            : host.OpenUdpSocket(new ListenParameters(any, 0, 0, IPv6Only: server.Address.IsIPv6), out _);

        // Its packets come from peers by UDP, whatever leads to the server.
        Listeners.Add(new IceListener(socketId, TransportProtocol.Udp, new LocalEndpoint(any.ToString(), 0), null, ExposesLocal: false, IsRelay: true));
        var tuple = new TransportTuple(socketId, server.IsStream ? TransportProtocol.Tcp : TransportProtocol.Udp, server.Address);
        _relays.Add((server, tuple));
        return tuple;
    }

    private void OpenAll(ISocketHost host, ClientIceOptions ice)
    {
        foreach (IceListener listener in Listeners.All)
        {
            AddLocal(listener.SocketId, TransportProtocol.Udp, IPAddress.Parse(listener.Local.Address));
        }

        foreach (IPAddress address in ice.UsesRelaysOnly ? [] : ice.TcpAddresses)
        {
            int socketId = host.OpenDialer(new DialParameters(address, StreamFraming.Length));
            Listeners.Add(new IceListener(socketId, TransportProtocol.Tcp, new LocalEndpoint(address.ToString(), ActivePort), null, ExposesLocal: false));
            AddLocal(socketId, TransportProtocol.Tcp, address);
        }

        foreach (ClientIceServer server in ice.Servers.Where(static server => server.IsRelay))
        {
            OpenRelay(host, server);
        }
    }

    /// <summary>UDP is better than TCP, and what is listed first is better than what follows.</summary>
    private void AddLocal(int socketId, TransportProtocol protocol, IPAddress address)
    {
        int preference = (protocol == TransportProtocol.Udp ? ushort.MaxValue : IceCandidatePriority.ActiveTcpPreference) - _locals.Count;
        _locals.Add(new IceLocalCandidate(
            socketId, protocol, NetworkAddress.From(address, 0).IsIPv6, IceCandidatePriority.OfClientHost((ushort)preference)));
    }
}
