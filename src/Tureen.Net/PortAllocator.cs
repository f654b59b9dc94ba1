using Tureen.Engine.Primitives;
using Tureen.Ortc;

namespace Tureen.Net;

/// <summary>Finds the port of a new socket: in the requested range, else in the worker's.</summary>
/// <remarks>
/// In a range a random one of the free ports is drawn, in constant time and without an exception for a port that is taken; a port
/// comes back when its socket closes. Each worker of a process has its own allocator: a port of another worker is taken like one
/// of another program.
/// </remarks>
internal sealed class PortAllocator(PortRange workerRange, RandomSource random)
{
    /// <summary>mediasoup's default of rtcMinPort and rtcMaxPort.</summary>
    public static readonly PortRange DefaultWorkerRange = new(10_000, 59_999);

    private readonly PortSets _sets = new();
    private readonly Dictionary<int, PortLease> _leases = [];

    /// <summary>Opens a socket on exactly one port (0: the system chooses), or returns null and why not.</summary>
    public delegate TSocket? Opener<TSocket>(in ListenParameters parameters, int port, out BindRefusal refusal)
        where TSocket : class, IDatagramSocket;

    /// <summary>Ports of ranges that sockets hold.</summary>
    public int LeaseCount => _leases.Count;

    /// <summary>Draws ports for <paramref name="open"/> until it succeeds, at most <see cref="NetLimits.PortTries"/> times.</summary>
    /// <exception cref="SocketBindException">No port is free, or an error occurred that another port would not avoid.</exception>
    public TSocket Open<TSocket>(TransportProtocol protocol, in ListenParameters parameters, Opener<TSocket> open)
        where TSocket : class, IDatagramSocket
    {
        var asked = new PortRange(parameters.MinPort, parameters.MaxPort);
        PortRange range = asked.IsGiven ? asked : workerRange;
        if (!range.IsValid)
        {
            throw new ArgumentException($"invalid port range {range}", nameof(parameters));
        }

        // A single port fails with its own error; without any range the system chooses.
        return range.Minimum == range.Maximum
            ? open(parameters, range.Minimum, out BindRefusal refusal) ?? throw refusal.ToException(parameters, range.Minimum)
            : OpenInRange(protocol, parameters, range, open);
    }

    /// <summary>The socket has closed: its port, if it came from a range, is free again.</summary>
    public void Release(int socketId)
    {
        if (_leases.Remove(socketId, out PortLease lease))
        {
            lease.Set.Return(lease.Port);
        }
    }

    private TSocket OpenInRange<TSocket>(
        TransportProtocol protocol, in ListenParameters parameters, PortRange range, Opener<TSocket> open)
        where TSocket : class, IDatagramSocket
    {
        PortSet set = _sets.Get(protocol, parameters.Address, range);
        int tries = Math.Min(set.Count, NetLimits.PortTries);
        for (int i = 0; i < tries && set.TryDraw(random, out int port); i++)
        {
            if (TryOpen(set, parameters, port, open, out BindRefusal refusal) is { } socket)
            {
                _leases.Add(socket.Id, new PortLease(set, port));
                return socket;
            }

            if (refusal.Error != SocketBindError.AddressInUse)
            {
                set.Return(port);
                throw refusal.ToException(parameters, port);
            }

            set.SetAside(port);
        }

        throw BindFailure.RangeExhausted(parameters, range);
    }

    /// <summary>Opens a socket; when that throws, for want of memory, the port is free again.</summary>
    private static TSocket? TryOpen<TSocket>(
        PortSet set, in ListenParameters parameters, int port, Opener<TSocket> open, out BindRefusal refusal)
        where TSocket : class, IDatagramSocket
    {
        try
        {
            return open(parameters, port, out refusal);
        }
        catch
        {
            set.Return(port);
            throw;
        }
    }
}
