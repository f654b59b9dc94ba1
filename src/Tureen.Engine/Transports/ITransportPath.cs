using Tureen.Engine.Primitives;
using Tureen.Engine.Transports.Capture;
using Tureen.Engine.Transports.Listening;
using Tureen.Engine.Transports.Media;
using Tureen.Engine.Transports.Paths;

namespace Tureen.Engine.Transports;

/// <summary>
/// Where the packets of one transport come from and go to. It opens the sockets, finds out where the peer is, protects what is sent, and
/// hands what it received in the clear to the transport's parts.
/// </summary>
internal interface ITransportPath : ISocketOwner, IDisposable
{
    /// <summary>Local sockets that belong to this transport alone.</summary>
    IReadOnlyList<int> SocketIds { get; }

    /// <summary>The keys of RTP and RTCP; null where nothing is ever encrypted.</summary>
    SrtpSession? Srtp { get; }

    /// <summary>Bytes that a packet has on the wire beyond what is sent: UDP or TCP, and IP. Meaningless while the peer cannot be reached.</summary>
    int WireOverhead { get; }

    /// <summary>Whether packets go over a connection, which hides loss and keeps a queue of its own.</summary>
    bool IsStream => false;

    /// <summary>Where a capture sees each datagram.</summary>
    PathTap Tap { get; }

    /// <summary>The sockets that its tuples name, and their endpoints.</summary>
    IReadOnlyDictionary<int, LocalEndpoint> LocalEndpoints { get; }

    Timestamp NextDeadline { get; }

    /// <summary>The transport that is made over this path. Once, before all else.</summary>
    void Attach(TransportCore transport);

    void HandleDeadline(Timestamp now, IDatagramSink sink);

    /// <summary>
    /// Space for an RTP packet of at most <paramref name="length"/> bytes and for its protection, to be filled and sent at once. False while the peer
    /// cannot be reached.
    /// </summary>
    bool TryOpenRtp(int length, IDatagramSink sink, out Span<byte> space);

    /// <summary>Protects and sends the packet that was written to the space last given out, or says why it went no further.</summary>
    /// <param name="draft">The packet.</param>
    /// <param name="sink">Where it goes.</param>
    /// <param name="length">Bytes of the datagram.</param>
    DropReason SendRtp(in RtpDraft draft, IDatagramSink sink, out int length);

    /// <summary>Protects and sends one RTCP compound packet. False while the peer cannot be reached.</summary>
    bool TrySendRtcp(ReadOnlySpan<byte> rtcp, IDatagramSink sink, out int length);

    /// <summary>Sends one SCTP packet, inside DTLS or bare. False while the peer cannot be reached.</summary>
    bool TrySendSctp(Timestamp now, ReadOnlySpan<byte> packet, IDatagramSink sink);

    /// <summary>What waits to be sent to the peer.</summary>
    SendBacklog GetBacklog(IDatagramSink sink) => default;

    /// <summary>The last chance to send, while the sockets are open. What is not managed memory is freed later.</summary>
    void Close(Timestamp now, IDatagramSink sink);
}
