using Tureen.Engine.Primitives;
using Tureen.Net;
using Tureen.Ortc;

namespace Tureen.Bench.Forwarding;

/// <summary>A socket that sends nothing, so that a batch costs only its own ordering.</summary>
internal sealed class DiscardingSocket(int id) : IDatagramSocket
{
    public int Id => id;

    public int TupleId => Id;

    public TransportProtocol Protocol => TransportProtocol.Udp;

    public NetworkAddress LocalAddress => default;

    public bool IsClosed => false;

    public int MaxSegmentLength => EngineLimits.MaxDatagramLength;

    public int Receive(ReceiveBatch batch) => 0;

    public void Send(ReadOnlySpan<OutgoingMessage> messages, ReadOnlySpan<IoVector> vectors)
    {
    }

    public void Dispose()
    {
    }
}
