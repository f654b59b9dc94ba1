using Tureen.Engine.Ice;
using Tureen.Engine.Primitives;
using Tureen.Ortc;

namespace Tureen.Engine.Transports.Listening;

/// <summary>The sockets that ICE listens on: those of one WebRtcTransport, or those of a WebRtcServer that many of them share.</summary>
internal sealed class IceListeners
{
    private readonly List<IceListener> _listeners = [];

    private IceListeners()
    {
    }

    public IReadOnlyList<IceListener> All => _listeners;

    public IReadOnlyList<int> SocketIds { get; private set; } = [];

    /// <summary>Where the sockets are bound.</summary>
    public IReadOnlyDictionary<int, LocalEndpoint> LocalEndpoints =>
        _listeners.ToDictionary(static listener => listener.SocketId, static listener => listener.Local);

    /// <summary>Binds all of them, or none.</summary>
    /// <exception cref="SocketBindException">A listen address cannot be bound.</exception>
    public static IceListeners Open(ISocketHost sockets, IReadOnlyList<IceListenOptions> options)
    {
        var listeners = new IceListeners();
        try
        {
            foreach (IceListenOptions listen in options)
            {
                listeners._listeners.Add(Open(sockets, listen));
            }
        }
        catch
        {
            foreach (IceListener listener in listeners._listeners)
            {
                sockets.CloseSocket(listener.SocketId);
            }

            throw;
        }

        listeners.SocketIds = [.. listeners._listeners.Select(static listener => listener.SocketId)];
        return listeners;
    }

    /// <summary>Takes a socket that is open already.</summary>
    public void Add(IceListener listener)
    {
        _listeners.Add(listener);
        SocketIds = [.. SocketIds, listener.SocketId];
    }

    /// <summary>The address of a relay is known.</summary>
    public void SetLocal(int socketId, LocalEndpoint local)
    {
        int index = _listeners.FindIndex(listener => listener.SocketId == socketId);
        _listeners[index] = _listeners[index] with { Local = local };
    }

    /// <summary>Whether packets of a tuple go straight to its remote address.</summary>
    public bool IsDirect(in TransportTuple tuple) => !Find(tuple.SocketId).IsRelay;

    /// <summary>The candidates that lead here, the first listed the best within its protocol.</summary>
    /// <param name="use">Which protocols are offered to the peer, and which is preferred.</param>
    public List<IceCandidate> CreateCandidates(IceProtocolUse use)
    {
        List<IceCandidate> candidates = [];
        for (int i = 0; i < _listeners.Count; i++)
        {
            IceListener listener = _listeners[i];
            if (!use.Uses(listener.Protocol))
            {
                continue;
            }

            uint priority = IceCandidatePriority.OfHost(IceCandidatePriority.LocalPreference(i, use.Prefers(listener.Protocol)));
            candidates.Add(CreateCandidate(listener.Protocol, listener.Address, listener.Local.Port, priority));
            if (listener.AnnouncedAddress is not null && listener.ExposesLocal)
            {
                uint lower = IceCandidatePriority.OfInternalAddress(priority);
                candidates.Add(CreateCandidate(listener.Protocol, listener.Local.Address, listener.Local.Port, lower));
            }
        }

        return candidates;
    }

    public TransportTupleInfo Describe(in TransportTuple tuple)
    {
        IceListener local = Find(tuple.SocketId);
        return new TransportTupleInfo
        {
            LocalAddress = local.Address,
            LocalPort = local.Local.Port,
            RemoteIp = tuple.Remote.ToIPAddress().ToString(),
            RemotePort = tuple.Remote.Port,
            Protocol = local.Protocol,
        };
    }

    private static IceListener Open(ISocketHost sockets, IceListenOptions listen)
    {
        int socketId = listen.Protocol == TransportProtocol.Udp
            ? sockets.OpenUdpSocket(listen.Parameters, out NetworkAddress bound)
            : sockets.OpenTcpListener(listen.Parameters, out bound);
        return new IceListener(
            socketId,
            listen.Protocol,
            new LocalEndpoint(bound.ToIPAddress().ToString(), bound.Port),
            listen.AnnouncedAddress,
            listen.ExposeInternalIp);
    }

    private static IceCandidate CreateCandidate(TransportProtocol protocol, string address, int port, uint priority) => new()
    {
        Foundation = IceCandidatePriority.Foundation(protocol),
        Priority = priority,
        Ip = address,
        Address = address,
        Protocol = protocol,
        Port = port,
        Type = IceCandidateType.Host,
        TcpType = protocol == TransportProtocol.Tcp ? IceCandidateTcpType.Passive : null,
    };

    private IceListener Find(int socketId)
    {
        foreach (IceListener listener in _listeners)
        {
            if (listener.SocketId == socketId)
            {
                return listener;
            }
        }

        return default;
    }
}
