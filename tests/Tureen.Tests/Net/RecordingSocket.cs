using Tureen.Engine.Primitives;
using Tureen.Net;
using Tureen.Ortc;

namespace Tureen.Tests.Net;

/// <summary>A socket without a network: it remembers first byte and length of what it was to send.</summary>
internal sealed class RecordingSocket(int id) : IDatagramSocket
{
    public int Id { get; } = id;

    public int TupleId => Id;

    public TransportProtocol Protocol => TransportProtocol.Udp;

    public NetworkAddress LocalAddress => default;

    public bool IsClosed { get; private set; }

    public int MaxSegmentLength => 1500;

    public List<(int Mark, int Length)> Packets { get; } = [];

    public int Receive(ReceiveBatch batch) => 0;

    public void Send(ReadOnlySpan<OutgoingMessage> messages, ReadOnlySpan<IoVector> vectors)
    {
        foreach (OutgoingMessage message in messages)
        {
            foreach (IoVector vector in vectors.Slice(message.First, message.Count))
            {
                Packets.Add((vector.Span[0], vector.Length));
            }
        }
    }

    public void Dispose() => IsClosed = true;
}
