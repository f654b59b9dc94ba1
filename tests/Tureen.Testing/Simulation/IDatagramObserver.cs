using Tureen.Engine.Primitives;

namespace Tureen.Testing.Simulation;

/// <summary>Sees what goes over a <see cref="SimulatedNetwork"/>.</summary>
internal interface IDatagramObserver
{
    void Observe(NetworkAddress from, NetworkAddress to, ReadOnlySpan<byte> datagram);
}
