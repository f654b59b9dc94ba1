using Tureen.Engine.Primitives;
using Tureen.Engine.Transports;

namespace Tureen.Interop.Tests.Attacks.Faults;

/// <summary>An engine with two faults that nobody has found yet: one datagram makes it throw, another one keeps it for ever.</summary>
internal sealed class FaultyOwner(ISocketOwner inner, CancellationToken end) : ISocketOwner
{
    public static readonly byte[] Throwing = [0x80, 0xDE, 0xAD, 0x01];

    public static readonly byte[] Endless = [0x80, 0xDE, 0xAD, 0x02];

    public void HandleDatagram(Timestamp now, in TransportTuple tuple, Span<byte> datagram, IDatagramSink sink)
    {
        if (datagram.SequenceEqual(Throwing))
        {
            throw new InvalidOperationException("a fault that nobody has found yet");
        }

        if (datagram.SequenceEqual(Endless))
        {
            // The end of the test, not of the loop, which the worker would have to wait for.
            while (!end.IsCancellationRequested)
            {
                Thread.SpinWait(100);
            }
        }

        inner.HandleDatagram(now, tuple, datagram, sink);
    }

    public TransportCore? FindTransport(in TransportTuple tuple) => inner.FindTransport(tuple);

    public void HandleTupleClosed(Timestamp now, in TransportTuple tuple, IDatagramSink sink) => inner.HandleTupleClosed(now, tuple, sink);
}
