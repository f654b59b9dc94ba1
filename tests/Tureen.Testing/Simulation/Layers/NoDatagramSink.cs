using Tureen.Engine.Primitives;

namespace Tureen.Testing.Simulation.Layers;

/// <summary>For machines that send nothing by themselves.</summary>
internal sealed class NoDatagramSink : IDatagramSink
{
    public Span<byte> GetSpan(int maximumLength) => throw new NotSupportedException();

    public void Send(in TransportTuple tuple, int length) => throw new NotSupportedException();
}
