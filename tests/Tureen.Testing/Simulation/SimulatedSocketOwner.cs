using Tureen.Engine.Primitives;
using Tureen.Engine.Transports;

namespace Tureen.Testing.Simulation;

/// <summary>The owner of a socket of a simulated server, which fails where the test wants it to.</summary>
internal sealed class SimulatedSocketOwner(ISocketOwner inner, SimulatedServer server) : ISocketOwner
{
    public void HandleDatagram(Timestamp now, in TransportTuple tuple, Span<byte> datagram, IDatagramSink sink)
    {
        server.OnDatagram?.Invoke(tuple, datagram);
        inner.HandleDatagram(now, tuple, datagram, sink);
    }

    public TransportCore? FindTransport(in TransportTuple tuple) => inner.FindTransport(tuple);

    public void HandleTupleClosed(Timestamp now, in TransportTuple tuple, IDatagramSink sink) =>
        inner.HandleTupleClosed(now, tuple, sink);
}
