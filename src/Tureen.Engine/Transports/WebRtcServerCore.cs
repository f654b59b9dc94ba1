using System.Text;
using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;
using Tureen.Engine.Stun;
using Tureen.Ortc;

namespace Tureen.Engine.Transports;

/// <summary>
/// Sockets that many WebRtcTransports share (mediasoup's WebRtcServer). A transport is found by a tuple that it has learnt, and before
/// that by the ICE user name of a STUN request. Its methods are the commands of the faces; worker's thread only.
/// </summary>
internal sealed class WebRtcServerCore : ISocketOwner
{
    private const int MaxFragmentLength = 64;

    private readonly EngineContext _context;
    private readonly Dictionary<string, WebRtcTransportCore> _transports = new(StringComparer.Ordinal);
    private readonly Dictionary<TransportTuple, WebRtcTransportCore> _byTuple = [];
    private readonly Dictionary<string, WebRtcTransportCore> _byFragment = new(StringComparer.Ordinal);
    private readonly Dictionary<string, WebRtcTransportCore>.AlternateLookup<ReadOnlySpan<char>> _byFragmentText;

    /// <exception cref="SocketBindException">A listen address cannot be bound.</exception>
    public WebRtcServerCore(EngineContext context, string id, IReadOnlyList<IceListenOptions> listens)
    {
        _context = context;
        Id = id;
        Listeners = IceListeners.Open(context.Sockets, listens);
        _byFragmentText = _byFragment.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public string Id { get; }

    public bool IsClosed { get; private set; }

    public IceListeners Listeners { get; }

    /// <summary>Paths that are remembered, of all transports.</summary>
    public int TupleCount => _byTuple.Count;

    public void HandleDatagram(Timestamp now, in TransportTuple tuple, Span<byte> datagram, IDatagramSink sink)
    {
        if (_byTuple.TryGetValue(tuple, out WebRtcTransportCore? transport)
            || TryFindByRequest(datagram, out transport))
        {
            transport!.HandleDatagram(now, tuple, datagram, sink);
        }
        else
        {
            _context.Drop(DropReason.UnknownTuple, Id);
        }
    }

    public TransportCore? FindTransport(in TransportTuple tuple) => _byTuple.GetValueOrDefault(tuple);

    public void HandleTupleClosed(Timestamp now, in TransportTuple tuple, IDatagramSink sink)
    {
        if (_byTuple.TryGetValue(tuple, out WebRtcTransportCore? transport))
        {
            transport.HandleTupleClosed(now, tuple, sink);
        }
    }

    public WebRtcServerDump Dump() => new()
    {
        Id = Id,
        UdpSockets = DumpSockets(TransportProtocol.Udp),
        TcpServers = DumpSockets(TransportProtocol.Tcp),
        WebRtcTransportIds = [.. _transports.Keys],
        LocalIceUsernameFragments = [.. _byFragment.Select(static entry => new IceUsernameFragmentDump(entry.Key, entry.Value.Id))],
    };

    /// <summary>Closes every transport that it serves. Its sockets are the worker's to close. Idempotent.</summary>
    public void Close(Timestamp now, IDatagramSink sink)
    {
        if (IsClosed)
        {
            return;
        }

        IsClosed = true;
        foreach (WebRtcTransportCore transport in _transports.Values.ToArray())
        {
            _context.Faults.Run(now, FaultKind.Close, transport.Id, () => transport.Close(now, sink));
        }
    }

    /// <exception cref="InvalidStateException">The server is closed.</exception>
    public void Add(WebRtcTransportCore transport)
    {
        if (IsClosed)
        {
            throw new InvalidStateException($"WebRtcServer closed [webRtcServerId:{Id}]");
        }

        _transports.Add(transport.Id, transport);
    }

    public void Remove(WebRtcTransportCore transport) => _transports.Remove(transport.Id);

    public void AddFragment(string fragment, WebRtcTransportCore transport) => _byFragment[fragment] = transport;

    public void RemoveFragment(string fragment) => _byFragment.Remove(fragment);

    public void AddTuple(in TransportTuple tuple, WebRtcTransportCore transport) => _byTuple[tuple] = transport;

    /// <summary>Forgets a path, unless another transport has taken it meanwhile.</summary>
    public void RemoveTuple(in TransportTuple tuple, WebRtcTransportCore transport)
    {
        if (_byTuple.TryGetValue(tuple, out WebRtcTransportCore? owner) && owner == transport)
        {
            _byTuple.Remove(tuple);
        }
    }

    private bool TryFindByRequest(ReadOnlySpan<byte> datagram, out WebRtcTransportCore? transport)
    {
        transport = null;
        Span<char> text = stackalloc char[MaxFragmentLength];
        return PacketClassifier.Classify(datagram) == PacketKind.Stun
            && StunMessage.TryParse(datagram, out StunMessage message)
            && message.TryGetLocalUsernameFragment(out ReadOnlySpan<byte> fragment)
            && fragment.Length <= MaxFragmentLength
            && Encoding.Latin1.TryGetChars(fragment, text, out int length)
            && _byFragmentText.TryGetValue(text[..length], out transport);
    }

    private IpPort[] DumpSockets(TransportProtocol protocol) =>
        [.. Listeners.All.Where(one => one.Protocol == protocol).Select(static one => new IpPort(one.Local.Address, one.Local.Port))];
}
