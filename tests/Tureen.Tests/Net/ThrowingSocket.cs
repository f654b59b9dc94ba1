using Tureen.Engine.Primitives;
using Tureen.Net;
using Tureen.Ortc;

namespace Tureen.Tests.Net;

/// <summary>A socket that can neither be read nor sent to.</summary>
internal sealed class ThrowingSocket(int id) : IDatagramSocket
{
    public int Id { get; } = id;

    public int TupleId => Id;

    public TransportProtocol Protocol => TransportProtocol.Udp;

    public NetworkAddress LocalAddress => default;

    public bool IsClosed { get; private set; }

    public int MaxSegmentLength => 0;

    public int Receive(ReceiveBatch batch) => throw new InvalidOperationException("cannot be read");

    public void Send(ReadOnlySpan<OutgoingMessage> messages, ReadOnlySpan<IoVector> vectors) =>
        throw new InvalidOperationException("cannot be sent");

    public void Dispose() => IsClosed = true;
}
