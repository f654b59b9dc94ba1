using Tureen.Engine.Primitives;

namespace Tureen.Engine.Transports;

/// <summary>Receives the datagrams of a local socket: the path of one transport, or a WebRtcServer for many.</summary>
internal interface ISocketOwner
{
    void HandleDatagram(Timestamp now, in TransportTuple tuple, Span<byte> datagram, IDatagramSink sink);

    /// <summary>The transport that <paramref name="tuple"/> is a known path of; null for a stranger's datagram.</summary>
    TransportCore? FindTransport(in TransportTuple tuple);

    /// <summary>The TCP connection behind <paramref name="tuple"/> is gone.</summary>
    void HandleTupleClosed(Timestamp now, in TransportTuple tuple, IDatagramSink sink);
}
