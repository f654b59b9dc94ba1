using Tureen.Engine.Primitives;

namespace Tureen.Testing.Simulation;

/// <summary>A host on a <see cref="SimulatedNetwork"/>.</summary>
internal interface ISimulatedHost
{
    Timestamp NextDeadline { get; }

    void HandleDatagram(Timestamp now, NetworkAddress local, NetworkAddress remote, Span<byte> datagram);

    void HandleDeadline(Timestamp now);
}
