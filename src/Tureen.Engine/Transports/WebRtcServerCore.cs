using System.Diagnostics.CodeAnalysis;
using System.Text;
using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;
using Tureen.Engine.Stun;
using Tureen.Engine.Transports.Listening;
using Tureen.Engine.Transports.Paths;
using Tureen.Ortc;

namespace Tureen.Engine.Transports;

/// <summary>
/// Sockets that many WebRtcTransports share (mediasoup's WebRtcServer). A STUN request goes to the transport of its ICE user name, anything
/// else to the transport that has learnt the tuple. Its methods are the commands of the faces; worker's thread only.
/// </summary>
/// <remarks>
/// A NAT may give the port of a browser tab that is gone to another, so a request may come from a path that another transport still holds.
/// The transport gets the path when the request authenticates and the holder has had no authenticated check over it for
/// <see cref="EngineLimits.SharedTupleHold"/>. Until then the request gets no answer: source addresses can be forged, and a peer with credentials of
/// one transport must not take the path of another.
/// </remarks>
internal sealed class WebRtcServerCore : ISocketOwner
{
    private const int MaxFragmentLength = 64;

    private readonly EngineContext _context;
    private readonly Dictionary<string, TransportCore> _transports = new(StringComparer.Ordinal);
    private readonly Dictionary<TransportTuple, WebRtcPath> _byTuple = [];
    private readonly Dictionary<string, WebRtcPath> _byFragment = new(StringComparer.Ordinal);
    private readonly Dictionary<string, WebRtcPath>.AlternateLookup<ReadOnlySpan<char>> _byFragmentText;

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
        _byTuple.TryGetValue(tuple, out WebRtcPath? holder);
        if (PacketClassifier.Classify(datagram) == PacketKind.Stun
            && TryFindByRequest(datagram, out WebRtcPath? named) && named != holder)
        {
            HandleFirstRequest(now, tuple, (named, holder), datagram, sink);
        }
        else if (holder is not null)
        {
            holder.HandleDatagram(now, tuple, datagram, sink);
        }
        else
        {
            _context.Drop(DropReason.UnknownTuple, Id);
        }
    }

    public TransportCore? FindTransport(in TransportTuple tuple) => _byTuple.GetValueOrDefault(tuple)?.Transport;

    public void HandleTupleClosed(Timestamp now, in TransportTuple tuple, IDatagramSink sink)
    {
        if (_byTuple.TryGetValue(tuple, out WebRtcPath? path))
        {
            path.HandleTupleClosed(now, tuple, sink);
        }
    }

    public WebRtcServerDump Dump() => new()
    {
        Id = Id,
        UdpSockets = DumpSockets(TransportProtocol.Udp),
        TcpServers = DumpSockets(TransportProtocol.Tcp),
        WebRtcTransportIds = [.. _transports.Keys],
        LocalIceUsernameFragments = [.. _byFragment.Select(static entry => new IceUsernameFragmentDump(entry.Key, entry.Value.Transport.Id))],
    };

    /// <summary>Closes every transport that it serves. Its sockets are the worker's to close. Idempotent.</summary>
    public void Close(Timestamp now, IDatagramSink sink)
    {
        if (IsClosed)
        {
            return;
        }

        IsClosed = true;
        foreach (TransportCore transport in _transports.Values.ToArray())
        {
            _context.Faults.Run(now, FaultKind.Close, transport.Id, () => transport.Close(now, sink));
        }
    }

    /// <exception cref="InvalidStateException">The server is closed.</exception>
    public void ThrowIfClosed()
    {
        if (IsClosed)
        {
            throw new InvalidStateException($"WebRtcServer closed [webRtcServerId:{Id}]");
        }
    }

    public void Add(TransportCore transport) => _transports.Add(transport.Id, transport);

    public void Remove(TransportCore transport) => _transports.Remove(transport.Id);

    public void AddFragment(string fragment, WebRtcPath path) => _byFragment[fragment] = path;

    public void RemoveFragment(string fragment) => _byFragment.Remove(fragment);

    public void AddTuple(in TransportTuple tuple, WebRtcPath path) => _byTuple[tuple] = path;

    /// <summary>Forgets a path, unless another transport has taken it meanwhile.</summary>
    public void RemoveTuple(in TransportTuple tuple, WebRtcPath path)
    {
        if (_byTuple.TryGetValue(tuple, out WebRtcPath? owner) && owner == path)
        {
            _byTuple.Remove(tuple);
        }
    }

    /// <summary>A request over a path that its transport does not have yet, and that another one may hold.</summary>
    private void HandleFirstRequest(
        Timestamp now,
        in TransportTuple tuple,
        (WebRtcPath Named, WebRtcPath? Holder) paths,
        Span<byte> datagram,
        IDatagramSink sink)
    {
        (WebRtcPath named, WebRtcPath? holder) = paths;
        bool isHeld = holder is not null
            && (tuple.Protocol == TransportProtocol.Tcp || holder.HasChecked(tuple, now - EngineLimits.SharedTupleHold));
        if (isHeld)
        {
            _context.Drop(DropReason.TupleInUse, Id);
            return;
        }

        named.HandleDatagram(now, tuple, datagram, sink);
        if (holder is not null && _byTuple.TryGetValue(tuple, out WebRtcPath? owner) && owner == named)
        {
            holder.HandleTupleClosed(now, tuple, sink);
        }
    }

    private bool TryFindByRequest(ReadOnlySpan<byte> datagram, [NotNullWhen(true)] out WebRtcPath? path)
    {
        path = null;
        Span<char> text = stackalloc char[MaxFragmentLength];
        return StunMessage.TryParse(datagram, out StunMessage message)
            && message.TryGetLocalUsernameFragment(out ReadOnlySpan<byte> fragment)
            && fragment.Length <= MaxFragmentLength
            && Encoding.Latin1.TryGetChars(fragment, text, out int length)
            && _byFragmentText.TryGetValue(text[..length], out path);
    }

    private IpPort[] DumpSockets(TransportProtocol protocol) =>
        [.. Listeners.All.Where(one => one.Protocol == protocol).Select(static one => new IpPort(one.Local.Address, one.Local.Port))];
}
