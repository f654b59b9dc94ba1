using Tureen.Engine.Events;
using Tureen.Engine.Primitives;
using Tureen.Engine.Transports.Capture;
using Tureen.Engine.Transports.Listening;
using Tureen.Engine.Transports.Media;

namespace Tureen.Engine.Transports.Paths;

/// <summary>The way to the application itself: packets come in by commands and leave as events.</summary>
internal sealed class DirectPath : ITransportPath
{
    private TransportCore _transport = null!;
    private byte[] _packet = [];

    public IReadOnlyList<int> SocketIds => [];

    public SrtpSession? Srtp => null;

    /// <summary>There are no datagrams, so a tap gets nothing.</summary>
    public PathTap Tap { get; } = new();

    public IReadOnlyDictionary<int, LocalEndpoint> LocalEndpoints => new Dictionary<int, LocalEndpoint>();

    public int WireOverhead => 0;

    public Timestamp NextDeadline => Timestamp.Never;

    public void Attach(TransportCore transport) => _transport = transport;

    public TransportCore? FindTransport(in TransportTuple tuple) => null;

    public void HandleDatagram(Timestamp now, in TransportTuple tuple, Span<byte> datagram, IDatagramSink sink) =>
        _transport.Drop(DropReason.UnknownTuple);

    public void HandleTupleClosed(Timestamp now, in TransportTuple tuple, IDatagramSink sink)
    {
    }

    public void HandleDeadline(Timestamp now, IDatagramSink sink)
    {
    }

    public bool TryOpenRtp(int length, IDatagramSink sink, out Span<byte> space)
    {
        _packet = _packet.Length < length ? new byte[length] : _packet;
        space = _packet.AsSpan(0, length);
        return true;
    }

    public DropReason SendRtp(in RtpDraft draft, IDatagramSink sink, out int length)
    {
        length = draft.PlainLength;
        if (_transport.Media.ConsumerTable.Find(draft.Stream) is not { } consumer)
        {
            return DropReason.NotConnected;
        }

        draft.Complete();
        if (draft.Packet is { } shared
            && consumer.Options.Receiver?.TryReceive(_packet.AsMemory(0, length), shared.ReceivedAt, shared.CapturedAt) is true)
        {
            return DropReason.None;
        }

        // The event keeps it.
        _transport.Context.Events.Enqueue(new ConsumerRtpEvent(consumer.Id, _packet.AsMemory(0, length)));
        _packet = [];
        return DropReason.None;
    }

    public bool TrySendRtcp(ReadOnlySpan<byte> rtcp, IDatagramSink sink, out int length)
    {
        length = rtcp.Length;
        _transport.Context.Events.Enqueue(new DirectTransportRtcpEvent(_transport.Id, rtcp.ToArray()));
        return true;
    }

    /// <summary>The application gets messages, not packets.</summary>
    public bool TrySendSctp(Timestamp now, ReadOnlySpan<byte> packet, IDatagramSink sink) => false;

    public void Close(Timestamp now, IDatagramSink sink)
    {
    }

    public void Dispose()
    {
    }
}
