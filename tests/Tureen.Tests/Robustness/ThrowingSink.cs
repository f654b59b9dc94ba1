using Tureen.Engine.Primitives;

namespace Tureen.Tests.Robustness;

/// <summary>Sends as another sink does, but throws for one destination.</summary>
internal sealed class ThrowingSink(IDatagramSink inner, TransportTuple destination) : IDatagramSink
{
    public Span<byte> GetSpan(int maximumLength) => inner.GetSpan(maximumLength);

    public void Send(in TransportTuple tuple, int length)
    {
        if (tuple == destination)
        {
            throw new InvalidOperationException("cannot be sent there");
        }

        inner.Send(tuple, length);
    }
}
